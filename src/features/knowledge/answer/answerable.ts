import type { Question, WeightedConcept } from "../question/understand.ts";
import { primaryOf } from "../retrieval/analyse.ts";
import type { Candidate } from "./candidates.ts";

/** What tells whether a sentence answers a question; each 0 to 1. */
export type Signals = {
  /** The share of the question, by what its ideas tell, that the sentence meets, and that it meets with its surroundings. */
  readonly own: number;
  readonly around: number;
  /** The share of the ideas that are met nowhere around. */
  readonly unmet: number;
  /** 1 where a number, a time or a person was asked for and the sentence holds none. */
  readonly noKind: number;
  /** 1 where money, a percentage or an address was asked for and the sentence holds none. */
  readonly noManner: number;
  /** How far it fails to name what is counted. */
  readonly noFocus: number;
  /** How many ideas the question has, up to six: what is said in few words says little. */
  readonly ideas: number;
  readonly foreign: number;
  /** 1 where a person or a company was asked for. */
  readonly who: number;
};

export function signalsOf(question: Question, best: Candidate): Signals {
  const ideas = ownIdeas(question, best);
  const total = ideas.reduce((sum, { telling }) => sum + telling, 0) || 1;
  const share = (part: (idea: Idea) => number): number =>
    ideas.reduce((sum, idea) => sum + idea.telling * part(idea), 0) / total;
  const missed = best.fitsKind ? 0 : 1;
  return {
    own: share((idea) => idea.own),
    around: share((idea) => idea.around),
    unmet: ideas.filter(({ around }) => around < HALF).length / Math.max(1, ideas.length),
    noKind: question.manner === null && question.kind !== "other" ? missed : 0,
    noManner: question.manner === null ? 0 : missed,
    noFocus: 1 - best.focus,
    ideas: Math.min(MANY, ideas.length) / MANY,
    foreign: primaryOf(best.passage.lang) === primaryOf(question.lang) ? 0 : 1,
    who: question.kind === "who" ? 1 : 0,
  };
}

const HALF = 0.5;
const MANY = 6;

type Idea = { readonly telling: number; readonly own: number; readonly around: number };

/** The ideas of the question itself; where it has none, those it borrows from the one before. */
function ownIdeas({ concepts }: Question, { own, around }: Candidate): Idea[] {
  const ideas = concepts.map(({ telling, borrowed }: WeightedConcept, index) => ({
    telling,
    borrowed,
    own: own[index] ?? 0,
    around: around[index] ?? 0,
  }));
  const of = ideas.filter(({ borrowed }) => !borrowed);
  return of.length > 0 ? of : ideas;
}

/**
 * Weights of a logistic regression, fitted on one half of the questions of `data/evals` and the development questions
 * (whether the documents answer them); the other half was held out.
 */
const WEIGHTS: Readonly<Record<keyof Signals, number>> = {
  own: 0.75,
  around: 0.96,
  unmet: -0.71,
  noKind: -1.23,
  noManner: -0.94,
  noFocus: -0.66,
  ideas: 1.43,
  foreign: 0.01,
  who: 0.98,
};
const BIAS = -0.45;

/** How sure it is, 0 to 1, that a sentence answers a question. */
export function confidenceOf(signals: Signals): number {
  const sum = BIAS + SIGNALS.reduce((all, name) => all + WEIGHTS[name] * signals[name], 0);
  return 1 / (1 + Math.exp(-sum));
}

const SIGNALS = ["own", "around", "unmet", "noKind", "noManner", "noFocus", "ideas", "foreign", "who"] as const;

/** Less sure than this, and the desk does not answer. */
export const SURE_ENOUGH = 0.6;
