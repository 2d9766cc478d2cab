/** How the lengths of passages lower their counts. */
export type LengthNorms = {
  /** By code: what BM25 adds to a count below the line, in the unit of the counts. */
  readonly norms: Float64Array;
  /** The code of each passage, for each of the arrays that were given. */
  readonly codes: readonly Uint8Array[];
};

const CODES = 256;

/**
 * Lengths in one byte each, so that those of a large index fit the processor's cache (Lucene does likewise). Up to 256
 * different lengths keep a norm of their own; of more, neighbours share that of the longest.
 *
 * @param lengths of passages, in tokens, in one array a shard.
 * @param normOf a length.
 */
export function codeLengths(lengths: readonly Float32Array[], normOf: (length: number) => number): LengthNorms {
  const different = Float32Array.from(new Set(lengths.flatMap((own) => [...new Set(own)]))).sort();
  const share = Math.min(1, CODES / different.length);
  const codeOf = new Map(Array.from(different, (length, rank) => [length, Math.floor(rank * share)]));
  const size = Math.min(CODES, different.length);
  const longest = new Float64Array(size);
  for (const [length, code] of codeOf) longest[code] = Math.max(longest[code] ?? 0, length);
  return {
    norms: longest.map(normOf),
    codes: lengths.map((own) => codeAll(own, codeOf)),
  };
}

function codeAll(lengths: Float32Array, codeOf: ReadonlyMap<number, number>): Uint8Array {
  const codes = new Uint8Array(lengths.length);
  for (let id = 0; id < codes.length; id++) codes[id] = codeOf.get(lengths[id] as number) ?? 0;
  return codes;
}
