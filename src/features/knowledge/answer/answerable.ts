import type { Question, WeightedConcept } from "../question/understand.ts";
import type { Candidate } from "./candidates.ts";

/** What tells whether a sentence answers a question; each 0 to 1. */
export type Signals = {
  /** The share of the question, by what its ideas tell, that the sentence meets, and that it meets with its surroundings. */
  readonly own: number;
  readonly around: number;
  /** 1 where the surroundings meet little of it. */
  readonly little: number;
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
  /** 1 where a person or a company was asked for. */
  readonly who: number;
  /** The share of words that no document and no term of the lexicon holds: untranslated, they neither speak for nor against. */
  readonly strange: number;
  /** 1 where a place was asked for that is named nowhere around. */
  readonly elsewhere: number;
  /** The sentence's score among the others, as `candidates.ts` has it. */
  readonly score: number;
};

export function signalsOf(question: Question, best: Candidate): Signals {
  const ideas = ownIdeas(question, best);
  const total = ideas.reduce((sum, { telling }) => sum + telling, 0) || 1;
  const share = (part: (idea: Idea) => number): number =>
    ideas.reduce((sum, idea) => sum + idea.telling * part(idea), 0) / total;
  const missed = best.fitsKind ? 0 : 1;
  const around = share((idea) => idea.around);
  return {
    own: share((idea) => idea.own),
    around,
    little: around < LITTLE ? 1 : 0,
    unmet: ideas.filter(({ around }) => around < HALF).length / Math.max(1, ideas.length),
    noKind: question.manner === null && question.kind !== "other" ? missed : 0,
    noManner: question.manner === null ? 0 : missed,
    noFocus: 1 - best.focus,
    ideas: Math.min(MANY, ideas.length) / MANY,
    who: question.kind === "who" ? 1 : 0,
    strange: share(({ kind, known, around }) => (kind === "word" && !known && around < HALF ? 1 : 0)),
    elsewhere: ideas.some(({ kind, around }) => kind === "place" && around < HALF) ? 1 : 0,
    score: best.score,
  };
}

const HALF = 0.5;
const LITTLE = 0.3;
const MANY = 6;

type Idea = WeightedConcept & { readonly own: number; readonly around: number };

/**
 * The ideas of the question itself; where it has none, those it borrows from the one before. Its years are none: that
 * they are kept to has been checked.
 */
function ownIdeas({ concepts, years }: Question, { own, around }: Candidate): Idea[] {
  const ideas = concepts.map((concept, index) => ({
    ...concept,
    own: own[index] ?? 0,
    around: around[index] ?? 0,
  }));
  const of = ideas.filter(
    ({ borrowed, kind, name }) => !borrowed && !(kind === "number" && years.includes(Number(name))),
  );
  return of.length > 0 ? of : ideas;
}

/**
 * Weights of a logistic regression, fitted on one half of the questions of `data/evals` and the development questions
 * (whether the documents answer them); the other half was held out.
 */
const WEIGHTS: Readonly<Record<keyof Signals, number>> = {
  own: 0.77,
  around: 0.44,
  little: -0.9,
  unmet: -0.85,
  noKind: -1.64,
  noManner: -1.65,
  noFocus: -1.16,
  ideas: 1.88,
  who: 1.08,
  strange: 1.43,
  elsewhere: -0.65,
  score: 1.4,
};
const BIAS = -1.93;

/** How sure it is, 0 to 1, that a sentence answers a question. */
export function confidenceOf(signals: Signals): number {
  const sum = BIAS + SIGNALS.reduce((all, name) => all + WEIGHTS[name] * signals[name], 0);
  return 1 / (1 + Math.exp(-sum));
}

const SIGNALS = [
  "own",
  "around",
  "little",
  "unmet",
  "noKind",
  "noManner",
  "noFocus",
  "ideas",
  "who",
  "strange",
  "elsewhere",
  "score",
] as const;

/** Less sure than this, and the desk does not answer. */
export const SURE_ENOUGH = 0.53;
