import { type Fingerprint, fingerprint } from "./fingerprint.ts";

/**
 * An inverted index over one field of a shard, in typed arrays that are stored and read back as they are: sorted
 * fingerprints of its terms, and for each term a run of (passage, count). It knows nothing of other shards: idf and
 * average length are worked out over all of them, so that shards can be merged and dropped without reading a text.
 */
export type Field = {
  /** Two per term, high and low, in ascending order. */
  readonly keys: Uint32Array;
  /** Where the run of each term begins; one more than terms. */
  readonly starts: Uint32Array;
  /** Passages by their number in the shard. */
  readonly ids: Uint16Array;
  /** How often the term stands there, in quarters: words of headings and titles weigh more or less than one. */
  readonly counts: Uint8Array;
  /** The tokens of each passage, weighted and counted as above. */
  readonly lengths: Float32Array;
};

/** Parts of one count. */
const QUARTERS = 4;
const MOST = 255;

/** The number of a term in the field; -1 where it stands nowhere. */
export function findTerm({ keys }: Field, { high, low }: Fingerprint): number {
  let from = 0;
  let to = keys.length / 2 - 1;
  while (from <= to) {
    const middle = (from + to) >> 1;
    const found = keys[2 * middle] ?? 0;
    const difference = found === high ? (keys[2 * middle + 1] ?? 0) - low : found - high;
    if (difference === 0) return middle;
    if (difference < 0) from = middle + 1;
    else to = middle - 1;
  }
  return -1;
}

/** In how many passages a term of the field stands. */
export function frequencyOf({ starts }: Field, term: number): number {
  return term < 0 ? 0 : (starts[term + 1] ?? 0) - (starts[term] ?? 0);
}

/** Collects the tokens of passages, in the order of their numbers, into a field. */
export type FieldBuilder = {
  /** @param tokens how often each token stands in the passage, weighted. */
  readonly add: (tokens: ReadonlyMap<string, number>) => void;
  readonly build: () => Field;
};

export function createFieldBuilder(): FieldBuilder {
  const terms = new Map<string, Run>();
  const lengths: number[] = [];
  return {
    add: (tokens) => {
      let length = 0;
      for (const [token, weight] of tokens) {
        length += weight;
        const run = terms.get(token) ?? { ids: [], counts: [] };
        if (run.ids.length === 0) terms.set(token, run);
        run.ids.push(lengths.length);
        run.counts.push(Math.min(MOST, Math.max(1, Math.round(weight * QUARTERS))));
      }
      lengths.push(length);
    },
    build: () => {
      const runs = Array.from(terms, ([term, run]) => ({ ...fingerprint(term), ...run }));
      terms.clear();
      runs.sort((one, other) => one.high - other.high || one.low - other.low);
      return fieldOf(runs, Float32Array.from(lengths));
    },
  };
}

type Run = { readonly ids: number[]; readonly counts: number[] };

function fieldOf(runs: readonly (Run & Fingerprint)[], lengths: Float32Array): Field {
  const total = runs.reduce((sum, { ids }) => sum + ids.length, 0);
  const keys = new Uint32Array(runs.length * 2);
  const starts = new Uint32Array(runs.length + 1);
  const ids = new Uint16Array(total);
  const counts = new Uint8Array(total);
  let at = 0;
  runs.forEach((run, term) => {
    keys[2 * term] = run.high;
    keys[2 * term + 1] = run.low;
    starts[term] = at;
    ids.set(run.ids, at);
    counts.set(run.counts, at);
    at += run.ids.length;
  });
  starts[runs.length] = at;
  return { keys, starts, ids, counts, lengths };
}

/** BM25 (Robertson and Zaragoza, 2009); quality is flat around these. */
const K1 = 1;
const B = 0.7;

/** What a term counts in a search: its weight in the question times its idf. */
export type TermWeight = { readonly term: number; readonly weight: number };

/**
 * Adds the BM25 contributions of terms to the scores of the field's passages.
 *
 * @param scores of all passages; those of this field begin at `offset`.
 * @param average the mean length over all shards.
 */
export function addScores(
  { starts, ids, counts, lengths }: Field,
  terms: readonly TermWeight[],
  average: number,
  scores: Float32Array,
  offset: number,
): void {
  const fixed = K1 * (1 - B) * QUARTERS;
  const slope = (K1 * B * QUARTERS) / average;
  for (const { term, weight } of terms) {
    const gain = weight * (K1 + 1);
    const end = starts[term + 1] ?? 0;
    for (let at = starts[term] ?? 0; at < end; at++) {
      const id = ids[at] as number;
      const count = counts[at] as number;
      scores[offset + id] =
        (scores[offset + id] as number) + (gain * count) / (count + fixed + slope * (lengths[id] as number));
    }
  }
}

/** The inverse document frequency of a term that `frequency` of `size` passages hold. */
export function idfOf(frequency: number, size: number): number {
  return Math.log(1 + (size - frequency + 0.5) / (frequency + 0.5));
}

/** A field and, for each of its passages, the number it gets in the merged one; -1 drops it. */
export type FieldPart = { readonly field: Field; readonly places: Int32Array };

/** Joins fields of several shards into one of `size` passages. */
export function mergeFields(parts: readonly FieldPart[], size: number): Field {
  const lengths = new Float32Array(size);
  for (const { field, places } of parts)
    places.forEach((place, id) => {
      if (place >= 0) lengths[place] = field.lengths[id] ?? 0;
    });
  const next = parts.map(() => 0);
  const runs: (Run & Fingerprint)[] = [];
  for (;;) {
    const key = leastKey(parts, next);
    if (key === null) return fieldOf(runs, lengths);
    const run: Run = { ids: [], counts: [] };
    parts.forEach((part, index) => {
      const term = next[index] ?? 0;
      if (part.field.keys[2 * term] !== key.high || part.field.keys[2 * term + 1] !== key.low) return;
      appendRun(run, part, term);
      next[index] = term + 1;
    });
    if (run.ids.length > 0) runs.push({ ...key, ...run });
  }
}

function leastKey(parts: readonly FieldPart[], next: readonly number[]): Fingerprint | null {
  let least: Fingerprint | null = null;
  parts.forEach(({ field: { keys } }, index) => {
    const high = keys[2 * (next[index] ?? 0)];
    const low = keys[2 * (next[index] ?? 0) + 1];
    if (high === undefined || low === undefined) return;
    if (least === null || high < least.high || (high === least.high && low < least.low)) least = { high, low };
  });
  return least;
}

function appendRun(run: Run, { field: { starts, ids, counts }, places }: FieldPart, term: number): void {
  const end = starts[term + 1] ?? 0;
  for (let at = starts[term] ?? 0; at < end; at++) {
    const place = places[ids[at] ?? 0] ?? -1;
    if (place < 0) continue;
    run.ids.push(place);
    run.counts.push(counts[at] ?? 0);
  }
}
