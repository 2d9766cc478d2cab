import { languageName } from "../../i18n/languages.ts";
import {
  type Block,
  type LanguageTag,
  type Localizable,
  literal,
  localized,
  sequence,
  written,
} from "../../message/text.ts";
import type { StaffAnswer } from "./staff-answer.ts";

type Words = Pick<StaffAnswer, "words" | "lang" | "at">;

/** Staff's answer for someone who asked: their own question, who answered and when, and the words as written. */
export function answerToAsker(
  question: string,
  answer: Words,
  { reader, corrected }: { readonly reader: LanguageTag; readonly corrected: boolean },
): Localizable {
  const date = { date: answer.at, style: "date" } as const;
  return sequence(
    localized("support.youAsked", { question: written(shorten(question)) }),
    localized(corrected ? "support.staffCorrected" : "support.staffAnswered", { date }),
    ...staffWords(answer, reader),
  );
}

/** Staff's answer to a question of the same meaning, for someone who asks later. */
export function answerToLikeQuestion(answer: Words, reader: LanguageTag): Localizable {
  return sequence(
    localized("support.staffSaid", { date: { date: answer.at, style: "date" } }),
    ...staffWords(answer, reader),
  );
}

/** Staff's words as they were written, and their language where the reader reads another. */
export function staffWords({ words, lang }: Words, reader: LanguageTag): Localizable[] {
  const blocks = words
    .split(/\n{2,}/u)
    .map((paragraph): Block => ({ kind: "quote", lang, spans: [literal(paragraph.trim())] }));
  const primary = (tag: string): string => tag.split("-")[0] ?? tag;
  const foreign = primary(lang) !== primary(reader);
  return [
    { written: blocks, lang },
    ...(foreign ? [localized("support.answerLanguage", { language: languageName(lang, reader) })] : []),
  ];
}

/** A question as it is named again: its beginning. */
export function shorten(question: string): string {
  return question.length > 160 ? `${question.slice(0, 160).toWellFormed()}…` : question;
}
