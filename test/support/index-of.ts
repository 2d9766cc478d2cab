import { buildShards, type IndexedDocument } from "../../src/features/knowledge/retrieval/build-shards.ts";
import { type Hit, openIndex } from "../../src/features/knowledge/retrieval/passage-index.ts";
import type { Shard, ShardDocument } from "../../src/features/knowledge/retrieval/shard.ts";
import { analyser, expand } from "./knowledge.ts";

/** A document as it is indexed: each text is a passage. */
export function indexed(
  document: string,
  texts: readonly string[],
  given: { readonly lang?: string; readonly title?: string; readonly heading?: string; readonly version?: number } = {},
): IndexedDocument {
  const { lang = "en", title = "", heading = null, version = 1 } = given;
  return { document, version, lang, title, passages: texts.map((text, ordinal) => ({ ordinal, heading, text })) };
}

export function shardsOf(...documents: readonly IndexedDocument[]): Shard[] {
  return [...buildShards(documents, analyser)];
}

export type SearchGiven = {
  readonly lang?: string;
  readonly top?: number;
  readonly weightOf?: (document: ShardDocument) => number;
};

/** What a search over shards finds, best first. */
export function findIn(
  shards: readonly Shard[],
  question: string,
  { lang = "en", top = 12, weightOf = () => 1 }: SearchGiven = {},
): readonly Hit[] {
  const languages = [...new Set(shards.flatMap(({ documents }) => documents.map((one) => one.lang)))];
  const index = openIndex(shards);
  return index.search(expand(question, lang, languages), { top, weights: index.weigh(weightOf) });
}

/** Where hits stand: `document@version#ordinal`. */
export function placesOf(hits: readonly Hit[]): string[] {
  return hits.map(({ document, version, ordinal }) => `${document}@${version}#${ordinal}`);
}
