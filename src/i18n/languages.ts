import type { LanguageTag } from "../message/text.ts";

/** Regions and older subtags that mean traditional characters. */
const TRADITIONAL = /^zh-(hant|tw|hk|mo)\b/i;

/**
 * The interface language for any BCP 47 tag or platform code (`zh-CN`, `pt_BR`, `ar-EG`): an exact folder first, then the
 * script of Chinese, then the bare language; null where we don't speak it.
 */
export function matchLanguage(tag: string, languages: readonly LanguageTag[]): LanguageTag | null {
  const clean = tag.trim().replaceAll("_", "-").toLowerCase();
  const find = (wanted: string): LanguageTag | null =>
    languages.find((known) => known.toLowerCase() === wanted) ?? null;
  const primary = clean.split("-")[0] ?? "";
  if (primary === "zh") return find(clean) ?? find(TRADITIONAL.test(clean) ? "zh-hant" : "zh-hans");
  return find(clean) ?? find(primary);
}

/** `rtl` for languages written from right to left. */
export function textDirection(tag: LanguageTag): "ltr" | "rtl" {
  return RIGHT_TO_LEFT.has(tag.split("-")[0]?.toLowerCase() ?? "") ? "rtl" : "ltr";
}

const RIGHT_TO_LEFT: ReadonlySet<string> = new Set(["ar", "he", "fa", "ur"]);

/** The name of a language in the words of a reader, as it stands inside a sentence (`Chinesisch (vereinfacht)`, `turc`). */
export function languageName(tag: LanguageTag, reader: LanguageTag): string {
  return new Intl.DisplayNames([reader], { type: "language", fallback: "code" }).of(tag) ?? tag;
}

/** The name of a language in its own words, as it stands in a list (`Türkçe`, `Русский`). */
export function ownLanguageName(tag: LanguageTag): string {
  const name = languageName(tag, tag);
  return name.charAt(0).toLocaleUpperCase(tag) + name.slice(1);
}
