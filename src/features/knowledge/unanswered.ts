import type { Turn } from "../../conversation/turn.ts";
import type { LanguageTag, Localizable } from "../../message/text.ts";
import type { Tx } from "../../store/store.ts";
import type { Answer, PartAnswer } from "./answer/answer.ts";

/** A question that no document answers. */
export type UnansweredQuestion = {
  readonly question: string;
  /** What it is written in. */
  readonly lang: LanguageTag;
  /** What the person asked before; null where nothing lately. */
  readonly previous: string | null;
  /** The id of the kept answer, and which question of its message this is. */
  readonly answer: string;
  readonly part: number;
  readonly nearest: PartAnswer["nearest"];
};

/**
 * Takes unanswered questions to whoever answers them instead. The first half may read; the second files them, in the
 * event's transaction, and says what stands beside the refusal.
 */
export type TakeUnanswered = (
  turn: Turn,
  questions: readonly UnansweredQuestion[],
) => Promise<(tx: Tx) => Promise<TakenQuestions>>;

export type TakenQuestions = {
  readonly notes: readonly Localizable[];
  /** Whether the notes hold an answer, so that "ask a person" means: this did not help. */
  readonly answered: boolean;
};

/** The questions of an answer that no document answers; empty where it was refused as no question at all. */
export function unansweredOf(
  answer: Answer,
  { id, lang, previous }: { readonly id: string; readonly lang: LanguageTag; readonly previous: string | null },
): UnansweredQuestion[] {
  return answer.parts.flatMap(({ question, outcome, nearest }, part) =>
    outcome.startsWith("unanswerable.") ? [{ question, lang, previous, answer: id, part, nearest }] : [],
  );
}
