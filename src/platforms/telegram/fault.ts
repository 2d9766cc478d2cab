import { GrammyError, HttpError } from "grammy";
import { codeOf, messageOf } from "../../shared/errors.ts";

/** What went wrong with a call, told apart by what to do about it. The description holds no token and no words of people. */
export type Fault =
  /** Telegram answered, and did not do it. */
  | {
      readonly kind: "answered";
      readonly code: number;
      readonly description: string;
      readonly retryAfterMs: number | null;
      /** The new id of a group that has become a supergroup. */
      readonly movedTo: number | null;
    }
  /** Telegram was not reached, or was out of order: nothing was done. */
  | { readonly kind: "notReached"; readonly description: string }
  /** The connection broke, or the answer took too long: it may have been done. */
  | { readonly kind: "unclear"; readonly description: string };

/** Reads what a call to the Bot API threw. */
export function readFault(error: unknown): Fault {
  if (error instanceof GrammyError) return readAnswer(error);
  if (!(error instanceof HttpError)) return { kind: "unclear", description: messageOf(error) };
  const cause = error.error;
  const code = codeOf(cause);
  // A gateway that stands in for Telegram answers in HTML.
  if (hasType(cause, "invalid-json")) return { kind: "notReached", description: "the answer was not Telegram's" };
  if (NEVER_CONNECTED.has(code)) return { kind: "notReached", description: code };
  return { kind: "unclear", description: code === "" ? error.message : code };
}

const NEVER_CONNECTED = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH"]);

function readAnswer({ error_code: code, description, parameters }: GrammyError): Fault {
  if (code >= 500) return { kind: "notReached", description: `${code}: ${description}` };
  const { retry_after: seconds, migrate_to_chat_id: movedTo } = parameters;
  return {
    kind: "answered",
    code,
    description,
    retryAfterMs: seconds === undefined ? null : seconds * 1_000,
    movedTo: movedTo ?? null,
  };
}

function hasType(cause: unknown, type: string): boolean {
  return typeof cause === "object" && cause !== null && "type" in cause && cause.type === type;
}

/** True where the token is none that Telegram knows: nothing will ever work with it. */
export function isTokenRefused(fault: Fault): boolean {
  return fault.kind === "answered" && (fault.code === 401 || fault.code === 404);
}
