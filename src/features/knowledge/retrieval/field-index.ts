/** BM25 parameters; quality is flat around them. */
const K1 = 1;
const B = 0.6;

/** A query term with its weight. */
export type WeightedTerms = ReadonlyMap<string, number>;

/**
 * An inverted index over one field, in typed arrays: for each term a run of (document, impact), where the impact is the
 * whole BM25 contribution of the term in that document (Robertson and Zaragoza, 2009), worked out at build.
 */
export type FieldIndex = {
  /** Adds `weight` times the BM25 score of `terms` to the scores of the documents, by number. */
  readonly addScores: (terms: WeightedTerms, weight: number, scores: Float64Array) => void;
  /** The inverse document frequency of a term: how much it tells. A term in no document gets the highest. */
  readonly idf: (term: string) => number;
  readonly has: (term: string) => boolean;
};

/** @param documents the tokens of each document with their frequency weights, in the order of their numbers. */
export function buildFieldIndex(documents: readonly ReadonlyMap<string, number>[]): FieldIndex {
  const frequencies = new Map<string, number>();
  const lengths = documents.map((tokens) => {
    let length = 0;
    for (const [term, count] of tokens) {
      length += count;
      frequencies.set(term, (frequencies.get(term) ?? 0) + 1);
    }
    return length;
  });
  const average = lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, documents.length) || 1;

  const starts = new Map<string, number>();
  let total = 0;
  for (const [term, count] of frequencies) {
    starts.set(term, total);
    total += count;
  }
  const ids = new Uint32Array(total);
  const impacts = new Float32Array(total);
  const filled = new Map<string, number>();
  const idf = (term: string): number => {
    const found = frequencies.get(term) ?? 0;
    return Math.log(1 + (documents.length - found + 0.5) / (found + 0.5));
  };
  documents.forEach((tokens, id) => {
    const norm = K1 * (1 - B + (B * (lengths[id] ?? 0)) / average);
    for (const [term, count] of tokens) {
      const offset = filled.get(term) ?? 0;
      const at = (starts.get(term) ?? 0) + offset;
      ids[at] = id;
      impacts[at] = (idf(term) * count * (K1 + 1)) / (count + norm);
      filled.set(term, offset + 1);
    }
  });

  return {
    idf,
    has: (term) => frequencies.has(term),
    addScores: (terms, weight, scores) => {
      for (const [term, importance] of terms) {
        const start = starts.get(term);
        if (start === undefined) continue;
        const end = start + (frequencies.get(term) ?? 0);
        for (let at = start; at < end; at++) {
          const id = ids[at] ?? 0;
          scores[id] = (scores[id] ?? 0) + weight * importance * (impacts[at] ?? 0);
        }
      }
    },
  };
}
