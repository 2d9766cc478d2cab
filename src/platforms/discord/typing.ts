import { Routes } from "discord.js";
import { type Clock, MINUTE, SECOND } from "../../shared/clock.ts";
import { createKeyedTasks, type KeyedTasks } from "../../shared/keyed-tasks.ts";
import type { Logger } from "../../shared/logger.ts";
import type { DiscordApi } from "./api.ts";
import type { Channels } from "./channels.ts";
import { toPlace } from "./conversation.ts";
import { readFault } from "./fault.ts";

/** "... is typing" in a channel, from the moment that a message is saved until its answer is sent; by conversation. */
export type Typing = KeyedTasks;

/** Discord shows it for ten seconds. */
const RENEW_MS = 8 * SECOND;
/** An answer that takes longer is late for a reason that no sign of life mends. */
const LONGEST_MS = MINUTE;
const IN_FLIGHT = 8;

export function createTyping(deps: {
  readonly api: DiscordApi;
  readonly channels: Channels;
  readonly clock: Clock;
  readonly log: Logger;
}): Typing {
  const { api, channels, clock, log } = deps;
  let inFlight = 0;

  const show = async (conversation: string): Promise<void> => {
    if (inFlight >= IN_FLIGHT) return;
    inFlight += 1;
    try {
      const channel = await channels.of(toPlace(conversation));
      await api.call("post", Routes.channelTyping(channel), { withinMs: 2 * SECOND });
    } catch (error) {
      log.debug({ reason: readFault(error).description }, "no sign of life was shown");
    }
    inFlight -= 1;
  };

  const run = async (conversation: string, signal: AbortSignal): Promise<void> => {
    const until = performance.now() + LONGEST_MS;
    while (!signal.aborted && performance.now() < until) {
      await show(conversation);
      await clock.sleep(RENEW_MS, signal);
    }
  };

  return createKeyedTasks(run);
}
