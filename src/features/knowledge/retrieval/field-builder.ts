import { QUARTERS } from "./bm25.ts";
import type { Field } from "./field.ts";
import { fingerprint } from "./fingerprint.ts";

/** Collects the tokens of passages, in the order of their numbers, into a field. */
export type FieldBuilder = {
  /** @param tokens how often each token stands in the passage, weighted. */
  readonly add: (tokens: ReadonlyMap<string, number>) => void;
  readonly build: () => Field;
};

/** The highest count that is kept. */
const MOST = 255;
const FIRST_ROOM = 1_024;

/** Entries are kept as they come, passage by passage, and put in the order of their terms at the end (counting sort). */
export function createFieldBuilder(): FieldBuilder {
  const terms = new Map<string, number>();
  const lengths: number[] = [];
  /** Where the entries of each passage end. */
  const ends: number[] = [];
  let entryTerms = new Uint32Array(FIRST_ROOM);
  let entryCounts = new Uint8Array(FIRST_ROOM);
  let end = 0;

  const push = (term: number, count: number): void => {
    if (end === entryTerms.length) {
      entryTerms = grown(entryTerms, new Uint32Array(2 * end));
      entryCounts = grown(entryCounts, new Uint8Array(2 * end));
    }
    entryTerms[end] = term;
    entryCounts[end] = count;
    end += 1;
  };

  return {
    add: (tokens) => {
      let length = 0;
      for (const [token, weight] of tokens) {
        length += weight;
        const term = terms.get(token) ?? terms.size;
        if (term === terms.size) terms.set(token, term);
        push(term, Math.min(MOST, Math.max(1, Math.round(weight * QUARTERS))));
      }
      lengths.push(length);
      ends.push(end);
    },
    build: () => {
      const { keys, places } = sortTerms(terms);
      const starts = new Uint32Array(terms.size + 1);
      for (let at = 0; at < end; at++) {
        const after = (places[entryTerms[at] as number] as number) + 1;
        starts[after] = (starts[after] as number) + 1;
      }
      for (let term = 1; term < starts.length; term++)
        starts[term] = (starts[term] as number) + (starts[term - 1] as number);
      const next = starts.slice();
      const ids = new Uint16Array(end);
      const counts = new Uint8Array(end);
      let at = 0;
      ends.forEach((last, id) => {
        for (; at < last; at++) {
          const place = places[entryTerms[at] as number] as number;
          const to = next[place] as number;
          next[place] = to + 1;
          ids[to] = id;
          counts[to] = entryCounts[at] as number;
        }
      });
      return { keys, starts, ids, counts, lengths: Float32Array.from(lengths) };
    },
  };
}

/** The fingerprints of terms in order, and the place among them of each term by its number. */
function sortTerms(terms: ReadonlyMap<string, number>): { readonly keys: Uint32Array; readonly places: Uint32Array } {
  const sorted = Array.from(terms, ([term, number]) => ({ ...fingerprint(term), number }));
  sorted.sort((one, other) => one.high - other.high || one.low - other.low);
  const keys = new Uint32Array(2 * sorted.length);
  const places = new Uint32Array(sorted.length);
  sorted.forEach(({ high, low, number }, place) => {
    keys[2 * place] = high;
    keys[2 * place + 1] = low;
    places[number] = place;
  });
  return { keys, places };
}

function grown<T extends Uint8Array | Uint32Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
