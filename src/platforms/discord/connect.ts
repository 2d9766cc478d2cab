import { type APIGatewayBotInfo, Routes } from "discord.js";
import { z } from "zod";
import { type Clock, MINUTE, SECOND } from "../../shared/clock.ts";
import { AppError } from "../../shared/errors.ts";
import type { Logger } from "../../shared/logger.ts";
import type { DiscordApi } from "./api.ts";
import { readFault } from "./fault.ts";
import { meSchema } from "./payload.ts";

/** Who the bot is, and how its events are had. */
export type Introduction = {
  readonly user: string;
  readonly username: string;
  readonly application: string;
  readonly info: APIGatewayBotInfo;
};

export type ConnectDeps = {
  readonly api: DiscordApi;
  readonly clock: Clock;
  readonly log: Logger;
  /** Aborted when the platform stops. */
  readonly signal: AbortSignal;
  /** Begins to receive; returns how to end it. */
  readonly onConnected: (who: Introduction) => () => Promise<void>;
};

/** How long the start of the program waits for Discord. Where it takes longer, it goes on in the background. */
const PATIENCE_MS = 5 * SECOND;

/**
 * Learns who the bot is and begins to receive; where Discord can't be reached, later. It returns how to end all that.
 *
 * @throws AppError `config.invalid` where Discord does not know the token.
 */
export async function connect(deps: ConnectDeps): Promise<() => Promise<void>> {
  const { clock, log, signal } = deps;
  let end: () => Promise<void> = async () => undefined;
  const connecting = (async () => {
    for (let wait = SECOND; !signal.aborted; wait = Math.min(2 * wait, MINUTE)) {
      try {
        const who = await introduce(deps.api);
        if (!signal.aborted) end = deps.onConnected(who);
        return;
      } catch (error) {
        const fault = readFault(error);
        if (fault.kind === "answered" && fault.status === 401) throw refused();
        log.warn({ reason: fault.description, waitMs: wait }, "Discord can't be reached; trying again");
        await clock.sleep((fault.kind === "answered" ? fault.retryAfterMs : null) ?? wait, signal);
      }
    }
  })();
  const settled = connecting.catch((error: unknown) => log.error({ err: error }, "Discord is left out"));
  const patience = new AbortController();
  await Promise.race([connecting, clock.sleep(PATIENCE_MS, patience.signal)]).finally(() => patience.abort());
  return async () => {
    await settled;
    await end();
  };
}

function refused(): AppError {
  return new AppError(
    "config.invalid",
    "Discord does not know the token in DISCORD_BOT_TOKEN. Copy it again from the Developer Portal (Bot, Reset Token) and restart.",
  );
}

const applicationSchema = z.object({ id: z.string() });
const infoSchema = z.object({
  url: z.string(),
  shards: z.number(),
  session_start_limit: z.object({
    ...{ total: z.number(), remaining: z.number(), reset_after: z.number(), max_concurrency: z.number() },
  }),
});

async function introduce(api: DiscordApi): Promise<Introduction> {
  const { id: user, username } = meSchema.parse(await api.call("get", Routes.user()));
  const { id: application } = applicationSchema.parse(await api.call("get", Routes.currentApplication()));
  const info = infoSchema.parse(await api.call("get", Routes.gatewayBot()));
  return { user, username, application, info };
}
