/** BM25 (Robertson and Zaragoza, 2009); quality is flat around these. */
const K1 = 1;
const B = 0.7;
/** Counts are held in parts of one. */
export const QUARTERS = 4;

/** What the count of a term is added to below the line, in quarters. */
export function lengthNorm(length: number, average: number): number {
  return K1 * (1 - B + (B * length) / average) * QUARTERS;
}

/** @param weight of the term in the question, times its idf. */
export function gainOf(weight: number): number {
  return weight * (K1 + 1);
}

/** The inverse document frequency of a term that `frequency` of `size` passages hold. */
export function idfOf(frequency: number, size: number): number {
  return Math.log(1 + (size - frequency + 0.5) / (frequency + 0.5));
}

/** The mean of lengths; 1 where there are none. */
export function averageOf(lengths: readonly Float32Array[]): number {
  const size = lengths.reduce((sum, { length }) => sum + length, 0);
  return lengths.reduce((sum, own) => own.reduce((all, length) => all + length, sum), 0) / size || 1;
}
