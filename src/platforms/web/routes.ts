import { type Context, Hono } from "hono";
import type { Translator } from "../../i18n/translator.ts";
import type { Clock } from "../../shared/clock.ts";
import { isAppError } from "../../shared/errors.ts";
import { createReference } from "../../shared/ids.ts";
import type { Logger } from "../../shared/logger.ts";
import { DEFAULT_LIMITS, TRANSCRIPT_LIMIT, type WebConfig } from "./config.ts";
import { answerError } from "./errors.ts";
import { jsonBody, perAddress, sameOrigin, securityHeaders } from "./guards.ts";
import { languageOf } from "./language.ts";
import { createLimiter } from "./limits.ts";
import { renderPage } from "./page.ts";
import type { WebPort } from "./port.ts";
import { createReceiver, toEvent, toLanguageWish } from "./receive.ts";
import type { Statics } from "./statics.ts";
import type { Streams } from "./stream.ts";
import { renderTranscript } from "./transcript.ts";
import { findVisitor, readerOf, welcomeVisitor } from "./visitor.ts";
import { createVoice, type Voice } from "./words.ts";

export type RouteDeps = {
  readonly config: WebConfig;
  readonly translator: Translator;
  readonly clock: Clock;
  readonly log: Logger;
  readonly port: WebPort;
  readonly streams: Streams;
  readonly statics: Statics;
};

const RETRY_SECONDS = 3;

/** The page and everything that it asks for: `/` and what lies under `/chat/`. */
export function createRoutes(deps: RouteDeps): Hono {
  const { config, translator, clock, statics } = deps;
  const limits = { ...DEFAULT_LIMITS, ...config.limits };
  const voiceOf = (context: Context): Voice => createVoice(translator, languageOf(context, translator));
  const slow = perAddress(createLimiter(limits.requestsPerAddress, clock), voiceOf);
  const receiving = {
    port: deps.port,
    eventsPerVisitor: createLimiter(limits.eventsPerVisitor, clock),
    newVisitorsPerAddress: createLimiter(limits.newVisitorsPerAddress, clock),
    voiceOf,
  };
  const posted = [slow, sameOrigin(config.publicUrl, voiceOf), jsonBody(voiceOf)] as const;

  const routes = new Hono();
  routes.onError((error, context) => answerFault(deps, error, context, voiceOf(context)));
  routes.use("/", securityHeaders);
  routes.use("/chat/*", securityHeaders);
  routes.get("/", slow, (context) => openPage(deps, context));
  routes.get("/chat/static/:name", (context) => statics.answer(context, context.req.param("name")));
  routes.get("/chat/stream", slow, (context) => openStream(deps, context, voiceOf(context), limits.streamsPerVisitor));
  routes.get("/chat/form/:token", slow, (context) =>
    viewForm(deps, context, context.req.param("token"), voiceOf(context)),
  );
  routes.post("/chat/events", ...posted, createReceiver(receiving, toEvent));
  routes.post("/chat/language", ...posted, createReceiver(receiving, toLanguageWish(translator)));
  return routes;
}

async function openPage({ config, translator, port }: RouteDeps, context: Context): Promise<Response> {
  const visitor = welcomeVisitor(context, config.publicUrl);
  const remembered = await port.query({ kind: "language", reader: readerOf(visitor) });
  const voice = createVoice(translator, languageOf(context, translator, remembered));
  const { entries, lastPiece } = await port.query({
    kind: "transcript",
    conversation: visitor.conversation,
    limit: TRANSCRIPT_LIMIT,
  });
  const transcript = renderTranscript(entries, voice);
  context.header("Cache-Control", "no-store");
  return context.html(renderPage({ voice, languages: translator.languages, transcript, after: lastPiece }));
}

/** Reads on from the last piece that the page saw: `Last-Event-ID` of a browser that comes back, else `?after=`. */
async function openStream(
  { streams, port }: RouteDeps,
  context: Context,
  voice: Voice,
  most: number,
): Promise<Response> {
  const visitor = findVisitor(context);
  if (visitor === null) return answerError(context, "unknownVisitor", voice);
  if (streams.count(visitor.conversation) >= most) {
    return answerError(context, "tooFast", voice, { retryAfterSeconds: RETRY_SECONDS });
  }
  // Asked before the answer begins, so that a page hears of a store that can't be read by the status.
  await port.query({ kind: "language", reader: readerOf(visitor) });
  const after = [context.req.header("last-event-id"), context.req.query("after")].find((id) =>
    /^\d{1,15}$/u.test(id ?? ""),
  );
  return streams.open(context, visitor.conversation, Number(after ?? 0), voice);
}

async function viewForm({ port }: RouteDeps, context: Context, token: string, voice: Voice): Promise<Response> {
  const visitor = findVisitor(context);
  if (visitor === null) return answerError(context, "unknownVisitor", voice);
  const form = await port.query({ kind: "form", token, reader: readerOf(visitor) });
  if (form === null) return answerError(context, "noForm", voice);
  context.header("Cache-Control", "no-store");
  return context.json(form);
}

/** A store that can't be used is said as such, and everything else is a fault of ours, with a reference for the log. */
function answerFault({ log }: RouteDeps, error: Error, context: Context, voice: Voice): Response {
  if (isAppError(error) && error.code.startsWith("store.")) {
    log.warn({ code: error.code }, "the web chat could not use the store");
    context.header("Connection", "close");
    return answerError(context, context.req.method === "POST" ? "notSaved" : "unavailable", voice, {
      retryAfterSeconds: RETRY_SECONDS,
    });
  }
  const reference = createReference();
  log.error({ err: error, reference }, "the web chat failed");
  return answerError(context, "internal", voice, { reference });
}
