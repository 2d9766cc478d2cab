import { closeSync, openSync } from "node:fs";
import { AppError, messageOf } from "../shared/errors.ts";

/**
 * Finds out before work that may take minutes whether its result can be written to `--out`. What stands in the file stays
 * until there is better.
 *
 * @param undone what did not happen, in a sentence.
 * @throws AppError `input.invalid`
 */
export function checkWritable(file: string, undone: string): void {
  try {
    closeSync(openSync(file, "a"));
  } catch (error) {
    throw new AppError("input.invalid", `--out ${file} can't be written: ${messageOf(error)}. ${undone}`, {
      cause: error,
    });
  }
}
