import type { Block } from "./block.ts";

/** The passages of one shard that hold a term: a stretch of its field. */
export type TermRun = {
  /** Passages by their number in the shard, ascending. */
  readonly ids: Uint16Array;
  /** How often the term stands in each, in quarters. */
  readonly counts: Uint8Array;
  /** Where the stretch begins and ends in both; at the same place where no passage of the shard holds the term. */
  readonly from: number;
  readonly to: number;
  /** The length of every passage of the shard, as a place in the norms. */
  readonly codes: Uint8Array;
};

/** A term of a question as it is scored. */
export type ScoredTerm = {
  /** What BM25 multiplies the saturated count by. */
  readonly gain: number;
  /** By code of the length: what is added to a count below the line. */
  readonly norms: Float64Array;
  /** It adds at most so much to a passage. */
  readonly most: number;
  /** How many passages hold it. */
  readonly frequency: number;
  /** One for each shard. */
  readonly runs: readonly TermRun[];
};

/**
 * Adds what a term counts to the passages of a block that hold it, and lists those whose scores reach `floor` by it.
 *
 * @param at the place in the run of the first passage that is not before the block.
 * @returns the place of the first that is after it.
 */
export function addStretch(
  { gain, norms }: ScoredTerm,
  { ids, counts, codes, to: end }: TermRun,
  at: number,
  block: Block,
  floor: number,
): number {
  const { from, to, sums, near } = block;
  let { listed } = block;
  let next = at;
  for (; next < end; next++) {
    const id = ids[next] as number;
    if (id >= to) break;
    const count = counts[next] as number;
    const place = id - from;
    const before = sums[place] as number;
    const sum = Math.fround(before + (gain * count) / (count + (norms[codes[id] as number] as number)));
    sums[place] = sum;
    if (sum >= floor && before < floor) near[listed++] = place;
  }
  block.listed = listed;
  return next;
}

/** Adds what a term counts to the listed passages of a block alone: what lies between them is not read. */
export function addToListed(
  { gain, norms }: ScoredTerm,
  { ids, counts, codes, from, to }: TermRun,
  { from: first, sums, near, listed }: Block,
): void {
  const density = (to - from) / codes.length;
  for (let next = 0; next < listed; next++) {
    const place = near[next] as number;
    const id = first + place;
    const at = seek(ids, from, to, id, from + Math.floor(id * density));
    if (at >= to || ids[at] !== id) continue;
    const count = counts[at] as number;
    sums[place] = (sums[place] as number) + (gain * count) / (count + (norms[codes[id] as number] as number));
  }
}

/** What a term counts in one passage, by its number in the shard; 0 where it does not stand there. */
export function countIn({ gain, norms }: ScoredTerm, { ids, counts, codes, from, to }: TermRun, id: number): number {
  const at = seek(ids, from, to, id, from + Math.floor((id * (to - from)) / codes.length));
  if (at >= to || ids[at] !== id) return 0;
  const count = counts[at] as number;
  return (gain * count) / (count + (norms[codes[id] as number] as number));
}

/** The first place in a run, from `at` on, of a passage that is not before another. */
export function skipTo({ ids, codes, from, to }: TermRun, at: number, id: number): number {
  if (at >= to || (ids[at] as number) >= id) return at;
  return seek(ids, at, to, id, from + Math.floor((id * (to - from)) / codes.length));
}

/**
 * The first place between `from` and `to` that holds `id` or more: from where it would stand if the passages were spread
 * evenly, by steps that double, then by halves. Of a run that lies in no cache this reads one or two lines.
 */
function seek(ids: Uint16Array, from: number, to: number, id: number, guess: number): number {
  let low = from - 1;
  let high = to;
  let step = 4;
  if (guess > low && guess < high) {
    if ((ids[guess] as number) < id) {
      low = guess;
      while (low + step < to && (ids[low + step] as number) < id) {
        low += step;
        step *= 2;
      }
      high = Math.min(low + step, to);
    } else {
      high = guess;
      while (high - step >= from && (ids[high - step] as number) >= id) {
        high -= step;
        step *= 2;
      }
      low = Math.max(high - step, from - 1);
    }
  }
  while (low + 1 < high) {
    const middle = (low + high) >> 1;
    if ((ids[middle] as number) < id) low = middle;
    else high = middle;
  }
  return high;
}
