import type { Outcome } from "./answer.ts";

/** The longest question that is read, in characters. */
export const MAX_QUESTION = 2_000;

/** Says why a text can't be a question; null where it can. */
export function screen(question: string): Extract<Outcome, `refused.${string}`> | null {
  if (question.trim() === "") return "refused.empty";
  if (question.length > MAX_QUESTION) return "refused.tooLong";
  const letters = question.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
  const strange =
    question.match(/[\p{Cc}\p{Co}\p{Cn}\ufffd]/gu)?.filter((character) => !/\s/u.test(character)).length ?? 0;
  return letters === 0 || strange > letters * 0.3 ? "refused.unreadable" : null;
}
