import { GAP, SENTENCE_END } from "./fingerprint.ts";

/** A question for the token sequences of passages. */
export type SequenceQuery = {
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

/** How the words of a passage that stand together fit: all its pairs, and the BM25 of its best sentence. */
export function scoreSequence(
  { weights, pairs, sentenceLength }: SequenceQuery,
  tokens: Uint16Array,
  from: number,
  to: number,
): { readonly pairs: number; readonly sentence: number } {
  const counts = new Map<number, number>();
  const met = new Map<number, number>();
  let best = 0;
  let length = 0;
  let before = GAP;
  for (let at = from; at < to; at++) {
    const token = tokens[at] as number;
    if (token === SENTENCE_END) {
      best = Math.max(best, scoreSentence(weights, counts, length / sentenceLength));
      counts.clear();
      length = 0;
    } else if (token !== GAP) {
      length += 1;
      if (weights.has(token)) counts.set(token, (counts.get(token) ?? 0) + 1);
      const pair = before * 0x10000 + token;
      const gain = before > SENTENCE_END ? pairs.get(pair) : undefined;
      if (gain !== undefined) met.set(pair, (met.get(pair) ?? 0) + 1);
    }
    before = token;
  }
  return { pairs: scorePairs(pairs, met), sentence: best };
}

function scoreSentence(weights: ReadonlyMap<number, number>, counts: ReadonlyMap<number, number>, length: number): number {
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
