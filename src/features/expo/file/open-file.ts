import { createReadStream } from "node:fs";
import { AppError, messageOf } from "../../../shared/errors.ts";
import { MAX_BYTES } from "./parse-yaml.ts";

/**
 * The bytes of an expo file; of one that is too long, no more than tells so.
 *
 * @throws AppError `input.notFound` where it can't be read.
 */
export async function openExpoFile(path: string): Promise<Uint8Array> {
  try {
    const chunks: Uint8Array[] = [];
    for await (const chunk of createReadStream(path, { end: MAX_BYTES })) chunks.push(chunk);
    return Buffer.concat(chunks);
  } catch (error) {
    throw new AppError("input.notFound", `${path} can't be read: ${messageOf(error)}. Nothing was saved.`, {
      cause: error,
    });
  }
}
