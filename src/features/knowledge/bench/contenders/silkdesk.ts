import { createAnalyser, pairsOf, primaryOf } from "../../retrieval/analyse.ts";
import type { PassageWeights } from "../../retrieval/best-passages.ts";
import { buildShards } from "../../retrieval/build-shards.ts";
import { decodeShard, encodeShard } from "../../retrieval/encode-shard.ts";
import { createQueryExpander } from "../../retrieval/expand.ts";
import { FOREIGN_WEIGHT, openIndex } from "../../retrieval/passage-index.ts";
import type { Shard } from "../../retrieval/shard.ts";
import type { BenchDoc, Contender, Engine } from "../contender.ts";

const analyser = createAnalyser();
const expand = createQueryExpander([], analyser);

/** The search of the desk as it runs, without a glossary: every engine gets the words of the question only. */
export const silkdesk: Contender = {
  name: "silkdesk",
  setup: "the desk's own search: words, character n-grams, word pairs and best sentence; no glossary",
  stock: false,
  build: async (docs) => openEngine(buildBytes(docs)),
};

/** What our fields hold of a text, and what a question is searched by: FTS5 gets the same. */
export function tokensOf(
  text: string,
  lang: string,
): { readonly [field in "words" | "grams" | "pairs"]: readonly string[] } {
  const words = analyser.words(text, lang);
  return { words: words.filter((word) => word !== ""), grams: analyser.grams(text, lang), pairs: pairsOf(words) };
}

function buildBytes(docs: readonly BenchDoc[]): readonly Uint8Array[] {
  const documents = docs.map(({ id, text, lang }) => ({
    document: id,
    version: 1,
    lang,
    title: "",
    passages: [{ ordinal: 0, heading: null, text }],
  }));
  return [...buildShards(documents, analyser)].map((shard) => encodeShard(shard, analyser.make));
}

/** Opens the index from its stored bytes, as the service does at start. */
function openEngine(bytes: readonly Uint8Array[]): Engine {
  const shards = bytes.flatMap((part) => decodeShard(part, analyser.make) ?? []);
  const index = openIndex(shards);
  const languages = [...new Set(shards.flatMap(({ documents }) => documents.map(({ lang }) => lang)))];
  const weights = new Map<string, PassageWeights>();
  const weightsFor = (lang: string): PassageWeights => {
    const known = weights.get(lang) ?? index.weigh((document) => weightIn(document.lang, lang));
    weights.set(lang, known);
    return known;
  };
  return {
    search: ({ text, lang }, top) =>
      index.search(expand(text, lang, languages), { top, weights: weightsFor(lang) }).map(({ document }) => document),
    bytes: () => bytesOf(shards, bytes),
    reload: () => openEngine(bytes),
  };
}

function weightIn(of: string, asked: string): number {
  return primaryOf(of) === primaryOf(asked) ? 1 : FOREIGN_WEIGHT;
}

function bytesOf(shards: readonly Shard[], bytes: readonly Uint8Array[]): Readonly<Record<string, number>> {
  const sum = (arraysOf: (shard: Shard) => readonly ArrayBufferView[]): number =>
    shards.flatMap(arraysOf).reduce((all, { byteLength }) => all + byteLength, 0);
  const words = sum(({ words: { keys, starts, ids, counts, lengths } }) => [keys, starts, ids, counts, lengths]);
  const grams = sum(({ grams: { keys, starts, ids, counts, lengths } }) => [keys, starts, ids, counts, lengths]);
  const sequences = sum(({ sequences: { starts, tokens } }) => [starts, tokens]);
  const all = bytes.reduce((total, { byteLength }) => total + byteLength, 0);
  return { words, grams, "pairs and sentences": sequences, documents: all - words - grams - sequences };
}
