import type { RankedPassage } from "../retrieval/retriever.ts";
import type { Replacement } from "../validity.ts";
import type { RelativeDate } from "./constraints.ts";

/** How a question ended. The first word groups: `answered`, `unanswerable`, `refused`, `failed`. */
export const OUTCOMES = [
  "answered",
  "unanswerable.noDocuments",
  "unanswerable.notCovered",
  "unanswerable.otherYear",
  "unanswerable.otherPlace",
  "unanswerable.planOnly",
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
  /** The days on which it is in force, both included; null where open. */
  readonly from: string | null;
  readonly until: string | null;
  readonly heading: string | null;
  readonly quote: string;
  readonly lang: string;
};

/** A text that would answer but is not in force on the asked day, and what took its place. */
export type Outdated = {
  readonly title: string;
  readonly lang: string;
  readonly from: string | null;
  readonly until: string | null;
  /** True where its time is still to come. */
  readonly ahead: boolean;
  /** What has taken its place by that day. */
  readonly replacedBy: Replacement | null;
};

/** One of the questions of a message, and what was found for it. */
export type PartAnswer = {
  readonly question: string;
  readonly outcome: Outcome;
  /** The figure that was asked for, in the words of the first citation; null where none stands out. */
  readonly figure: string | null;
  readonly citations: readonly Citation[];
  /** Words such as `last year` in the evidence, and the year they mean. */
  readonly relative: RelativeDate | null;
  /** What was asked for and the documents say otherwise: a year or a place. */
  readonly asked: string | null;
  readonly outdated: Outdated | null;
  readonly nearest: Nearest | null;
};

/** The nearest document where nothing answers, and what it says about another year or place than was asked for. */
export type Nearest = {
  readonly title: string;
  readonly heading: string | null;
  readonly lang: string;
  readonly quote: string | null;
};

/** The answer to a message, as data: free of any language of ours. */
export type Answer = {
  readonly question: string;
  readonly outcome: Outcome;
  readonly mode: "extractive";
  readonly parts: readonly PartAnswer[];
  /** How sure it is that the evidence answers what was asked, 0 to 1. */
  readonly confidence: number;
  /** All that was retrieved, best first. */
  readonly passages: readonly RankedPassage[];
};
