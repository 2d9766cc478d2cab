import type { LanguageTag } from "../message/text.ts";

/** The name of a country (ISO 3166-1 alpha-2) in the words of a reader. */
export function countryName(code: string, reader: LanguageTag): string {
  return new Intl.DisplayNames([reader], { type: "region", fallback: "code" }).of(code) ?? code;
}
