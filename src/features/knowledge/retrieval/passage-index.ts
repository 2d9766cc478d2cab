import { primaryOf } from "./analyse.ts";
import type { ExpandedQuery } from "./expand.ts";
import { addScores, type Field, findTerm, frequencyOf, idfOf, type TermWeight } from "./field.ts";
import { fingerprint, shortFingerprint } from "./fingerprint.ts";
import { type SequenceQuery, scoreSequence } from "./sequence-score.ts";
import type { Shard, ShardDocument } from "./shard.ts";
import { isUnspaced } from "./tokenize.ts";

/** A passage that was found: where it stands, and how well it fits. */
export type Hit = {
  readonly document: string;
  readonly version: number;
  readonly ordinal: number;
  readonly lang: string;
  /** Higher is better; comparable within one search only. */
  readonly score: number;
};

export type SearchOptions = { readonly top: number; readonly weights: DocumentWeights };

/** What the passages of each document weigh, by shard; 0 leaves them out. Made once for many searches. */
export type DocumentWeights = readonly ShardWeights[];

type ShardWeights = {
  readonly weights: Float32Array;
  /** The documents that weigh something else than 1. */
  readonly changed: readonly number[];
};

/** The search over all passages of a publication, held in memory. */
export type PassageIndex = {
  readonly size: number;
  readonly search: (query: ExpandedQuery, options: SearchOptions) => readonly Hit[];
  readonly weigh: (weightOf: (document: ShardDocument) => number) => DocumentWeights;
  /** How much a word tells: its inverse document frequency over all passages. One that stands nowhere tells most. */
  readonly idf: (token: string) => number;
  readonly has: (token: string) => boolean;
};

/** What each field weighs in the sum of scores, measured on public question sets. */
const WEIGHTS = { grams: 1.2, pairs: 0.2, sentence: 0.5 } as const;
/** What the share of the question's words counts that a passage holds: only where a segmenter had to find the words. */
const COVERAGE = 0.5;
/** What a passage in another language than the question weighs beside one in its own that fits as well. */
export const FOREIGN_WEIGHT = 0.95;
/** So many passages, best by words and n-grams, are scored by pairs and sentences too. */
const CANDIDATES = 60;
/** What of a neighbour's score a passage gets: a paragraph often leaves out what the one before named. */
const NEIGHBOUR = 0.15;

/** Summed BM25 over words, character n-grams, word pairs and the best sentence; nothing is fused by rank. */
export function openIndex(shards: readonly Shard[]): PassageIndex {
  const placed = placeShards(shards);
  const size = shards.reduce((sum, shard) => sum + shard.size, 0);
  const words = openField(shards.map((shard) => shard.words));
  const grams = openField(shards.map((shard) => shard.grams));
  const sentenceLength = averageSentence(shards);
  const scores = new Float32Array(size);

  const scoreFields = (query: ExpandedQuery): void => {
    scores.fill(0);
    const share = ratio(query.words.size, query.grams.size);
    words.addAll(query.words, 1, scores);
    grams.addAll(query.grams, WEIGHTS.grams * share, scores);
  };

  return {
    size,
    idf: words.idf,
    has: (token) => words.frequency(token) > 0,
    weigh: (weightOf) =>
      shards.map(({ documents }): ShardWeights => {
        const own = Float32Array.from(documents, weightOf);
        return { weights: own, changed: [...own.keys()].filter((index) => own[index] !== 1) };
      }),
    search: (query, { top, weights }) => {
      scoreFields(query);
      placed.forEach((shard, index) => {
        weighDocuments(shard, weights[index], scores);
      });
      const candidates = bestOf(scores, Math.max(CANDIDATES, top));
      const covering = isUnspaced(primaryOf(query.lang)) ? COVERAGE : 0;
      const inSequence = sequenceQueryOf(query, words.idf, sentenceLength);
      return candidates
        .map((id) => {
          const place = placeOf(placed, id);
          const weight = weights[place.shard.number]?.weights[place.index] ?? 0;
          const { starts, tokens } = place.shard.shard.sequences;
          const from = starts[id - place.shard.offset] ?? 0;
          const to = starts[id - place.shard.offset + 1] ?? 0;
          const { pairs, sentence, coverage } = scoreSequence(inSequence, tokens, from, to);
          const near = neighbourScore(scores, place, id);
          const together = WEIGHTS.pairs * pairs + WEIGHTS.sentence * sentence + covering * coverage;
          const score = (scores[id] ?? 0) + NEIGHBOUR * near + weight * together;
          return { id, place, score };
        })
        .sort((one, other) => other.score - one.score || one.id - other.id)
        .slice(0, top)
        .map(({ id, place, score }): Hit => {
          const { document, version, lang, first, ordinal } = place.document;
          return { document, version, lang, ordinal: ordinal + id - place.shard.offset - first, score };
        });
    },
  };
}

type PlacedShard = { readonly shard: Shard; readonly number: number; readonly offset: number };
type Place = { readonly shard: PlacedShard; readonly document: ShardDocument; readonly index: number };

function placeShards(shards: readonly Shard[]): PlacedShard[] {
  let offset = 0;
  return shards.map((shard, number) => {
    const placed = { shard, number, offset };
    offset += shard.size;
    return placed;
  });
}

function placeOf(placed: readonly PlacedShard[], id: number): Place {
  const shard = placed.findLast(({ offset }) => offset <= id);
  if (shard === undefined) throw new RangeError(`no shard holds passage ${id}`);
  const { documents } = shard.shard;
  let from = 0;
  let to = documents.length - 1;
  while (from < to) {
    const middle = (from + to + 1) >> 1;
    if ((documents[middle]?.first ?? 0) <= id - shard.offset) from = middle;
    else to = middle - 1;
  }
  const document = documents[from];
  if (document === undefined) throw new RangeError(`no document holds passage ${id}`);
  return { shard, document, index: from };
}

/** Multiplies the scores of each document by its weight. */
function weighDocuments({ shard, offset }: PlacedShard, own: ShardWeights | undefined, scores: Float32Array): void {
  for (const index of own?.changed ?? []) {
    const document = shard.documents[index];
    if (document === undefined) continue;
    const first = offset + document.first;
    const weight = own?.weights[index] ?? 0;
    for (let id = first; id < first + document.count; id++) scores[id] = (scores[id] ?? 0) * weight;
  }
}

/** The better of the passages before and after in the same document. */
function neighbourScore(scores: Float32Array, { shard, document }: Place, id: number): number {
  const first = shard.offset + document.first;
  const before = id > first ? (scores[id - 1] ?? 0) : 0;
  const after = id + 1 < first + document.count ? (scores[id + 1] ?? 0) : 0;
  return Math.max(before, after);
}

type OpenField = {
  readonly addAll: (terms: ReadonlyMap<string, number>, weight: number, scores: Float32Array) => void;
  readonly idf: (token: string) => number;
  readonly frequency: (token: string) => number;
};

/** One field over all shards: frequencies and the average length are those of the whole index. */
function openField(fields: readonly Field[]): OpenField {
  const size = fields.reduce((sum, { lengths }) => sum + lengths.length, 0);
  const total = fields.reduce((sum, { lengths }) => lengths.reduce((all, length) => all + length, sum), 0);
  const average = total / size || 1;
  const find = (token: string): readonly number[] => {
    const print = fingerprint(token);
    return fields.map((field) => findTerm(field, print));
  };
  const frequencyIn = (terms: readonly number[]): number =>
    fields.reduce((sum, field, index) => sum + frequencyOf(field, terms[index] ?? -1), 0);
  const frequency = (token: string): number => frequencyIn(find(token));
  return {
    frequency,
    idf: (token) => idfOf(frequency(token), size),
    addAll: (terms, weight, scores) => {
      const found = Array.from(terms, ([token, importance]) => {
        const places = find(token);
        return { places, weight: weight * importance * idfOf(frequencyIn(places), size) };
      });
      let offset = 0;
      fields.forEach((field, index) => {
        const own = found.flatMap(({ places, weight: gain }): TermWeight[] => {
          const term = places[index] ?? -1;
          return term < 0 ? [] : [{ term, weight: gain }];
        });
        addScores(field, own, average, scores, offset);
        offset += field.lengths.length;
      });
    },
  };
}

function averageSentence(shards: readonly Shard[]): number {
  const tokens = shards.reduce((sum, { sequences }) => sum + sequences.tokens.length - sequences.sentences, 0);
  const sentences = shards.reduce((sum, { sequences }) => sum + sequences.sentences, 0);
  return tokens / sentences || 1;
}

function sequenceQueryOf(query: ExpandedQuery, idf: (token: string) => number, sentenceLength: number): SequenceQuery {
  const short = (token: string): number => shortFingerprint(fingerprint(token));
  const weights = new Map<number, number>();
  const marks = new Uint8Array(0x10000);
  for (const [token, weight] of query.words) {
    weights.set(short(token), weight * idf(token));
    marks[short(token)] = 1;
  }
  const pairs = new Map<number, number>();
  for (const [pair, weight] of query.pairs) {
    const [one = "", other = ""] = pair.split(" ");
    pairs.set(short(one) * 0x10000 + short(other), weight * Math.max(idf(one), idf(other)));
  }
  return { marks, weights, pairs, sentenceLength };
}

/** N-grams are many where words are few: together they weigh as much as the words. */
function ratio(wordCount: number, gramCount: number): number {
  return gramCount === 0 ? 0 : Math.min(1, wordCount / gramCount);
}

/** The numbers of the `count` highest scores above zero, in no order. */
function bestOf(scores: Float32Array, count: number): number[] {
  const heap: number[] = [];
  const lower = (one: number, other: number): boolean =>
    (scores[heap[one] ?? 0] ?? 0) < (scores[heap[other] ?? 0] ?? 0);
  const swap = (one: number, other: number): void => {
    const kept = heap[one] ?? 0;
    heap[one] = heap[other] ?? 0;
    heap[other] = kept;
  };
  const sink = (): void => {
    let at = 0;
    for (;;) {
      let least = at;
      for (const child of [2 * at + 1, 2 * at + 2]) if (child < heap.length && lower(child, least)) least = child;
      if (least === at) return;
      swap(at, least);
      at = least;
    }
  };
  const rise = (): void => {
    let at = heap.length - 1;
    while (at > 0 && lower(at, (at - 1) >> 1)) {
      swap(at, (at - 1) >> 1);
      at = (at - 1) >> 1;
    }
  };
  let least = 0;
  for (let id = 0; id < scores.length; id++) {
    if ((scores[id] as number) <= least) continue;
    if (heap.length < count) {
      heap.push(id);
      rise();
    } else {
      heap[0] = id;
      sink();
    }
    if (heap.length === count) least = scores[heap[0] ?? 0] ?? 0;
  }
  return heap;
}
