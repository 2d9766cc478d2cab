import type { Fingerprint } from "./fingerprint.ts";

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

/**
 * The number of a term in the field; -1 where it stands nowhere. Fingerprints are spread evenly, so that a look at where
 * one would stand nearly finds it (interpolation search: Perl, Itai and Avni, 1978).
 */
export function findTerm({ keys }: Field, { high, low }: Fingerprint): number {
  let from = 0;
  let to = keys.length / 2 - 1;
  let least = 0;
  let most = 0xffffffff;
  while (from <= to) {
    const middle = from + Math.floor(((high - least) / (most - least + 1)) * (to - from + 1));
    const found = keys[2 * middle] ?? 0;
    const difference = found === high ? (keys[2 * middle + 1] ?? 0) - low : found - high;
    if (difference === 0) return middle;
    if (difference < 0) {
      from = middle + 1;
      least = found;
    } else {
      to = middle - 1;
      most = found;
    }
  }
  return -1;
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
