import Database from "better-sqlite3";
import type { BenchDoc, BenchSearch, Contender, Engine } from "../contender.ts";
import { tokensOf } from "./silkdesk.ts";

/** The question as any of its words. */
export const fts5Unicode61: Contender = {
  name: "fts5-unicode61",
  setup: "SQLite FTS5, tokenize=unicode61, any of the question's words",
  stock: true,
  build: async (docs) => openText(docs, "unicode61", ({ text }) => wordsOf(text)),
};

/** The setup of the published figures. */
export const fts5Trigram: Contender = {
  name: "fts5-trigram",
  setup: "SQLite FTS5, tokenize=trigram, any of the trigrams of the question's words",
  stock: true,
  build: async (docs) => openText(docs, "trigram", ({ text }) => wordsOf(text).flatMap(trigramsOf)),
};

/** Better than the trigrams of words alone in every language that parts words by spaces. */
export const fts5TrigramAcross: Contender = {
  name: "fts5-trigram-across",
  setup: "SQLite FTS5, tokenize=trigram, any of the trigrams of the whole question, spaces and marks included",
  stock: true,
  build: async (docs) => openText(docs, "trigram", ({ text }) => trigramsOf(text.toLowerCase())),
};

/** Not another's engine as it comes, but the same tokens in another's index: it parts our analysis from our index. */
export const fts5OurTokens: Contender = {
  name: "fts5-our-tokens",
  setup: "SQLite FTS5 over three columns of our words, n-grams and word pairs, any of the question's in its column",
  stock: false,
  build: async (docs) => openTokens(docs),
};

/** The table holds no text, as ours holds none: documents are known by their row number. */
function openText(
  docs: readonly BenchDoc[],
  tokenizer: string,
  termsOf: (query: BenchSearch) => readonly string[],
): Engine {
  const table = createTable("text", tokenizer);
  table.insertAll(docs.map(({ text }) => [text]));
  return toEngine(docs, table, (query) => anyOf(termsOf(query)));
}

/** One column a field; the tokens hold stops, apostrophes and `_`, and are folded already. A pair is one token too. */
function openTokens(docs: readonly BenchDoc[]): Engine {
  const table = createTable(
    "words, grams, pairs",
    "unicode61 remove_diacritics 0 categories 'L* M* N* Co' tokenchars '_.'''",
  );
  table.insertAll(docs.map((doc) => columnsOf(doc).map(([, tokens]) => tokens.join(" "))));
  return toEngine(docs, table, (query) =>
    columnsOf(query)
      .flatMap(([column, tokens]) => (tokens.length === 0 ? [] : [`${column} : (${anyOf(tokens)})`]))
      .join(" OR "),
  );
}

function columnsOf({ text, lang }: BenchSearch): readonly (readonly [column: string, tokens: readonly string[]])[] {
  const { words, grams, pairs } = tokensOf(text, lang);
  return [
    ["words", words],
    ["grams", grams],
    ["pairs", pairs.map((pair) => pair.replace(" ", "_"))],
  ];
}

type Table = {
  readonly insertAll: (rows: Iterable<readonly string[]>) => void;
  readonly find: (match: string, top: number) => readonly number[];
  readonly bytes: () => number;
  readonly close: () => void;
};

function createTable(columns: string, tokenizer: string): Table {
  const database = new Database(":memory:");
  database.exec(`create virtual table passages using fts5(${columns}, content='', tokenize="${tokenizer}")`);
  const places = columns.replace(/\w+/gu, "?");
  const insert = database.prepare(`insert into passages (rowid, ${columns}) values (?, ${places})`);
  const select = database
    .prepare<[string, number], number>("select rowid from passages where passages match ? order by rank limit ?")
    .pluck();
  return {
    insertAll: database.transaction((rows) => {
      let id = 0;
      for (const row of rows) insert.run(id++, ...row);
    }),
    find: (match, top) => (match === "" ? [] : select.all(match, top)),
    bytes: () =>
      Number(database.pragma("page_count", { simple: true })) * Number(database.pragma("page_size", { simple: true })),
    close: () => database.close(),
  };
}

function toEngine(docs: readonly BenchDoc[], table: Table, matchOf: (query: BenchSearch) => string): Engine {
  return {
    search: (query, top) => table.find(matchOf(query), top).flatMap((row) => docs[row]?.id ?? []),
    bytes: () => ({ file: table.bytes() }),
    close: table.close,
  };
}

/** Each term once: a word that is asked twice says no more. */
function anyOf(terms: readonly string[]): string {
  return [...new Set(terms)].map((term) => `"${term.replaceAll('"', '""')}"`).join(" OR ");
}

function wordsOf(text: string): readonly string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
}

function trigramsOf(text: string): readonly string[] {
  const letters = Array.from(text);
  return letters.slice(2).map((_letter, index) => letters.slice(index, index + 3).join(""));
}
