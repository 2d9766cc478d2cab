import { type Clock, SECOND } from "../../shared/clock.ts";
import { AppError } from "../../shared/errors.ts";
import type { Logger } from "../../shared/logger.ts";
import type { TelegramApi } from "./api.ts";
import type { TelegramConfig } from "./config.ts";
import { isTokenRefused, readFault } from "./fault.ts";
import { ALLOWED_UPDATES } from "./update.ts";

export type ConnectDeps = {
  readonly api: TelegramApi;
  readonly config: TelegramConfig;
  readonly clock: Clock;
  readonly log: Logger;
  /** Aborted when the platform stops. */
  readonly signal: AbortSignal;
  /** Begins to receive, under the bot's name; returns how to end it. */
  readonly onConnected: (username: string) => () => Promise<void>;
};

/** How long the start of the program waits for Telegram. Where it takes longer, it goes on in the background. */
const PATIENCE_MS = 5 * SECOND;

/**
 * Learns who the bot is, sets or removes its webhook, and begins to receive; where Telegram can't be reached, later. It
 * returns how to end all that.
 *
 * @throws AppError `config.invalid` where Telegram does not know the token.
 */
export async function connect(deps: ConnectDeps): Promise<() => Promise<void>> {
  const { clock, log, signal } = deps;
  let end: () => Promise<void> = async () => undefined;
  const connecting = (async () => {
    for (let wait = SECOND; !signal.aborted; wait = Math.min(2 * wait, MINUTE_MS)) {
      try {
        end = deps.onConnected(await introduce(deps));
        return;
      } catch (error) {
        const fault = readFault(error);
        if (isTokenRefused(fault)) throw refused();
        const again = fault.kind === "answered" ? (fault.retryAfterMs ?? wait) : wait;
        log.warn({ reason: fault.description, waitMs: again }, "Telegram can't be reached; trying again");
        await clock.sleep(again, signal);
      }
    }
  })();
  const settled = connecting.catch((error: unknown) => log.error({ err: error }, "Telegram is left out"));
  const patience = new AbortController();
  await Promise.race([connecting, clock.sleep(PATIENCE_MS, patience.signal)]).finally(() => patience.abort());
  return async () => {
    await settled;
    await end();
  };
}

const MINUTE_MS = 60 * SECOND;

function refused(): AppError {
  return new AppError(
    "config.invalid",
    "Telegram does not know the token in TELEGRAM_BOT_TOKEN. Copy it again from @BotFather (/mybots, API Token) and restart.",
  );
}

/** The bot's name. What waits at Telegram is kept, whichever way it comes from now on. */
async function introduce({ api, config }: ConnectDeps): Promise<string> {
  const { username } = await api.getMe();
  if (config.webhook === null) {
    const { url } = await api.getWebhookInfo();
    if (url !== "" && url !== undefined) await api.deleteWebhook({});
  } else {
    await api.setWebhook({
      url: config.webhook.url,
      secret_token: config.webhook.secret,
      allowed_updates: [...ALLOWED_UPDATES],
      max_connections: 40,
    });
  }
  return username;
}
