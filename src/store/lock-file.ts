import { join } from "node:path";
import Database from "better-sqlite3";
import { AppError, codeOf } from "../shared/errors.ts";

/**
 * Holds a lock in a folder that the operating system frees when the process ends, even by kill -9.
 *
 * @throws AppError `store.locked` where another process holds it.
 */
export function holdLock(folder: string, name: string): { readonly close: () => void } {
  const lock = new Database(join(folder, `${name}.lock`), { timeout: 0 });
  try {
    lock.pragma("locking_mode = EXCLUSIVE");
    lock.exec("begin exclusive");
    return { close: () => lock.close() };
  } catch (error) {
    lock.close();
    const code = codeOf(error);
    if (!code.startsWith("SQLITE_BUSY")) throw error;
    throw new AppError(
      "store.locked",
      `Another process is already running "${name}" on ${folder}. Stop it first, or use another --home.`,
    );
  }
}
