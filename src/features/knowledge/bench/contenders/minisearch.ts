import type { BenchDoc, Contender, Engine } from "../contender.ts";
import { loadPeer } from "./peer.ts";

type MiniSearch = typeof import("minisearch").default;
type Tokenizer = (text: string) => string[];

/** As it comes: words between spaces and punctuation, lower case, any of them. */
export async function createMiniSearch(): Promise<Contender> {
  const Index = await load();
  return {
    name: "minisearch",
    setup: "MiniSearch with its defaults",
    stock: true,
    build: async (docs) => openEngine(Index, docs, undefined),
  };
}

/** The way its documentation shows for languages without spaces. */
export async function createSegmentingMiniSearch(): Promise<Contender> {
  const Index = await load();
  return {
    name: "minisearch-segmenter",
    setup: "MiniSearch with words by Intl.Segmenter",
    stock: true,
    build: async (docs, lang) => openEngine(Index, docs, segmentWords(lang)),
  };
}

async function load(): Promise<MiniSearch> {
  return (await loadPeer("minisearch", () => import("minisearch"))).default;
}

function openEngine(Index: MiniSearch, docs: readonly BenchDoc[], tokenize: Tokenizer | undefined): Engine {
  const index = new Index<BenchDoc>({ fields: ["text"], ...(tokenize === undefined ? {} : { tokenize }) });
  index.addAll(docs);
  return {
    search: ({ text }, top) =>
      index
        .search(text)
        .slice(0, top)
        .map(({ id }) => String(id)),
  };
}

function segmentWords(lang: string): Tokenizer {
  const segmenter = new Intl.Segmenter(lang, { granularity: "word" });
  return (text) => Array.from(segmenter.segment(text)).flatMap((part) => (part.isWordLike ? [part.segment] : []));
}
