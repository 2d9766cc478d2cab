import { averageOf, gainOf, idfOf, lengthNorm } from "./bm25.ts";
import { type Field, findTerm, TOPS } from "./field.ts";
import { fingerprint, shortFingerprint } from "./fingerprint.ts";
import { codeLengths } from "./length-norms.ts";
import type { ScoredTerm, TermRun } from "./scored-term.ts";

/** One field over all shards: frequencies and the average length are those of the whole index. */
export type OpenField = {
  /** Those of the terms that stand somewhere, with what each weighs in the question. */
  readonly score: (terms: ReadonlyMap<string, number>, weight: number) => readonly ScoredTerm[];
  /** What a token tells, wherever it stands. */
  readonly find: (token: string) => FieldTerm;
};

/** A term over all shards. */
export type FieldTerm = {
  /** One for each shard. */
  readonly runs: readonly TermRun[];
  /** How many passages hold it. */
  readonly frequency: number;
  /** The most that it counts anywhere, of 1. */
  readonly top: number;
  readonly idf: number;
  /** What stands for it in token sequences. */
  readonly short: number;
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
  const nowhere = fields.map(({ ids, counts }, index) => ({
    ids,
    counts,
    from: 0,
    to: 0,
    codes: codes[index] ?? NO_CODES,
  }));
  const held = new Map<string, FieldTerm>();

  const find = (token: string): FieldTerm => {
    const known = held.get(token);
    if (known !== undefined) return known;
    const print = fingerprint(token);
    let top = 0;
    const runs = fields.map((field, index): TermRun => {
      const term = findTerm(field, print);
      if (term < 0) return nowhere[index] ?? NO_RUN;
      const { ids, counts, starts, tops } = field;
      top = Math.max(top, ((tops[term] ?? 0) / TOPS) * (rises[index] ?? 1));
      return { ids, counts, from: starts[term] ?? 0, to: starts[term + 1] ?? 0, codes: codes[index] ?? NO_CODES };
    });
    const frequency = runs.reduce((sum, { from, to }) => sum + to - from, 0);
    const found = { runs, frequency, top, idf: idfOf(frequency, size), short: shortFingerprint(print) };
    if (held.size >= HELD) held.clear();
    held.set(token, found);
    return found;
  };

  return {
    find,
    score: (terms, weight) =>
      Array.from(terms, ([token, own]): ScoredTerm => {
        const { runs, frequency, top, idf } = find(token);
        const gain = gainOf(weight * own * idf);
        return { gain, norms, most: gain * top, frequency, runs };
      }).filter(({ frequency }) => frequency > 0),
  };
}

const NO_CODES = new Uint8Array(0);
const NO_RUN: TermRun = { ids: new Uint16Array(0), counts: new Uint8Array(0), from: 0, to: 0, codes: NO_CODES };
