const EPOCH = 1_420_070_400_000n;

/** Makes ids as Discord does: milliseconds since 2015 in the upper bits, so that later ids are greater. */
export function createSnowflakes(now: () => number): () => string {
  let last = 0n;
  return () => {
    const made = (BigInt(Math.floor(now())) - EPOCH) << 22n;
    last = made > last ? made : last + 1n;
    return String(last);
  };
}

/** The shard that a guild's events go to; direct messages go to shard 0. */
export function shardOf(guildId: string | null, count: number): number {
  return guildId === null ? 0 : Number((BigInt(guildId) >> 22n) % BigInt(count));
}
