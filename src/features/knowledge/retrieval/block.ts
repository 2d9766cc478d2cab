/** Passages of a shard that are scored together, one stretch of them after the other. */
export type Block = {
  /** The number in the shard of its first passage, and of the first after it. */
  from: number;
  to: number;
  /** The score of each passage so far, as a whole number, by its place in the block. */
  readonly sums: Int32Array;
  /** The places of the passages that are still of interest, in no order; only the first `listed` count. */
  readonly near: Uint16Array;
  listed: number;
};

/** @param size of the largest stretch, in passages; at most 65,536. */
export function createBlock(size: number): Block {
  return { from: 0, to: 0, sums: new Int32Array(size), near: new Uint16Array(size), listed: 0 };
}

/** Turns to another stretch: nothing is scored or listed in it. */
export function moveBlock(block: Block, from: number, to: number): void {
  block.sums.fill(0, 0, block.to - block.from);
  block.from = from;
  block.to = to;
  block.listed = 0;
}

/** Lists all passages that score above zero. */
export function listScored(block: Block): void {
  const { sums, near, from, to } = block;
  const size = to - from;
  let end = 0;
  for (let place = 0; place < size; place++) if ((sums[place] as number) > 0) near[end++] = place;
  block.listed = end;
}

/** Strikes off the list what scores less than `least`, a whole number. */
export function keepListed(block: Block, least: number): void {
  const { sums, near, listed } = block;
  const bar = least | 0;
  let end = 0;
  for (let at = 0; at < listed; at++) {
    const place = near[at] as number;
    near[end] = place;
    // The sign of the difference counts it or not: a processor guesses wrong at every other branch here.
    end += 1 - (((sums[place] as number) - bar) >>> 31);
  }
  block.listed = end;
}

/** Puts the list in order. It is short: what is listed once all terms are added is among the best so far. */
export function sortListed({ near, listed }: Block): void {
  for (let end = 1; end < listed; end++) {
    const place = near[end] as number;
    let at = end;
    for (; at > 0 && (near[at - 1] as number) > place; at--) near[at] = near[at - 1] as number;
    near[at] = place;
  }
}
