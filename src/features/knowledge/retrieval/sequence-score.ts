import { GAP, SENTENCE_END } from "./fingerprint.ts";

/** A question for the token sequences of passages. */
export type SequenceQuery = {
  /** 1 at each of its short fingerprints: most words of a passage are none of them. */
  readonly marks: Uint8Array;
  /** Short fingerprints of its words, and their weight times idf. */
  readonly weights: ReadonlyMap<number, number>;
  /** Its neighbouring words, as two short fingerprints in one number, and what they weigh. */
  readonly pairs: ReadonlyMap<number, number>;
  /** The mean length of a sentence, in words. */
  readonly sentenceLength: number;
};

const K1 = 1;
/** Sentences differ in length for less reason than passages. */
const B = 0.4;

/** How the words of a passage fit together. */
export type SequenceScore = {
  /** Of all neighbouring words of the question that stand together. */
  readonly pairs: number;
  /** The BM25 of its best sentence. */
  readonly sentence: number;
  /** What the words of the question weigh that stand in it, each once. */
  readonly coverage: number;
};

export function scoreSequence(
  { marks, weights, pairs, sentenceLength }: SequenceQuery,
  tokens: Uint16Array,
  from: number,
  to: number,
): SequenceScore {
  const counts = new Map<number, number>();
  const met = new Map<number, number>();
  const held = new Set<number>();
  let best = 0;
  let length = 0;
  let before = GAP;
  for (let at = from; at < to; at++) {
    const token = tokens[at] as number;
    if (token === SENTENCE_END) {
      if (counts.size > 0) {
        best = Math.max(best, scoreSentence(weights, counts, length / sentenceLength));
        counts.clear();
      }
      length = 0;
    } else if (token !== GAP) {
      length += 1;
      if (marks[token] === 1) {
        counts.set(token, (counts.get(token) ?? 0) + 1);
        held.add(token);
        const pair = before * 0x10000 + token;
        if (marks[before] === 1 && pairs.has(pair)) met.set(pair, (met.get(pair) ?? 0) + 1);
      }
    }
    before = token;
  }
  let coverage = 0;
  for (const token of held) coverage += weights.get(token) ?? 0;
  return { pairs: scorePairs(pairs, met), sentence: best, coverage };
}

function scoreSentence(
  weights: ReadonlyMap<number, number>,
  counts: ReadonlyMap<number, number>,
  length: number,
): number {
  let score = 0;
  for (const [token, count] of counts)
    score += ((weights.get(token) ?? 0) * count * (K1 + 1)) / (count + K1 * (1 - B + B * length));
  return score;
}

function scorePairs(pairs: ReadonlyMap<number, number>, met: ReadonlyMap<number, number>): number {
  let score = 0;
  for (const [pair, count] of met) score += ((pairs.get(pair) ?? 0) * count * (K1 + 1)) / (count + K1);
  return score;
}
