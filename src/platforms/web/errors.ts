import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { ErrorBody } from "./page/protocol.ts";
import { renderErrorPage } from "./page.ts";
import type { Voice } from "./words.ts";

/** Everything that can be wrong with a request, with its HTTP status. The code is what the page's script goes by. */
const STATUS = {
  malformed: 400,
  unknownVisitor: 401,
  wrongOrigin: 403,
  noForm: 404,
  tooLarge: 413,
  notJson: 415,
  unknownLanguage: 400,
  tooFast: 429,
  internal: 500,
  notSaved: 503,
  unavailable: 503,
} as const satisfies Readonly<Record<string, ContentfulStatusCode>>;

export type WebErrorCode = keyof typeof STATUS;

/** What an error needs besides its code. */
export type ErrorDetails = { readonly retryAfterSeconds?: number; readonly reference?: string };

/** An error in the words of its reader: the page itself answers as a page, everything else as JSON. */
export function answerError(context: Context, code: WebErrorCode, voice: Voice, details: ErrorDetails = {}): Response {
  const { retryAfterSeconds } = details;
  const message = errorMessage(code, voice, details);
  context.header("Cache-Control", "no-store");
  if (retryAfterSeconds !== undefined) context.header("Retry-After", String(retryAfterSeconds));
  if (context.req.path === "/") return context.html(renderErrorPage(message, voice), STATUS[code]);
  return context.json({ error: { code, message } } satisfies ErrorBody, STATUS[code]);
}

function errorMessage(
  code: WebErrorCode,
  { say }: Voice,
  { retryAfterSeconds = 1, reference = "" }: ErrorDetails,
): string {
  switch (code) {
    case "malformed":
      return say("web.error.malformed");
    case "unknownVisitor":
      return say("web.error.unknownVisitor");
    case "wrongOrigin":
      return say("web.error.wrongOrigin");
    case "noForm":
      return say("web.error.noForm");
    case "tooLarge":
      return say("web.error.tooLarge");
    case "notJson":
      return say("web.error.notJson");
    case "unknownLanguage":
      return say("web.error.unknownLanguage");
    case "tooFast":
      return say("web.error.tooFast", { count: retryAfterSeconds });
    case "internal":
      return say("web.error.internal", { reference });
    case "notSaved":
      return say("web.error.notSaved");
    case "unavailable":
      return say("web.error.unavailable");
  }
}
