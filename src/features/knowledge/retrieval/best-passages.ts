import { createBlock, keepListed, listScored, moveBlock, sortListed } from "./block.ts";
import {
  addAndList,
  addStretch,
  addToListed,
  impactIn,
  type ScoredTerm,
  skipTo,
  type TermRun,
  wholeGains,
} from "./scored-term.ts";
import { createTopScores, type ScoredPassage } from "./top-scores.ts";

/** What the scores of passages are multiplied by; those that weigh nothing are left out. Made once for many searches. */
export type PassageWeights = {
  readonly of: (passage: number) => number;
  /** The highest of them. */
  readonly most: number;
};

/** A search for the passages with the highest sums of scores. It works in its own memory, one question at a time. */
export type BestPassages = {
  /** The `count` passages whose weighed scores are highest, above zero, by their number; among equals the first ones. */
  readonly find: (terms: readonly ScoredTerm[], weights: PassageWeights, count: number) => readonly ScoredPassage[];
  /** The score of any passage over the terms of the last search, not weighed. */
  readonly scoreOf: (passage: number) => number;
};

/** So many passages are scored at a time: their sums, and the codes of their lengths, fit the processor's first cache. */
const BLOCK = 4_096;
/** The first ones tell what the best reach: all terms are read through for them. */
const FIRST_BLOCK = 1_024;
/** To look for one passage in a run takes about as long as to read so many entries of it. */
const SEEK = 8;
/**
 * Finds exactly what scoring everything would find, and reads a part of it (max score: Turtle and Flood, 1995), block by
 * block of passages. The terms that add most for what they take to read come first. What the best passages of the blocks
 * before reach tells how many terms need not be read through, since together they lift no passage among the best: those
 * are looked up for the passages alone that the others have brought near.
 *
 * @param sizes of the shards, in passages.
 */
export function createBestPassages(sizes: readonly number[]): BestPassages {
  const block = createBlock(BLOCK);
  const offsets = offsetsOf(sizes);
  let ordered: readonly ScoredTerm[] = [];
  let { gains, unit } = wholeGains([]);

  return {
    find: (terms, weights, count) => {
      ordered = [...terms].sort((one, other) => costOf(one) - costOf(other));
      ({ gains, unit } = wholeGains(ordered));
      if (weights.most <= 0) return [];
      const rests = restsOf(ordered, gains);
      const best = createTopScores(count);
      /** A passage below it is none of the best. */
      let bar = 0;
      let through = ordered.length;
      sizes.forEach((size, shard) => {
        const offset = offsets[shard] ?? 0;
        const runs = ordered.map((term) => term.runs[shard] as TermRun);
        const cursors = new Int32Array(runs.length);
        runs.forEach(({ from }, at) => {
          cursors[at] = from;
        });
        for (let from = 0; from < size; from = block.to) {
          moveBlock(block, from, Math.min(size, from + (offset + from === 0 ? FIRST_BLOCK : BLOCK)));
          while (through > 0 && bar > (rests[through - 1] as number)) through -= 1;
          const floor = bar - (rests[through] as number);
          for (let at = 0; at < through; at++) {
            const run = runs[at] as TermRun;
            const start = skipTo(run, cursors[at] as number, from);
            cursors[at] =
              floor > 0
                ? addAndList(gains[at] as number, run, start, block, floor)
                : addStretch(gains[at] as number, run, start, block);
          }
          if (floor <= 0) listScored(block);
          for (let at = through; at < ordered.length && block.listed > 0; at++) {
            const run = runs[at] as TermRun;
            const held = ((run.to - run.from) / size) * (block.to - from);
            if (held < block.listed * SEEK) {
              const start = skipTo(run, cursors[at] as number, from);
              cursors[at] = addStretch(gains[at] as number, run, start, block);
            } else addToListed(gains[at] as number, run, block);
            keepListed(block, bar - (rests[at + 1] as number));
          }
          if (floor > 0) sortListed(block);
          for (let at = 0; at < block.listed; at++) {
            const place = block.near[at] as number;
            const id = offset + from + place;
            const sum = block.sums[place] as number;
            best.add(id, sum, sum * weights.of(id));
          }
          bar = Math.floor(best.least() / weights.most);
        }
      });
      return best.take().map(({ id, score }) => ({ id, score: score / unit }));
    },
    scoreOf: (passage) => {
      let shard = sizes.length - 1;
      while (shard > 0 && passage < (offsets[shard] as number)) shard -= 1;
      const id = passage - (offsets[shard] ?? 0);
      let sum = 0;
      ordered.forEach(({ runs }, at) => {
        sum += (gains[at] as number) * impactIn(runs[shard] as TermRun, id);
      });
      return sum / unit;
    },
  };
}

/** What a term takes to read for what it can add. */
function costOf({ frequency, gain, top }: ScoredTerm): number {
  return frequency / (gain * top);
}

/** What the terms from each on can add together; after the last, nothing. */
function restsOf(terms: readonly ScoredTerm[], gains: Int32Array): Float64Array {
  const rests = new Float64Array(terms.length + 1);
  for (let at = terms.length - 1; at >= 0; at--)
    rests[at] = (rests[at + 1] as number) + (gains[at] as number) * (terms[at]?.top ?? 0);
  return rests;
}

function offsetsOf(sizes: readonly number[]): number[] {
  let offset = 0;
  return sizes.map((size) => {
    offset += size;
    return offset - size;
  });
}
