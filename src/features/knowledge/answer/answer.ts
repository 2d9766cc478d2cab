import type { RankedPassage } from "../retrieval/retriever.ts";

/** How a question ended. The first word groups: `answered`, `unanswerable`, `refused`, `failed`. */
export const OUTCOMES = [
  "answered",
  "unanswerable.noDocuments",
  "unanswerable.notCovered",
  "refused.empty",
  "refused.tooLong",
  "refused.unreadable",
] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** What a claim rests on: the exact words, and where they stand. */
export type Citation = {
  readonly n: number;
  readonly document: string;
  readonly version: number;
  readonly title: string;
  readonly issuer: string | null;
  /** The file's name or the document's address. */
  readonly source: string;
  /** What the document itself rests on, as its front matter says; null where it is the original. */
  readonly basis: string | null;
  readonly url: string | null;
  readonly published: string | null;
  readonly from: string | null;
  readonly until: string | null;
  readonly heading: string | null;
  readonly quote: string;
  readonly lang: string;
};

/** One of the questions of a message, and what was found for it. */
export type PartAnswer = {
  readonly question: string;
  readonly outcome: Outcome;
  readonly citations: readonly Citation[];
  /** The nearest document where nothing answers: its title and heading. */
  readonly nearest: { readonly title: string; readonly heading: string | null; readonly lang: string } | null;
};

/** The answer to a message, as data: free of any language of ours. */
export type Answer = {
  readonly question: string;
  readonly outcome: Outcome;
  readonly mode: "extractive";
  readonly parts: readonly PartAnswer[];
  /** How much of what was asked the best evidence holds, 0 to 1. */
  readonly confidence: number;
  /** All that was retrieved, best first. */
  readonly passages: readonly RankedPassage[];
};
