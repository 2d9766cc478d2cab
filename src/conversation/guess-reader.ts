import { REFERENCE_LANGUAGE } from "../i18n/catalogue.ts";
import type { Translator } from "../i18n/translator.ts";
import type { Person } from "../store/people.ts";

/** Somebody who was never met, by what the platform says of their language. */
export function guessReader(translator: Translator, hint: string | null): Omit<Person, "id"> {
  const hinted = hint === null ? null : translator.match(hint);
  return hinted === null
    ? { language: REFERENCE_LANGUAGE, languageSource: "default", stopped: false }
    : { language: hinted, languageSource: "hint", stopped: false };
}
