import type { Passage } from "../document.ts";
import { splitSentences } from "../sentences.ts";
import type { Analyser } from "./analyse.ts";
import { createFieldBuilder } from "./field-builder.ts";
import { fingerprint, GAP, SENTENCE_END, shortFingerprint } from "./fingerprint.ts";
import { SHARD_SIZE, type Shard, type ShardDocument } from "./shard.ts";
import { nameSkeletons } from "./skeleton.ts";

/** A version of a document as it is indexed. */
export type IndexedDocument = {
  readonly document: string;
  readonly version: number;
  readonly lang: string;
  readonly title: string;
  readonly passages: readonly Passage[];
};

/** What a token counts by where it stands. */
const TITLE = { words: 1, grams: 0.5 } as const;
const HEADING = { words: 2, grams: 1 } as const;

/** The sound of a name, for questions in other scripts. */
const NAME = 0.5;

/** Analyses documents into shards: the slow part of taking documents in, bounded by the segmentation of words. */
export function* buildShards(documents: Iterable<IndexedDocument>, analyser: Analyser): Generator<Shard> {
  let builder = createShardBuilder(analyser);
  for (const document of documents) {
    for (const [index, passage] of document.passages.entries()) {
      builder.add(document, passage, index === 0);
      if (builder.size() < SHARD_SIZE) continue;
      yield builder.build();
      builder = createShardBuilder(analyser);
    }
  }
  if (builder.size() > 0) yield builder.build();
}

function createShardBuilder(analyser: Analyser) {
  const words = createFieldBuilder();
  const grams = createFieldBuilder();
  const documents: (ShardDocument & { count: number })[] = [];
  const starts: number[] = [0];
  const tokens: number[] = [];
  let sentences = 0;

  const addSequence = (text: string, lang: string, counted: Map<string, number>): void => {
    for (const sentence of splitSentences(text, lang)) {
      for (const word of analyser.words(sentence, lang)) {
        tokens.push(word === "" ? GAP : shortFingerprint(fingerprint(word)));
        if (word !== "") count(counted, [word], 1);
      }
      tokens.push(SENTENCE_END);
      sentences += 1;
    }
    starts.push(tokens.length);
  };

  return {
    size: () => starts.length - 1,
    add: ({ document, version, lang, title }: IndexedDocument, passage: Passage, isFirst: boolean): void => {
      const last = documents.at(-1);
      if (last === undefined || isFirst)
        documents.push({ document, version, lang, first: starts.length - 1, ordinal: passage.ordinal, count: 1 });
      else last.count += 1;
      const heading = passage.heading ?? "";
      const counted = new Map<string, number>();
      addSequence(passage.text, lang, counted);
      count(counted, analyser.words(title, lang), TITLE.words);
      count(counted, analyser.words(heading, lang), HEADING.words);
      count(counted, nameSkeletons(passage.text), NAME);
      words.add(counted);
      const pieces = new Map<string, number>();
      count(pieces, analyser.grams(passage.text, lang), 1);
      count(pieces, analyser.grams(title, lang), TITLE.grams);
      count(pieces, analyser.grams(heading, lang), HEADING.grams);
      grams.add(pieces);
    },
    build: (): Shard => ({
      size: starts.length - 1,
      documents,
      words: words.build(),
      grams: grams.build(),
      sequences: { starts: Uint32Array.from(starts), tokens: Uint16Array.from(tokens), sentences },
    }),
  };
}

/** Stop words ("") are counted nowhere. */
function count(into: Map<string, number>, tokens: readonly string[], weight: number): void {
  for (const token of tokens) if (token !== "") into.set(token, (into.get(token) ?? 0) + weight);
}
