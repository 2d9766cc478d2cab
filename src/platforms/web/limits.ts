import { type Clock, MINUTE, SECOND } from "../../shared/clock.ts";

/** A steady rate, and how much may come at once after a rest. */
export type Rate = { readonly burst: number; readonly perMinute: number };

/** Counts what keys (visitors, addresses) use up, in the memory of this process. */
export type Limiter = {
  /** Takes one token of `key`: 0 where there was one, else the seconds until there is. */
  take(key: string): number;
  /** How many keys are remembered; an idle one is forgotten as soon as its bucket is full again. */
  size(): number;
};

/** A token bucket per key. */
export function createLimiter(rate: Rate, clock: Pick<Clock, "now">): Limiter {
  const buckets = new Map<string, Bucket>();
  let nextSweep = 0;

  const levelOf = (bucket: Bucket, now: number): number =>
    Math.min(rate.burst, bucket.tokens + ((now - bucket.at) / MINUTE) * rate.perMinute);

  const sweep = (now: number): void => {
    if (now < nextSweep) return;
    nextSweep = now + MINUTE;
    for (const [key, bucket] of buckets) if (levelOf(bucket, now) >= rate.burst) buckets.delete(key);
  };

  return {
    take: (key) => {
      const now = Date.parse(clock.now());
      sweep(now);
      const tokens = levelOf(buckets.get(key) ?? { tokens: rate.burst, at: now }, now);
      const taken = tokens >= 1;
      buckets.set(key, { tokens: taken ? tokens - 1 : tokens, at: now });
      return taken ? 0 : Math.ceil(((1 - tokens) / rate.perMinute) * (MINUTE / SECOND));
    },
    size: () => buckets.size,
  };
}

type Bucket = { readonly tokens: number; readonly at: number };
