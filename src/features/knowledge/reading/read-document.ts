import type { ParsedDocument } from "../document.ts";
import { bound } from "./bound.ts";
import { chooseFormat, type FileToRead } from "./choose.ts";
import type { ReadingLimits } from "./limits.ts";
import { propose } from "./propose.ts";
import { RefusedError } from "./refused.ts";

/**
 * Reads a file into a document, here and now: only for the child process, and for tests of formats.
 *
 * @throws RefusedError with a reason that staff understand, whatever the parser tripped over.
 */
export async function readDocument(file: FileToRead, limits: ReadingLimits): Promise<ParsedDocument> {
  const format = chooseFormat(file);
  try {
    const parsed = bound(await format.parse(file.bytes, { charset: file.charset, limits }), limits.output);
    if (!parsed.blocks.some(({ text }) => /[\p{L}\p{N}]/u.test(text))) throw new RefusedError("noWords");
    return propose(parsed, format.name === "html" && parsed.published !== null);
  } catch (error) {
    throw refusalOf(error, format.name.toUpperCase());
  }
}

/** Whatever a parser trips over is a fault of the file. */
function refusalOf(error: unknown, name: string): RefusedError {
  if (error instanceof RefusedError) return error;
  if (error instanceof RangeError && /call stack/u.test(error.message))
    return new RefusedError("nested", "its parts", { cause: error });
  if (error instanceof RangeError && /allocation|string length|array length|buffer/iu.test(error.message))
    return new RefusedError("tooMuchMemory", "", { cause: error });
  return new RefusedError("damaged", name, { cause: error });
}
