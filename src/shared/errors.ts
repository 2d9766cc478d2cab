/** The faults a person or a script can act on; everything else is a bug and is logged with its trace. */
export type ErrorCode =
  | "config.invalid"
  | "input.invalid"
  | "input.notFound"
  | "input.notAllowed"
  | "store.busy"
  | "store.full"
  | "store.readOnly"
  | "store.unavailable"
  | "store.locked"
  | "content.invalid";

/**
 * A fault with a stable code and a sentence that says what happened and what to do next.
 *
 * @example throw new AppError("store.full", "The disk is full. Nothing was saved. Free some space and send it again.");
 */
export class AppError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: { readonly cause?: unknown }) {
    super(message, options);
    this.name = "AppError";
    this.code = code;
  }
}

/** True where `error` is an {@link AppError} with one of `codes` (any code where none is given). */
export function isAppError(error: unknown, ...codes: readonly ErrorCode[]): error is AppError {
  return error instanceof AppError && (codes.length === 0 || codes.includes(error.code));
}

/** The text of anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The code that the system, SQLite or PostgreSQL gave an error; empty where it has none. */
export function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}
