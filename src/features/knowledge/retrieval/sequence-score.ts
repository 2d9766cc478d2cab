import { GAP, SENTENCE_END } from "./fingerprint.ts";

/** A question for the token sequences of passages. */
export type SequenceQuery = {
  /** Short fingerprints of its words, and their weight times idf. */
  readonly weights: ReadonlyMap<number, number>;
  /** Its neighbouring words, as two short fingerprints, and what they weigh. */
  readonly pairs: readonly (readonly [first: number, second: number, weight: number])[];
  /** The mean length of a sentence, in words. */
  readonly sentenceLength: number;
};

/** How the words of a passage fit together. */
export type SequenceScore = {
  /** Of all neighbouring words of the question that stand together. */
  readonly pairs: number;
  /** The BM25 of its best sentence. */
  readonly sentence: number;
  /** What the words of the question weigh that stand in it, each once. */
  readonly coverage: number;
};

/** Scores the tokens of a passage, from a place to another. It counts in its own memory, one passage at a time. */
export type SequenceScorer = (tokens: Uint16Array, from: number, to: number) => SequenceScore;

const K1 = 1;
/** Sentences differ in length for less reason than passages. */
const B = 0.4;

export function createSequenceScorer({ weights, pairs, sentenceLength }: SequenceQuery): SequenceScorer {
  const size = weights.size;
  // Most words of a passage are none of the question: a bit for each fingerprint tells.
  const marks = new Uint32Array(0x10000 / 32);
  const places = new Map<number, number>();
  const weightAt = new Float64Array(size);
  for (const [token, weight] of weights) {
    weightAt[places.size] = weight;
    places.set(token, places.size);
    marks[token >> 5] = (marks[token >> 5] ?? 0) | (1 << (token & 31));
  }
  const pairPlaces = new Map<number, number>();
  const pairWeights: number[] = [];
  for (const [first, second, weight] of pairs) {
    const place = placeOfPair(places.get(first), places.get(second), size);
    if (place === null || pairPlaces.has(place)) continue;
    pairPlaces.set(place, pairWeights.length);
    pairWeights.push(weight);
  }
  const counts = new Uint16Array(size);
  const held = new Uint8Array(size);
  const met = new Uint16Array(pairWeights.length);

  return (tokens, from, to) => {
    counts.fill(0);
    held.fill(0);
    met.fill(0);
    let best = 0;
    let length = 0;
    let hits = 0;
    let before = -1;
    for (let at = from; at < to; at++) {
      const token = tokens[at] as number;
      let place = -1;
      if (token === SENTENCE_END) {
        if (hits > 0) {
          best = Math.max(best, scoreSentence(weightAt, counts, length / sentenceLength));
          counts.fill(0);
        }
        length = 0;
        hits = 0;
      } else if (token !== GAP) {
        length += 1;
        if ((((marks[token >> 5] as number) >>> (token & 31)) & 1) === 1) {
          place = places.get(token) ?? 0;
          counts[place] = (counts[place] as number) + 1;
          held[place] = 1;
          hits += 1;
          const pair = before < 0 ? undefined : pairPlaces.get(before * size + place);
          if (pair !== undefined) met[pair] = (met[pair] as number) + 1;
        }
      }
      before = place;
    }
    return { pairs: scorePairs(pairWeights, met), sentence: best, coverage: sumOfHeld(weightAt, held) };
  };
}

function placeOfPair(first: number | undefined, second: number | undefined, size: number): number | null {
  return first === undefined || second === undefined ? null : first * size + second;
}

function scoreSentence(weights: Float64Array, counts: Uint16Array, length: number): number {
  let score = 0;
  for (let place = 0; place < counts.length; place++) {
    const count = counts[place] as number;
    if (count > 0) score += ((weights[place] as number) * count * (K1 + 1)) / (count + K1 * (1 - B + B * length));
  }
  return score;
}

function scorePairs(weights: readonly number[], counts: Uint16Array): number {
  let score = 0;
  for (let pair = 0; pair < counts.length; pair++) {
    const count = counts[pair] as number;
    if (count > 0) score += ((weights[pair] as number) * count * (K1 + 1)) / (count + K1);
  }
  return score;
}

function sumOfHeld(weights: Float64Array, held: Uint8Array): number {
  let sum = 0;
  for (let place = 0; place < held.length; place++) if (held[place] === 1) sum += weights[place] as number;
  return sum;
}
