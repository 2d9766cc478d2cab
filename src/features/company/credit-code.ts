/** What a text turned out to be: a valid code in its written form, or the first thing that can't be right in it. */
export type CreditCode = { readonly ok: true; readonly code: string } | ({ readonly ok: false } & CreditCodeFault);

/** Positions count from 1, as people do. */
export type CreditCodeFault =
  | { readonly fault: "length"; readonly length: number }
  /** A character that no code has, and which was probably meant (null where nobody can say). */
  | { readonly fault: "character"; readonly position: number; readonly found: string; readonly instead: string | null }
  /** A letter where the code of the region has digits. */
  | { readonly fault: "region"; readonly position: number; readonly found: string }
  | { readonly fault: "check"; readonly found: string; readonly expected: string };

/** The digits and letters of a code, each worth its place here: I, O, S, V and Z are left out. */
const CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY";
const LENGTH = 18;
/** Where the code of the administrative region (GB/T 2260) stands, counted from 0. */
const REGION = { from: 2, until: 8 } as const;
const LOOK_ALIKE: Readonly<Record<string, string>> = { I: "1", O: "0", S: "5", Z: "2" };

/**
 * Reads a Chinese unified social credit code (GB 32100-2015). Spaces, hyphens, lower case and full-width characters are
 * accepted. Every single wrong character is found: the weights and 31 have no common factor.
 */
export function readCreditCode(text: string): CreditCode {
  const code = normaliseCode(text);
  const characters = [...code];
  if (characters.length !== LENGTH) return { ok: false, fault: "length", length: characters.length };
  for (const [index, found] of characters.entries()) {
    if (!CHARACTERS.includes(found))
      return { ok: false, fault: "character", position: index + 1, found, instead: LOOK_ALIKE[found] ?? null };
    if (index >= REGION.from && index < REGION.until && !/\d/u.test(found))
      return { ok: false, fault: "region", position: index + 1, found };
  }
  const found = code.slice(-1);
  const expected = checkCharacter(code.slice(0, -1));
  return found === expected ? { ok: true, code } : { ok: false, fault: "check", found, expected };
}

/** The last character of a code, from the 17 before it: 31 minus their sum, weighted by powers of 3, modulo 31. */
export function checkCharacter(first: string): string {
  let weight = 1;
  let sum = 0;
  for (const character of first) {
    sum += CHARACTERS.indexOf(character) * weight;
    weight = (weight * 3) % 31;
  }
  return CHARACTERS.charAt((31 - (sum % 31)) % 31);
}

/** A number as it is compared: capital letters and digits without what people put between them. */
export function normaliseCode(text: string): string {
  return text
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[\s\p{Pd}\p{Cf}.·/]/gu, "");
}
