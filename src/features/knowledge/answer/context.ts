import type { LanguageTag } from "../../../message/text.ts";
import type { LiveKnowledge } from "../knowledge-base.ts";
import type { Question } from "../question/understand.ts";
import type { Analyser } from "../retrieval/analyse.ts";
import type { PlaceReader, QueryExpander } from "../retrieval/expand.ts";
import type { RankedPassage } from "../retrieval/retriever.ts";
import type { Outcome, Outdated, PartAnswer } from "./answer.ts";
import type { Candidate } from "./candidates.ts";
import type { RelativeDate } from "./constraints.ts";
import type { PassageReader } from "./read-passage.ts";
import type { Evidence } from "./select.ts";

/** One question on its way to an answer: each step fills in its share. */
export type Context = {
  readonly expand: QueryExpander;
  readonly placesIn: PlaceReader;
  readonly analyser: Analyser;
  readonly read: PassageReader;
  readonly live: LiveKnowledge;
  readonly lang: LanguageTag;
  /** The day whose rules are asked for. */
  readonly asOf: string;
  readonly text: string;
  readonly previous: string | null;
  /** True where the question before is of the same message. */
  readonly together: boolean;
  /** How many citations the parts before it have. */
  readonly numbered: number;

  readonly question: Question | null;
  readonly found: readonly RankedPassage[];
  readonly outdated: Outdated | null;
  /** The sentences that may be quoted, the likeliest first. */
  readonly ranked: readonly Candidate[];
  readonly relative: RelativeDate | null;
  /** The year or place that was asked for and that the evidence does not have. */
  readonly asked: string | null;
  readonly evidence: readonly Evidence[];
  readonly confidence: number;
  /** Set by the step that ends the way. */
  readonly outcome: Outcome | null;
  readonly answer: PartAnswer | null;
};

/** A step of the way from a question to an answer. It never throws for want of an answer: outcomes are data. */
export type Step = (context: Context) => Context | Promise<Context>;
