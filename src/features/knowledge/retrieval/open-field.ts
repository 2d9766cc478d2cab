import { averageOf, gainOf, idfOf, lengthNorm } from "./bm25.ts";
import { type Field, findTerm, TOPS } from "./field.ts";
import { fingerprint } from "./fingerprint.ts";
import { codeLengths } from "./length-norms.ts";
import type { Run, ScoredTerm } from "./scored-term.ts";

/** One field over all shards: frequencies and the average length are those of the whole index. */
export type OpenField = {
  /** Those of the terms that stand somewhere, with what each weighs in the question. */
  readonly score: (terms: ReadonlyMap<string, number>, weight: number) => readonly ScoredTerm[];
  readonly idf: (token: string) => number;
  /** In how many passages a token stands. */
  readonly frequency: (token: string) => number;
};

/** So many terms of questions are held ready. */
const HELD = 8_192;

export function openField(fields: readonly Field[]): OpenField {
  const lengths = fields.map((field) => field.lengths);
  const size = lengths.reduce((sum, { length }) => sum + length, 0);
  const average = averageOf(lengths);
  // A term may count more than in its own shard where passages are longer on the whole, but by no greater part.
  const rises = lengths.map((own) => Math.max(1, average / averageOf([own])));
  const { norms, codes } = codeLengths(lengths, (length) => lengthNorm(length, average));
  const held = new Map<string, Term>();

  const find = (token: string): Term => {
    const known = held.get(token);
    if (known !== undefined) return known;
    const print = fingerprint(token);
    const runs: Run[] = [];
    let top = 0;
    let offset = 0;
    fields.forEach((field, index) => {
      const term = findTerm(field, print);
      if (term >= 0) {
        const { ids, counts, starts, tops } = field;
        const [from, to] = [starts[term] ?? 0, starts[term + 1] ?? 0];
        runs.push({ ids, counts, from, to, codes: codes[index] ?? NO_CODES, offset });
        top = Math.max(top, ((tops[term] ?? 0) / TOPS) * (rises[index] ?? 1));
      }
      offset += field.lengths.length;
    });
    const frequency = runs.reduce((sum, { from, to }) => sum + to - from, 0);
    const found = { runs, frequency, top, idf: idfOf(frequency, size) };
    if (held.size >= HELD) held.clear();
    held.set(token, found);
    return found;
  };

  return {
    frequency: (token) => find(token).frequency,
    idf: (token) => find(token).idf,
    score: (terms, weight) =>
      Array.from(terms, ([token, own]): ScoredTerm => {
        const { runs, frequency, top, idf } = find(token);
        const gain = gainOf(weight * own * idf);
        return { gain, norms, most: gain * top, frequency, runs };
      }).filter(({ frequency }) => frequency > 0),
  };
}

type Term = {
  readonly runs: readonly Run[];
  readonly frequency: number;
  /** The most that it counts anywhere, of 1. */
  readonly top: number;
  readonly idf: number;
};

const NO_CODES = new Uint8Array(0);
