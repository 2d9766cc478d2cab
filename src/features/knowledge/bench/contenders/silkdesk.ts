import { analyse } from "../../retrieval/analyse.ts";
import { createQueryExpander } from "../../retrieval/expand.ts";
import { createLexicalRetriever } from "../../retrieval/lexical.ts";
import type { BenchDoc, Contender, Engine } from "../contender.ts";

/** The retriever of the desk as it runs, without a glossary: every engine gets the words of the question only. */
export const silkdesk: Contender = {
  name: "silkdesk",
  setup: "the desk's own retriever: words, character n-grams and word pairs; no glossary",
  stock: false,
  build: async (docs) => openEngine(docs),
};

/** What our index is searched by: FTS5 gets the same, so that both do the same work. */
export function tokensOf(
  text: string,
  lang: string,
): { readonly words: readonly string[]; readonly grams: readonly string[] } {
  return analyse(text, lang);
}

function openEngine(docs: readonly BenchDoc[]): Engine {
  const retriever = createLexicalRetriever(
    docs.map(({ id, text, lang }) => ({ document: id, version: 1, ordinal: 0, title: "", heading: null, text, lang })),
    createQueryExpander([]),
  );
  return {
    search: ({ text, lang }, top) => retriever.search({ text, lang, top }).map(({ document }) => document),
    bytes: () => postingBytes(docs),
  };
}

/** A posting is a 32-bit document number and a 32-bit impact. The vocabulary lives in maps and is not counted. */
const POSTING = 8;

function postingBytes(docs: readonly BenchDoc[]): Readonly<Record<string, number>> {
  const bytes = { words: 0, grams: 0, pairs: 0 };
  for (const { text, lang } of docs) {
    const { words, grams, pairs } = analyse(text, lang);
    bytes.words += POSTING * new Set(words).size;
    bytes.grams += POSTING * new Set(grams).size;
    bytes.pairs += POSTING * new Set(pairs).size;
  }
  return bytes;
}
