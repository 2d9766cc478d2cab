import { fileURLToPath } from "node:url";
import type { Hono } from "hono";
import type { Translator } from "../../i18n/translator.ts";
import type { Platform, PlatformPort } from "../../message/platform.ts";
import type { Query } from "../../message/query.ts";
import type { Clock } from "../../shared/clock.ts";
import { AppError } from "../../shared/errors.ts";
import type { Logger } from "../../shared/logger.ts";
import { WEB_CAPABILITIES } from "./capabilities.ts";
import type { WebConfig } from "./config.ts";
import { WEB } from "./decode.ts";
import type { WebPort } from "./port.ts";
import { messageOfPiece } from "./render.ts";
import { createRoutes } from "./routes.ts";
import { createStatics } from "./statics.ts";
import { createStreams } from "./stream.ts";

export type WebDeps = {
  readonly config: WebConfig;
  readonly translator: Translator;
  readonly clock: Clock;
  readonly log: Logger;
};

/**
 * The chat page at `/`. Its messages need no network of their own: what delivery stores is what the open pages read, so
 * sending only wakes those of this process. The routes answer 503 until the platform is started.
 */
export function createWebPlatform({ config, translator, clock, log }: WebDeps): {
  readonly platform: Platform;
  readonly routes: Hono;
} {
  let port: PlatformPort | null = null;
  const started = async (): Promise<PlatformPort> => {
    if (port === null)
      throw new AppError("store.unavailable", "The web chat is not started yet, or has stopped. Try again.");
    return port;
  };
  const toCore: WebPort = {
    accept: async (incoming) => (await started()).accept(incoming),
    query: async <Q extends Query>(query: Q) => (await started()).query(query),
  };
  const streams = createStreams({ query: toCore.query, clock, log });
  const statics = createStatics(fileURLToPath(new URL("./page/", import.meta.url)));
  const platform: Platform = {
    id: WEB.platform,
    bot: WEB.bot,
    capabilities: WEB_CAPABILITIES,
    start: async (given) => {
      port = given;
    },
    stop: async () => {
      port = null;
      streams.stop();
    },
    send: async (piece, target) => {
      streams.wake(target.conversation);
      return { kind: "sent", message: messageOfPiece(piece, target.key) };
    },
    signal: ({ kind, conversation }) => (kind === "typing" ? streams.typing(conversation) : undefined),
  };
  return { platform, routes: createRoutes({ config, translator, clock, log, port: toCore, streams, statics }) };
}
