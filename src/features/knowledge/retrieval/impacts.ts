import { lengthNorm } from "./bm25.ts";
import type { Field } from "./field.ts";

/** The parts of a whole that impacts are counted in. */
export const IMPACTS = 255;

/** What each entry of a field counts, worked out once, so that a search only multiplies and adds whole numbers. */
export type Impacts = {
  /** By entry: what BM25 makes of its count and of the length of its passage, from 0 to 1, in parts of {@link IMPACTS}. */
  readonly impacts: Uint8Array;
  /** By term: the highest of them. */
  readonly tops: Uint8Array;
};

/**
 * Lucene and JASS keep such impacts in a byte too (Lin and Trotman, 2015): what that rounds is far less than what tells one
 * passage from another.
 *
 * @param average length of the passages of the whole index, in tokens.
 */
export function weighEntries({ starts, ids, counts, lengths }: Field, average: number): Impacts {
  const norms = Float64Array.from(lengths, (length) => lengthNorm(length, average));
  const impactOf = (count: number, norm: number): number => Math.round((IMPACTS * count) / (count + norm));
  // Few counts are frequent: theirs are looked up, which takes a third of the time.
  const usual = Array.from({ length: USUAL }, (_, count) => Uint8Array.from(norms, (norm) => impactOf(count, norm)));
  const impacts = new Uint8Array(ids.length);
  const tops = new Uint8Array(starts.length - 1);
  for (let term = 0; term < tops.length; term++) {
    const end = starts[term + 1] as number;
    let top = 0;
    for (let at = starts[term] as number; at < end; at++) {
      const count = counts[at] as number;
      const id = ids[at] as number;
      const impact = (count < USUAL ? usual[count]?.[id] : impactOf(count, norms[id] as number)) as number;
      impacts[at] = impact;
      if (impact > top) top = impact;
    }
    tops[term] = top;
  }
  return { impacts, tops };
}

/** Counts below it, in quarters, are frequent. */
const USUAL = 13;
