import { answersKind, isBesideThePoint } from "../question/answers-kind.ts";
import type { Question } from "../question/understand.ts";
import type { RankedPassage } from "../retrieval/retriever.ts";
import { isFurniture } from "./furniture.ts";
import { degreeOf, type Held, joinHeld } from "./held.ts";
import type { PassageReader } from "./read-passage.ts";

/** A sentence that may answer, and what of the question it and the words around it hold. */
export type Candidate = {
  readonly passage: RankedPassage;
  readonly index: number;
  readonly text: string;
  /** Where it stands in the text of its passage. */
  readonly start: number;
  /** Sentences before it in the passage, nearest first. */
  readonly before: readonly string[];
  /** How far it meets each idea of the question, 0 to 1, in their order. */
  readonly own: readonly number[];
  /** The same of the sentence with its headings, its title and the sentences around it. */
  readonly around: readonly number[];
  /** Whether it holds the kind of thing that was asked for. */
  readonly fitsKind: boolean;
  /** How far it names what is counted itself, 0 to 1; 1 where nothing is. */
  readonly focus: number;
  readonly score: number;
};

export type CandidateDeps = { readonly read: PassageReader; readonly idf: (form: string) => number };

/** Passages that are looked into. */
const PASSAGES = 8;
/** What it counts where an idea is only met around a sentence, that it holds what was asked for, and its passage's rank. */
const AROUND = 0.6;
const KIND = 0.35;
const RANK = 0.45;

/** The sentences of the best passages, the likeliest answer first. */
export function rankSentences(
  question: Question,
  passages: readonly RankedPassage[],
  deps: CandidateDeps,
): Candidate[] {
  const top = passages[0]?.score ?? 1;
  return passages
    .slice(0, PASSAGES)
    .flatMap((passage) => candidatesOf(question, passage, passage.score / top, deps))
    .sort((one, other) => other.score - one.score);
}

function candidatesOf(
  question: Question,
  passage: RankedPassage,
  rank: number,
  { read, idf }: CandidateDeps,
): Candidate[] {
  const { lang } = passage;
  const sentences = read.sentences(passage.text, lang);
  const frame = read.frame(`${passage.title}\n${passage.heading ?? ""}`, lang);
  return sentences.flatMap(({ text, start, held: ownHeld }, index): Candidate[] => {
    if (!/[\p{L}\p{N}]/u.test(text) || isFurniture(text, lang)) return [];
    const near = sentences.slice(Math.max(0, index - 2), index + 2).map(({ held }) => held);
    const degrees = (of: Held): number[] => question.concepts.map((concept) => degreeOf(concept, of, idf));
    const own = degrees(ownHeld);
    const around = degrees(joinHeld(lang, [...near, frame]));
    const fitsKind = answersKind(text, question.kind, question.manner, lang);
    const focus = question.focus === null ? 1 : degreeOf(question.focus, ownHeld, idf);
    const fit = shareOf(
      question,
      own.map((degree, at) => degree + AROUND * Math.max(0, (around[at] ?? 0) - degree)),
    );
    return [
      {
        passage,
        index,
        text,
        start,
        before: sentences
          .slice(0, index)
          .map((one) => one.text)
          .reverse(),
        own,
        around,
        fitsKind,
        focus,
        score: fit + (fitsKind ? kindBonus(question, text, focus) : 0) + RANK * rank,
      },
    ];
  });
}

/** What it counts that a sentence holds what was asked for: most where it also names what is counted. */
function kindBonus({ kind, concepts }: Question, text: string, focus: number): number {
  if (kind === "other") return 0;
  const beside =
    kind === "figure" &&
    isBesideThePoint(
      text,
      concepts.flatMap(({ names }) => names),
    );
  return beside ? 0 : KIND * (0.5 + focus / 2);
}

/** The share of the question that degrees of its ideas make up, by what each tells. */
export function shareOf({ concepts }: Question, degrees: readonly number[]): number {
  let total = 0;
  let met = 0;
  concepts.forEach(({ telling }, index) => {
    total += telling;
    met += telling * (degrees[index] ?? 0);
  });
  return total === 0 ? 0 : met / total;
}
