import { averageOf, gainOf, idfOf } from "./bm25.ts";
import { type Field, findTerm } from "./field.ts";
import { fingerprint, shortFingerprint } from "./fingerprint.ts";
import { weighEntries } from "./impacts.ts";
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
  /** The highest impact that it has. */
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
  const opened = fields.map((field) => {
    const { impacts, tops } = weighEntries(field, average);
    const nowhere: TermRun = { ids: field.ids, impacts, from: 0, to: 0, size: field.lengths.length };
    return { field, tops, nowhere };
  });
  const held = new Map<string, FieldTerm>();

  const find = (token: string): FieldTerm => {
    const known = held.get(token);
    if (known !== undefined) return known;
    const print = fingerprint(token);
    let top = 0;
    let frequency = 0;
    const runs = opened.map(({ field, tops, nowhere }): TermRun => {
      const term = findTerm(field, print);
      if (term < 0) return nowhere;
      const from = field.starts[term] ?? 0;
      const to = field.starts[term + 1] ?? 0;
      top = Math.max(top, tops[term] ?? 0);
      frequency += to - from;
      return { ...nowhere, from, to };
    });
    const found = { runs, frequency, top, idf: idfOf(frequency, size), short: shortFingerprint(print) };
    if (held.size >= HELD) held.clear();
    held.set(token, found);
    return found;
  };

  return {
    find,
    score: (terms, weight) => {
      const scored: ScoredTerm[] = [];
      for (const [token, own] of terms) {
        const { runs, frequency, top, idf } = find(token);
        if (frequency > 0) scored.push({ gain: gainOf(weight * own * idf), top, frequency, runs });
      }
      return scored;
    },
  };
}
