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
  const usual = weighUsual(lengths, average);
  const impacts = new Uint8Array(ids.length);
  const tops = new Uint8Array(starts.length - 1);
  for (let term = 0; term < tops.length; term++) {
    const end = starts[term + 1] as number;
    let top = 0;
    for (let at = starts[term] as number; at < end; at++) {
      const count = counts[at] as number;
      const id = ids[at] as number;
      const impact =
        count < USUAL
          ? (usual[count * lengths.length + id] as number)
          : impactOf(count, lengthNorm(lengths[id] as number, average));
      impacts[at] = impact;
      if (impact > top) top = impact;
    }
    tops[term] = top;
  }
  return { impacts, tops };
}

function impactOf(count: number, norm: number): number {
  return (0.5 + (IMPACTS * count) / (count + norm)) | 0;
}

/** Counts below it, in quarters, are those of most entries: what they make is looked up, which is faster than a division. */
const USUAL = 9;

/** The impacts of usual counts in every passage: those of one count after those of another. */
function weighUsual(lengths: Float32Array, average: number): Uint8Array {
  const size = lengths.length;
  const usual = new Uint8Array(USUAL * size);
  for (let id = 0; id < size; id++) {
    const norm = lengthNorm(lengths[id] as number, average);
    for (let count = 0; count < USUAL; count++) usual[count * size + id] = impactOf(count, norm);
  }
  return usual;
}
