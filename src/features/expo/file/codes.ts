/** Codes that the world agrees on, as this version of Node.js knows them. */

const REGIONS = new Intl.DisplayNames("en", { type: "region", fallback: "none" });
const CURRENCIES: ReadonlySet<string> = new Set(Intl.supportedValuesOf("currency"));

/** Two-letter codes that are known to Unicode and name no country. */
const NO_COUNTRY: ReadonlySet<string> = new Set(["EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"]);

/** Whether it is the ISO 3166-1 alpha-2 code of a country, in capitals. Codes that were replaced, such as UK, are none. */
export function isCountry(code: string): boolean {
  if (!/^[A-Z]{2}$/u.test(code) || NO_COUNTRY.has(code)) return false;
  return new Intl.Locale(`und-${code}`).region === code && REGIONS.of(code) !== undefined;
}

/** Whether it is an ISO 4217 code, in capitals. */
export function isCurrency(code: string): boolean {
  return CURRENCIES.has(code);
}

/** The canonical form of a language tag, such as zh-Hans for ZH-hans; null where it is none. */
export function canonicalLanguage(tag: string): string | null {
  try {
    return Intl.getCanonicalLocales(tag.trim().replaceAll("_", "-"))[0] ?? null;
  } catch {
    return null;
  }
}
