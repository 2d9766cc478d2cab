import { matchLanguage } from "../../i18n/languages.ts";
import type { LanguageTag } from "../../message/text.ts";

/** A name as a reader of `lang` knows it: in their language, else in English, else in any. */
export function nameIn(names: Readonly<Record<string, string>>, lang: LanguageTag): string {
  const tag = matchLanguage(lang, Object.keys(names)) ?? "en";
  return names[tag] ?? names.en ?? Object.values(names)[0] ?? "";
}
