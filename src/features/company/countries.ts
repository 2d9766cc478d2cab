/** What Intl knows as regions but ISO 3166-1 does not as countries: unions, single islands, the unknown, and tests. */
const NO_COUNTRY: ReadonlySet<string> = new Set("AC CP CQ DG EA EU EZ IC QO TA UN XA XB ZZ".split(" "));

/** Names that people use and CLDR does not. */
const ALIASES: Readonly<Record<string, string>> = { uk: "GB", usa: "US", uae: "AE", turkey: "TR", holland: "NL" };

/** Finds a country by its name in one of the languages, or by its code; null for anything else. */
export type FindCountry = (text: string) => string | null;

/** Names come from CLDR through Intl, and codes are ISO 3166-1 alpha-2. They are read when first asked for. */
export function createFindCountry(tags: readonly string[]): FindCountry {
  let names: ReadonlyMap<string, string> | undefined;
  return (text) => {
    names ??= readNames(tags);
    return names.get(fold(text)) ?? null;
  };
}

/** A country in the reader's language. */
export function countryName(code: string, language: string): string {
  return new Intl.DisplayNames([language], { type: "region" }).of(code) ?? code;
}

function readNames(tags: readonly string[]): ReadonlyMap<string, string> {
  const names = new Map(Object.entries(ALIASES));
  const displays = tags.flatMap((tag) =>
    (["long", "short"] as const).map(
      (style) => new Intl.DisplayNames([tag], { type: "region", style, fallback: "none" }),
    ),
  );
  for (const code of allCodes()) {
    for (const display of displays) {
      const name = display.of(code);
      if (name === undefined) continue;
      names.set(fold(name), code);
      names.set(fold(code), code);
    }
  }
  return names;
}

function allCodes(): string[] {
  const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
  return letters
    .flatMap((one) => letters.map((two) => one + two))
    .filter((code) => !NO_COUNTRY.has(code) && isCurrent(code));
}

/** Intl also names codes that are no longer used, such as SU, after the country that came after them. */
function isCurrent(code: string): boolean {
  return new Intl.Locale(`und-${code}`).region === code;
}

function fold(name: string): string {
  return name
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, " ")
    .trim();
}
