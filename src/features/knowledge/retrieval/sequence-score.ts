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
  const places = placeTokens([...weights.keys()]);
  const weightAt = Float64Array.from(weights.values());
  /** By place of the first and of the second word: the number of the pair from 1, or 0 for none. */
  const pairAt = new Uint16Array(size * size);
  const pairWeights: number[] = [];
  for (const [first, second, weight] of pairs) {
    const one = places.find(first);
    const other = places.find(second);
    if (one < 0 || other < 0 || pairAt[one * size + other] !== 0) continue;
    pairAt[one * size + other] = pairWeights.push(weight);
  }
  const counts = new Uint16Array(size);
  const held = new Uint8Array(size);
  const met = new Uint16Array(pairWeights.length + 1);
  const { slots, mask, placeAt } = places;

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
        if (hits > 0) best = Math.max(best, takeSentence(weightAt, counts, length / sentenceLength));
        length = 0;
        hits = 0;
      } else if (token !== GAP) {
        length += 1;
        let slot = token & mask;
        while (slots[slot] !== token && slots[slot] !== GAP) slot = (slot + 1) & mask;
        if (slots[slot] === token) {
          place = placeAt[slot] as number;
          counts[place] = (counts[place] as number) + 1;
          held[place] = 1;
          hits += 1;
          if (before >= 0) {
            const pair = pairAt[before * size + place] as number;
            met[pair] = (met[pair] as number) + 1;
          }
        }
      }
      before = place;
    }
    return { pairs: scorePairs(pairWeights, met), sentence: best, coverage: sumOfHeld(weightAt, held) };
  };
}

/** Where each word of a question stands among its words, as an open hash table: most words of a passage are none of them. */
type Places = {
  /** Tokens; {@link GAP}, which is none, where nothing stands. A token stands at its lowest bits, or in the next free slot. */
  readonly slots: Uint16Array;
  readonly mask: number;
  readonly placeAt: Uint16Array;
  /** The place of a token; -1 where it is none of them. */
  readonly find: (token: number) => number;
};

function placeTokens(tokens: readonly number[]): Places {
  const room = 2 ** Math.ceil(Math.log2(8 * (tokens.length + 1)));
  const mask = room - 1;
  const slots = new Uint16Array(room);
  const placeAt = new Uint16Array(room);
  const slotOf = (token: number): number => {
    let slot = token & mask;
    while (slots[slot] !== token && slots[slot] !== GAP) slot = (slot + 1) & mask;
    return slot;
  };
  tokens.forEach((token, place) => {
    const slot = slotOf(token);
    slots[slot] = token;
    placeAt[slot] = place;
  });
  const find = (token: number): number => {
    const slot = slotOf(token);
    return slots[slot] === token ? (placeAt[slot] as number) : -1;
  };
  return { slots, mask, placeAt, find };
}

/** The score of a sentence, and its counts are forgotten. */
function takeSentence(weights: Float64Array, counts: Uint16Array, length: number): number {
  let score = 0;
  for (let place = 0; place < counts.length; place++) {
    const count = counts[place] as number;
    if (count === 0) continue;
    score += ((weights[place] as number) * count * (K1 + 1)) / (count + K1 * (1 - B + B * length));
    counts[place] = 0;
  }
  return score;
}

/** @param counts of the pairs, from 1. */
function scorePairs(weights: readonly number[], counts: Uint16Array): number {
  let score = 0;
  for (let pair = 0; pair < weights.length; pair++) {
    const count = counts[pair + 1] as number;
    if (count > 0) score += ((weights[pair] as number) * count * (K1 + 1)) / (count + K1);
  }
  return score;
}

function sumOfHeld(weights: Float64Array, held: Uint8Array): number {
  let sum = 0;
  for (let place = 0; place < held.length; place++) if (held[place] === 1) sum += weights[place] as number;
  return sum;
}
