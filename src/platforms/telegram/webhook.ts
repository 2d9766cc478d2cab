import { timingSafeEqual } from "node:crypto";
import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { messageOf } from "../../shared/errors.ts";
import { sha256 } from "../../shared/ids.ts";
import type { Logger } from "../../shared/logger.ts";
import type { TelegramConfig } from "./config.ts";
import type { Receive } from "./receive.ts";

/** Telegram's updates are some kilobytes; nothing near this is one. */
const LARGEST_BODY = 1024 * 1024;

/**
 * The door for Telegram at the path of the webhook's address. It answers 200 once the update is committed, and 503 where
 * it is not: Telegram then brings it again. Without the secret nobody gets in.
 */
export function createWebhookRoutes(
  webhook: TelegramConfig["webhook"],
  receive: () => Receive | null,
  log: Logger,
): Hono {
  const routes = new Hono();
  if (webhook === null) return routes;
  const limit = bodyLimit({ maxSize: LARGEST_BODY, onError: (context) => context.body(null, 413) });
  routes.post(new URL(webhook.url).pathname, limit, async (context) => {
    if (!isSecret(context.req.header("x-telegram-bot-api-secret-token"), webhook.secret))
      return context.body(null, 401);
    const update: unknown = await context.req.json().catch(() => null);
    if (update === null) return context.body(null, 400);
    const take = receive();
    if (take === null) return context.body(null, 503);
    try {
      await take([update]);
    } catch (error) {
      log.warn({ reason: messageOf(error) }, "an update could not be saved; Telegram will bring it again");
      return context.body(null, 503);
    }
    return context.body(null, 200);
  });
  return routes;
}

/** Compares digests, so that neither the place of a difference nor the length shows in the time it takes. */
function isSecret(given: string | undefined, secret: string): boolean {
  return timingSafeEqual(Buffer.from(sha256(given ?? "")), Buffer.from(sha256(secret)));
}
