import { AppError, codeOf, messageOf } from "../../../../shared/errors.ts";

/**
 * Imports a search engine to compare with. They are development packages, and an installed program lacks them.
 *
 * @throws AppError `input.notFound` where the package is missing.
 */
export async function loadPeer<T>(name: string, load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (error) {
    if (codeOf(error) !== "ERR_MODULE_NOT_FOUND") throw error;
    throw new AppError(
      "input.notFound",
      `${name} is missing (${messageOf(error)}): the benchmark's peers are development packages: run npm ci in a checkout. Nothing was measured.`,
      { cause: error },
    );
  }
}
