import { z } from "zod";
import type { PlatformPort } from "../../message/platform.ts";
import { type Clock, HOUR, MINUTE, SECOND } from "../../shared/clock.ts";
import type { Logger } from "../../shared/logger.ts";

const KEY = "discord.identified";
const timesSchema = z.array(z.number());

/** Discord lets each group of shards begin one session in so long. */
const APART_MS = 5.2 * SECOND;
/** So many sessions begin in an hour without a further wait: more of them means that something is wrong. */
const FREE_PER_HOUR = 4;
const LONGEST_WAIT_MS = 15 * MINUTE;

/**
 * Lets a shard begin a new session: one at a time, and ever more slowly where that happens often, also when the process
 * is started again and again. At the end of the day's number Discord would reset the bot's token.
 */
export function createIdentifyGate(deps: {
  readonly port: PlatformPort;
  readonly clock: Clock;
  readonly log: Logger;
}): (signal: AbortSignal) => Promise<void> {
  const { port, clock, log } = deps;
  let turn: Promise<void> = Promise.resolve();

  const pass = async (signal: AbortSignal): Promise<void> => {
    const now = (): number => Date.parse(clock.now());
    const before = timesSchema.safeParse(await port.recall(KEY)).data ?? [];
    const recent = before.filter((at) => at > now() - HOUR && at <= now());
    const wait = Math.max(0, (recent.at(-1) ?? 0) + restAfter(recent.length) - now());
    if (wait > MINUTE) log.warn({ waitMs: wait, sessions: recent.length }, "Discord ended many sessions; waiting");
    await clock.sleep(wait, signal);
    signal.throwIfAborted();
    await port.keep(KEY, [...recent, now()]);
  };

  return (signal) => {
    const next = turn.then(() => pass(signal));
    turn = next.catch(() => undefined);
    return next;
  };
}

/** Milliseconds between one session's begin and the next, after so many in an hour. */
function restAfter(sessions: number): number {
  if (sessions < FREE_PER_HOUR) return APART_MS;
  return Math.min(LONGEST_WAIT_MS, MINUTE * 2 ** (sessions - FREE_PER_HOUR));
}
