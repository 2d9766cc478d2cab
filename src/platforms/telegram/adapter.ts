import type { Hono } from "hono";
import type { Translator } from "../../i18n/translator.ts";
import { DEEP_LINK_KEY, type Platform, type PlatformPort } from "../../message/platform.ts";
import type { Clock } from "../../shared/clock.ts";
import type { Logger } from "../../shared/logger.ts";
import { createApi } from "./api.ts";
import { TELEGRAM_CAPABILITIES } from "./capabilities.ts";
import { botIdOf, type TelegramConfig } from "./config.ts";
import { connect } from "./connect.ts";
import { toPlace } from "./conversation.ts";
import { createFileIds } from "./file-ids.ts";
import { createInlineQueries } from "./inline.ts";
import { startPolling } from "./poll.ts";
import { startPublishing } from "./profile.ts";
import { createReceive, type Receive } from "./receive.ts";
import { createRests } from "./rests.ts";
import { createSender } from "./send.ts";
import { createTyping } from "./typing.ts";
import { createWebhookRoutes } from "./webhook.ts";

export type TelegramDeps = {
  readonly config: TelegramConfig;
  readonly translator: Translator;
  readonly clock: Clock;
  readonly log: Logger;
};

/** Telegram: updates by long polling or by webhook, messages by entities. `username` is null until Telegram has told it. */
export type TelegramPlatform = {
  readonly platform: Platform;
  /** What the webhook needs to be served; empty where the bot asks for its updates. */
  readonly routes: Hono;
  readonly username: () => string | null;
};

export function createTelegramPlatform({ config, translator, clock, log }: TelegramDeps): TelegramPlatform {
  const api = createApi(config);
  let port: PlatformPort | null = null;
  let receive: Receive | null = null;
  let username: string | null = null;
  let stopReceiving: () => Promise<void> = async () => undefined;
  const over = new AbortController();
  const rests = createRests();
  const typing = createTyping({ api, rests, clock, log });
  const send = createSender(
    api,
    createFileIds(() => port),
  );
  const bot = { id: botIdOf(config.token), username: () => username };

  const start = async (given: PlatformPort): Promise<void> => {
    port = given;
    const inline = createInlineQueries({ api, port, translator, clock, log });
    receive = createReceive({ api, port, bot: () => ({ id: bot.id, username }), inline, log });
    const taking = receive;
    stopReceiving = await connect({
      api,
      config,
      clock,
      log,
      signal: over.signal,
      onConnected: (name) => {
        username = name;
        given
          .keep(DEEP_LINK_KEY, `https://t.me/${name}?start=`)
          .catch((error: unknown) => log.error({ err: error }, "where the bot's deep links lead was not saved"));
        const publishing = startPublishing({ api, port: given, translator, clock, log, signal: over.signal });
        const polling =
          config.webhook === null ? startPolling({ api, port: given, receive: taking, clock, log }) : null;
        return async () => {
          await Promise.all([publishing, polling?.stop()]);
        };
      },
    });
  };

  const platform: Platform = {
    id: "telegram",
    bot: bot.id,
    capabilities: TELEGRAM_CAPABILITIES,
    start,
    stop: async () => {
      over.abort();
      receive = null;
      typing.stop();
      await stopReceiving();
    },
    send: async (piece, target) => {
      await typing.settled(target.conversation);
      const wait = rests.waitMs(toPlace(target.conversation).chat);
      if (wait > 0) return { kind: "limited", afterMs: wait, reason: "a sign of life came too fast" };
      const result = await send(piece, target);
      typing.end(target.conversation);
      return result;
    },
    signal: ({ kind, conversation }) => (kind === "typing" ? typing.begin(conversation) : undefined),
  };
  return {
    platform,
    routes: createWebhookRoutes(config.webhook, () => receive, log),
    username: () => username,
  };
}
