import { primaryOf } from "./analyse.ts";
import { createBestPassages, type PassageWeights } from "./best-passages.ts";
import type { ExpandedQuery } from "./expand.ts";
import { type OpenField, openField } from "./open-field.ts";
import { createSequenceScorer, type SequenceQuery } from "./sequence-score.ts";
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

export type SearchOptions = { readonly top: number; readonly weights: PassageWeights };

/** The search over all passages of a publication, held in memory. */
export type PassageIndex = {
  readonly size: number;
  readonly search: (query: ExpandedQuery, options: SearchOptions) => readonly Hit[];
  readonly weigh: (weightOf: (document: ShardDocument) => number) => PassageWeights;
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
const CANDIDATES = 16;
/** What of a neighbour's score a passage gets: a paragraph often leaves out what the one before named. */
const NEIGHBOUR = 0.15;

/** Summed BM25 over words, character n-grams, word pairs and the best sentence; nothing is fused by rank. */
export function openIndex(shards: readonly Shard[]): PassageIndex {
  const size = shards.reduce((sum, shard) => sum + shard.size, 0);
  const placed = placeDocuments(shards);
  const numbers = numberPassages(placed, size);
  const words = openField(shards.map((shard) => shard.words));
  const grams = openField(shards.map((shard) => shard.grams));
  const sentenceLength = averageSentence(shards);
  const best = createBestPassages(shards.map((shard) => shard.size));

  const placeOf = (id: number): Place => {
    const place = placed[numbers[id] ?? 0];
    if (place === undefined) throw new RangeError(`no document holds passage ${id}`);
    return place;
  };

  return {
    size,
    idf: (token) => words.find(token).idf,
    has: (token) => words.find(token).frequency > 0,
    weigh: (weightOf) => weighPassages(placed, numbers, weightOf),
    search: (query, { top, weights }) => {
      const share = ratio(query.words.size, query.grams.size);
      const terms = [...words.score(query.words, 1), ...grams.score(query.grams, WEIGHTS.grams * share)];
      const candidates = best.find(terms, weights, Math.max(CANDIDATES, top));
      const covering = isUnspaced(primaryOf(query.lang)) ? COVERAGE : 0;
      const scoreSequence = createSequenceScorer(sequenceQueryOf(query, words, sentenceLength));
      const lent = (id: number, place: Place): number =>
        besides(id, place).reduce((most, near) => Math.max(most, weights.of(near) * best.scoreOf(near)), 0);
      return candidates
        .map(({ id, score }) => {
          const place = placeOf(id);
          const { starts, tokens } = place.shard.sequences;
          const inShard = id - place.offset;
          const { pairs, sentence, coverage } = scoreSequence(tokens, starts[inShard] ?? 0, starts[inShard + 1] ?? 0);
          const together = WEIGHTS.pairs * pairs + WEIGHTS.sentence * sentence + covering * coverage;
          return { id, place, score: weights.of(id) * (score + together) + NEIGHBOUR * lent(id, place) };
        })
        .sort((one, other) => other.score - one.score || one.id - other.id)
        .slice(0, top)
        .map(({ id, place, score }): Hit => {
          const { document, version, lang, first, ordinal } = place.document;
          return { document, version, lang, ordinal: ordinal + id - place.offset - first, score };
        });
    },
  };
}

/** A document with the shard that holds it, and the number of the shard's first passage in the index. */
type Place = { readonly document: ShardDocument; readonly shard: Shard; readonly offset: number };

function placeDocuments(shards: readonly Shard[]): Place[] {
  let offset = 0;
  return shards.flatMap((shard) => {
    const own = offset;
    offset += shard.size;
    return shard.documents.map((document) => ({ document, shard, offset: own }));
  });
}

/** The place of each passage's document, by the number of the passage in the index. */
function numberPassages(placed: readonly Place[], size: number): Uint32Array {
  const numbers = new Uint32Array(size);
  placed.forEach((place, number) => {
    const { from, to } = passagesOf(place);
    numbers.fill(number, from, to);
  });
  return numbers;
}

function passagesOf({ document, offset }: Place): { readonly from: number; readonly to: number } {
  return { from: offset + document.first, to: offset + document.first + document.count };
}

function weighPassages(
  placed: readonly Place[],
  numbers: Uint32Array,
  weightOf: (document: ShardDocument) => number,
): PassageWeights {
  const weights = Float32Array.from(placed, ({ document }) => weightOf(document));
  const most = weights.reduce((highest, weight) => Math.max(highest, weight), 0);
  const isEven = weights.every((weight) => weight === most);
  return { of: isEven ? () => most : (passage) => weights[numbers[passage] ?? 0] ?? 0, most };
}

/** The passages before and after one, in the same document. */
function besides(id: number, place: Place): readonly number[] {
  const { from, to } = passagesOf(place);
  return to - from === 1 ? NONE : [id - 1, id + 1].filter((near) => near >= from && near < to);
}

const NONE: readonly number[] = [];

function averageSentence(shards: readonly Shard[]): number {
  const tokens = shards.reduce((sum, { sequences }) => sum + sequences.tokens.length - sequences.sentences, 0);
  const sentences = shards.reduce((sum, { sequences }) => sum + sequences.sentences, 0);
  return tokens / sentences || 1;
}

function sequenceQueryOf(query: ExpandedQuery, { find }: OpenField, sentenceLength: number): SequenceQuery {
  const weights = new Map<number, number>();
  for (const [token, weight] of query.words) {
    const { short, idf } = find(token);
    weights.set(short, weight * idf);
  }
  const pairs = Array.from(query.pairs, ([pair, weight]) => {
    const space = pair.indexOf(" ");
    const one = find(pair.slice(0, space));
    const other = find(pair.slice(space + 1));
    return [one.short, other.short, weight * Math.max(one.idf, other.idf)] as const;
  });
  return { weights, pairs, sentenceLength };
}

/** N-grams are many where words are few: together they weigh as much as the words. */
function ratio(wordCount: number, gramCount: number): number {
  return gramCount === 0 ? 0 : Math.min(1, wordCount / gramCount);
}
