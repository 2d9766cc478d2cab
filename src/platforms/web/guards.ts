import type { Context, MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import { networkOf } from "./address.ts";
import { MAX_BODY_BYTES } from "./config.ts";
import { answerError } from "./errors.ts";
import type { Limiter } from "./limits.ts";
import type { Voice } from "./words.ts";

type VoiceOf = (context: Context) => Voice;

/** Nothing but our own files may run, be shown or be asked; no other site may frame the page. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** The headers that every answer of the web chat carries. */
export const securityHeaders: MiddlewareHandler = async (context, next) => {
  await next();
  context.header("Content-Security-Policy", POLICY);
  context.header("X-Content-Type-Options", "nosniff");
  context.header("Referrer-Policy", "same-origin");
  context.header("Cross-Origin-Opener-Policy", "same-origin");
  context.header("Cross-Origin-Resource-Policy", "same-origin");
  context.header("Permissions-Policy", "camera=(), microphone=(), geolocation=()");
};

/** Refuses what another site had a browser send. A script that names no origin has no one's cookie, and may pass. */
export function sameOrigin(publicUrl: string, voiceOf: VoiceOf): MiddlewareHandler {
  const own = new URL(publicUrl).host;
  return async (context, next) => {
    const site = context.req.header("sec-fetch-site");
    const origin = context.req.header("origin");
    const host = origin === undefined || !URL.canParse(origin) ? null : new URL(origin).host;
    const foreign = origin !== undefined && host !== own && host !== context.req.header("host");
    if (foreign || (site !== undefined && site !== "same-origin" && site !== "none")) {
      return answerError(context, "wrongOrigin", voiceOf(context));
    }
    return next();
  };
}

/** Refuses a body that is not JSON, or that is too large. */
export function jsonBody(voiceOf: VoiceOf): MiddlewareHandler {
  const limit = bodyLimit({
    maxSize: MAX_BODY_BYTES,
    onError: (context) => answerError(context, "tooLarge", voiceOf(context)),
  });
  return async (context, next) => {
    const type = context.req.header("content-type")?.split(";")[0]?.trim().toLowerCase();
    return type === "application/json" ? limit(context, next) : answerError(context, "notJson", voiceOf(context));
  };
}

/** Refuses a network address that asks too often. */
export function perAddress(limiter: Limiter, voiceOf: VoiceOf): MiddlewareHandler {
  return async (context, next) => {
    const retryAfterSeconds = limiter.take(networkOf(context));
    if (retryAfterSeconds > 0) return answerError(context, "tooFast", voiceOf(context), { retryAfterSeconds });
    return next();
  };
}
