export type StartLimit = {
  /** How often a bot may IDENTIFY in a day. */
  readonly total: number;
  /** How many shards may IDENTIFY at once, and what "at once" is, in milliseconds. */
  readonly maxConcurrency: number;
  readonly windowMs: number;
};

export const DISCORD_STARTS: StartLimit = { total: 1_000, maxConcurrency: 1, windowMs: 5_000 };

const DAY_MS = 24 * 60 * 60 * 1_000;

/** Counts IDENTIFY, which Discord punishes hard: at the end of the day's number it resets the bot's token. */
export type Starts = {
  /** What /gateway/bot says. */
  readonly describe: () => object;
  /** "spent" where the day's number is used up, "crowded" where another shard of its group was too recent. */
  readonly spend: (shard: number) => "ok" | "crowded" | "spent";
};

export function createStarts(limit: StartLimit, now: () => number): Starts {
  const { total, maxConcurrency, windowMs } = limit;
  const last = new Map<number, number>();
  let used = 0;
  let resetAt = now() + DAY_MS;

  const turn = (): void => {
    if (now() < resetAt) return;
    used = 0;
    resetAt = now() + DAY_MS;
  };

  return {
    describe: () => {
      turn();
      const reset_after = Math.max(0, Math.floor(resetAt - now()));
      return { total, remaining: Math.max(0, total - used), reset_after, max_concurrency: maxConcurrency };
    },
    spend: (shard) => {
      turn();
      if (used >= total) return "spent";
      used += 1;
      const group = shard % maxConcurrency;
      const before = last.get(group);
      if (before !== undefined && now() - before < windowMs) return "crowded";
      last.set(group, now());
      return "ok";
    },
  };
}
