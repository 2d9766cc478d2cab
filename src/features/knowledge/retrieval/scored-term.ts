import type { Block } from "./block.ts";
import { IMPACTS } from "./impacts.ts";

/** The passages of one shard that hold a term: a stretch of its field. */
export type TermRun = {
  /** Passages by their number in the shard, ascending. */
  readonly ids: Uint16Array;
  /** What the term counts in each. */
  readonly impacts: Uint8Array;
  /** Where the stretch begins and ends in both; at the same place where no passage of the shard holds the term. */
  readonly from: number;
  readonly to: number;
  /** How many passages the shard has. */
  readonly size: number;
};

/** A term of a question as it is scored. */
export type ScoredTerm = {
  /** What a whole impact counts. */
  readonly gain: number;
  /** The highest impact that it has. */
  readonly top: number;
  /** How many passages hold it. */
  readonly frequency: number;
  /** One for each shard. */
  readonly runs: readonly TermRun[];
};

/** Gains as whole numbers: sums of them and impacts are exact, in whatever order they are added. */
export type WholeGains = {
  /** By term, in the order given. */
  readonly gains: Int32Array;
  /** So much of a sum is a score of 1. */
  readonly unit: number;
};

/** Sums stay below it. */
const HIGHEST = 2 ** 30;

export function wholeGains(terms: readonly ScoredTerm[]): WholeGains {
  const all = terms.reduce((sum, { gain }) => sum + gain, 0) || 1;
  // A power of two: the same whatever the order of the terms, and dividing by it is exact.
  const unit = 2 ** Math.floor(Math.log2(HIGHEST / all));
  return { gains: Int32Array.from(terms, ({ gain }) => Math.round((gain * unit) / IMPACTS)), unit };
}

/**
 * Adds what a term counts to the passages of a block that hold it.
 *
 * @param gain of the term, as a whole number.
 * @param at the place in the run of the first passage that is not before the block.
 * @returns the place of the first that is after it.
 */
export function addStretch(gain: number, { ids, impacts, to: end }: TermRun, at: number, block: Block): number {
  const { from, to, sums } = block;
  let next = at;
  for (; next < end; next++) {
    const id = ids[next] as number;
    if (id >= to) break;
    const place = id - from;
    sums[place] = (sums[place] as number) + Math.imul(gain, impacts[next] as number);
  }
  return next;
}

/** The same, and lists the passages whose sums reach `floor` by it. */
export function addAndList(
  gain: number,
  { ids, impacts, to: end }: TermRun,
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
    const place = id - from;
    const before = sums[place] as number;
    const sum = (before + Math.imul(gain, impacts[next] as number)) | 0;
    sums[place] = sum;
    if (sum >= floor && before < floor) near[listed++] = place;
  }
  block.listed = listed;
  return next;
}

/** Adds what a term counts to the listed passages of a block alone: what lies between them is not read. */
export function addToListed(gain: number, run: TermRun, { from, sums, near, listed }: Block): void {
  for (let next = 0; next < listed; next++) {
    const place = near[next] as number;
    sums[place] = (sums[place] as number) + Math.imul(gain, impactIn(run, from + place));
  }
}

/** What a term counts in one passage, by its number in the shard; 0 where it does not stand there. */
export function impactIn(run: TermRun, id: number): number {
  const at = seek(run, run.from, id);
  return at < run.to && run.ids[at] === id ? (run.impacts[at] as number) : 0;
}

/** The first place in a run, from `at` on, of a passage that is not before another. */
export function skipTo(run: TermRun, at: number, id: number): number {
  return at >= run.to || (run.ids[at] as number) >= id ? at : seek(run, at, id);
}

/**
 * The first place in a run, from `start` on, that holds `id` or more: from where it would stand if the passages were spread
 * evenly, by steps that double, then by halves. Of a run that lies in no cache this reads one or two lines.
 */
function seek({ ids, from, to, size }: TermRun, start: number, id: number): number {
  const guess = from + Math.floor((id * (to - from)) / size);
  let low = start - 1;
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
      while (high - step >= start && (ids[high - step] as number) >= id) {
        high -= step;
        step *= 2;
      }
      low = Math.max(high - step, start - 1);
    }
  }
  while (low + 1 < high) {
    const middle = (low + high) >> 1;
    if ((ids[middle] as number) < id) low = middle;
    else high = middle;
  }
  return high;
}
