import type { Context } from "hono";
import type { Translator } from "../../i18n/translator.ts";
import type { Incoming } from "../../message/incoming.ts";
import type { LanguageTag } from "../../message/text.ts";
import { createId } from "../../shared/ids.ts";
import { networkOf } from "./address.ts";
import { decode, decodeLanguageWish, languageWishSchema, pageEventSchema } from "./decode.ts";
import { answerError, type WebErrorCode } from "./errors.ts";
import type { Limiter } from "./limits.ts";
import type { WebPort } from "./port.ts";
import { findVisitor, readerOf, type Visitor } from "./visitor.ts";
import type { Voice } from "./words.ts";

export type ReceiveDeps = {
  readonly port: WebPort;
  readonly eventsPerVisitor: Limiter;
  readonly newVisitorsPerAddress: Limiter;
  readonly voiceOf: (context: Context) => Voice;
};

/** Makes an event of a posted body, or says what is wrong with it. */
export type ToIncoming = (body: unknown, visitor: Visitor, language: LanguageTag) => Incoming | WebErrorCode;

/**
 * Takes what the page posts and hands it to the core: 202 is answered only after the event is committed. Where the store
 * can't take it this throws, and nothing was saved.
 */
export function createReceiver(deps: ReceiveDeps, toIncoming: ToIncoming): (context: Context) => Promise<Response> {
  const { port, eventsPerVisitor, newVisitorsPerAddress, voiceOf } = deps;
  return async (context) => {
    const voice = voiceOf(context);
    const visitor = findVisitor(context);
    if (visitor === null) return answerError(context, "unknownVisitor", voice);
    const wait = eventsPerVisitor.take(visitor.account);
    if (wait > 0) return answerError(context, "tooFast", voice, { retryAfterSeconds: wait });
    const incoming = toIncoming(await readJson(context), visitor, voice.language);
    if (typeof incoming === "string") return answerError(context, incoming, voice);
    const met = await port.query({ kind: "language", reader: readerOf(visitor) });
    const pause = met === null ? newVisitorsPerAddress.take(networkOf(context)) : 0;
    if (pause > 0) return answerError(context, "tooFast", voice, { retryAfterSeconds: pause });
    await port.accept(incoming);
    return context.json({}, 202);
  };
}

/** Text, presses and forms. */
export const toEvent: ToIncoming = (body, visitor, language) => {
  const event = pageEventSchema.safeParse(body);
  return event.success ? decode(event.data, visitor, language) : "malformed";
};

/** A wish for another language, which must be one that we speak. */
export function toLanguageWish(translator: Translator): ToIncoming {
  return (body, visitor) => {
    const wish = languageWishSchema.safeParse(body);
    if (!wish.success) return "malformed";
    const language = translator.match(wish.data.language);
    return language === null ? "unknownLanguage" : decodeLanguageWish(wish.data.id ?? createId(), language, visitor);
  };
}

/** The body as JSON; undefined, which no schema takes, where it is none. */
async function readJson(context: Context): Promise<unknown> {
  try {
    return await context.req.json();
  } catch {
    return undefined;
  }
}
