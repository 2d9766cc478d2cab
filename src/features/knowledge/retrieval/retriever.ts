import type { Passage } from "../document.ts";

/** A passage of a document in force, as it can be found. */
export type IndexedPassage = Passage & {
  readonly document: string;
  readonly version: number;
  readonly title: string;
  readonly lang: string;
};

export type RankedPassage = IndexedPassage & {
  /** Higher is better; comparable within one search only. */
  readonly score: number;
  /** The share (0 to 1) of the question's telling words, by idf, that the passage and its headings hold. */
  readonly coverage: number;
  /** Whether it holds more of the question than its places and numbers, and is not about other places. */
  readonly topical: boolean;
};

export type RetrievalQuery = { readonly text: string; readonly lang: string; readonly top: number };

/** Finds passages. Every question of the desk goes through it. */
export type Retriever = {
  readonly search: (query: RetrievalQuery) => readonly RankedPassage[];
  /** How much a token tells: its inverse document frequency over all passages. */
  readonly idf: (token: string) => number;
};
