import type { Passage } from "../document.ts";
import type { ExpandedQuery } from "./expand.ts";

/** A passage that was found, with where it stands. */
export type RankedPassage = Passage & {
  readonly document: string;
  readonly version: number;
  readonly title: string;
  /** The file's name or address. */
  readonly source: string;
  readonly lang: string;
  /** Higher is better; comparable within one search only. */
  readonly score: number;
};

export type RetrievalQuery = {
  readonly query: ExpandedQuery;
  /** What the question is written in: passages in it come first among equals. */
  readonly lang: string;
  readonly top: number;
  /** The day whose rules are asked for, as an ISO date; null searches all versions that are shown, of any day. */
  readonly asOf: string | null;
};

/** Finds passages, best first. Every question of the desk goes through it. */
export type Retriever = (query: RetrievalQuery) => Promise<readonly RankedPassage[]>;
