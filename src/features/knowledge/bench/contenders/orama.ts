import { ara, deu, ell, eng, fra, ita, nld, por, ron, rus, spa, swe, tur } from "stopword";
import type { BenchDoc, Contender, Engine } from "../contender.ts";
import { loadPeer } from "./peer.ts";

type Packages = {
  readonly orama: typeof import("@orama/orama");
  readonly components: typeof import("@orama/orama/components");
  readonly mandarin: typeof import("@orama/tokenizers/mandarin");
  readonly japanese: typeof import("@orama/tokenizers/japanese");
};

type Tokenizer = ReturnType<Packages["components"]["tokenizer"]["createTokenizer"]>;

/** Each language by its own tokenizer. */
export async function createOrama(): Promise<Contender> {
  const packages = await loadPackages();
  return {
    name: "orama",
    setup:
      "Orama with its tokenizer of the language; zh, th and those it has none for: its mandarin one (Intl.Segmenter)",
    stock: true,
    build: (docs, lang) => openEngine(packages, docs, tokenizerFor(packages, lang, {})),
  };
}

/** It takes prefixes for matches, so that stop words cost it much: without them and with stems it does far better. */
export async function createStemmingOrama(): Promise<Contender> {
  const packages = await loadPackages();
  return {
    name: "orama-stemmer",
    setup: "the same with @orama/stemmers and the stop words of the stopword package, where the language has both",
    stock: true,
    build: async (docs, lang) => {
      const own = LANGUAGES.get(primaryOf(lang));
      const stemming = own === undefined ? {} : { stemmer: (await own.stemmer()).stemmer, stopWords: own.stopWords };
      return openEngine(packages, docs, tokenizerFor(packages, lang, stemming));
    },
  };
}

/**
 * What Orama has for a language. Hindi is left to the mandarin tokenizer: its own drops vowel signs and parts words at
 * them, as its English one drops all letters that are not Latin.
 */
const LANGUAGES = new Map([
  ["ar", { language: "arabic", stemmer: () => import("@orama/stemmers/arabic"), stopWords: ara }],
  ["de", { language: "german", stemmer: () => import("@orama/stemmers/german"), stopWords: deu }],
  ["el", { language: "greek", stemmer: () => import("@orama/stemmers/greek"), stopWords: ell }],
  ["en", { language: "english", stemmer: () => import("@orama/stemmers/english"), stopWords: eng }],
  ["es", { language: "spanish", stemmer: () => import("@orama/stemmers/spanish"), stopWords: spa }],
  ["fr", { language: "french", stemmer: () => import("@orama/stemmers/french"), stopWords: fra }],
  ["it", { language: "italian", stemmer: () => import("@orama/stemmers/italian"), stopWords: ita }],
  ["nl", { language: "dutch", stemmer: () => import("@orama/stemmers/dutch"), stopWords: nld }],
  ["pt", { language: "portuguese", stemmer: () => import("@orama/stemmers/portuguese"), stopWords: por }],
  ["ro", { language: "romanian", stemmer: () => import("@orama/stemmers/romanian"), stopWords: ron }],
  ["ru", { language: "russian", stemmer: () => import("@orama/stemmers/russian"), stopWords: rus }],
  ["sv", { language: "swedish", stemmer: () => import("@orama/stemmers/swedish"), stopWords: swe }],
  ["tr", { language: "turkish", stemmer: () => import("@orama/stemmers/turkish"), stopWords: tur }],
]);

async function loadPackages(): Promise<Packages> {
  return {
    orama: await loadPeer("@orama/orama", () => import("@orama/orama")),
    components: await loadPeer("@orama/orama", () => import("@orama/orama/components")),
    mandarin: await loadPeer("@orama/tokenizers", () => import("@orama/tokenizers/mandarin")),
    japanese: await loadPeer("@orama/tokenizers", () => import("@orama/tokenizers/japanese")),
  };
}

function tokenizerFor(
  { components, mandarin, japanese }: Packages,
  lang: string,
  stemming: { readonly stemmer?: (word: string) => string; readonly stopWords?: string[] },
): Tokenizer {
  const primary = primaryOf(lang);
  if (primary === "ja") return japanese.createTokenizer();
  const own = LANGUAGES.get(primary);
  if (own === undefined) return mandarin.createTokenizer();
  return components.tokenizer.createTokenizer({ language: own.language, ...stemming });
}

async function openEngine({ orama }: Packages, docs: readonly BenchDoc[], tokenizer: Tokenizer): Promise<Engine> {
  const index = orama.create({ schema: { text: "string" }, components: { tokenizer } });
  await orama.insertMultiple(
    index,
    docs.map(({ id, text }) => ({ id, text })),
  );
  return {
    search: async ({ text }, top) => {
      const { hits } = await orama.search(index, { term: text, limit: top });
      return hits.map(({ id }) => id);
    },
  };
}

function primaryOf(lang: string): string {
  return lang.split("-")[0] ?? lang;
}
