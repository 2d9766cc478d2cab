import { stemmer as de } from "@orama/stemmers/german";
import { stemmer as ru } from "@orama/stemmers/russian";
import { stemmer as tr } from "@orama/stemmers/turkish";

const STEMMERS: Readonly<Record<string, (word: string) => string>> = { de, ru, tr };

/** Two words of one language whose common beginning is at least this share of the longer one are forms of one word. */
const SHARE = 0.66;
const SHORTEST = 4;

/**
 * How surely two folded words are forms of one word, 0 to 1; 0 where they are not. Finer than the first five letters,
 * which are good enough to rank passages, but take `Verzollung` for `Verzögerung`.
 */
export function likeness(one: string, other: string, primary: string): number {
  if (one === other) return 1;
  const stem = Object.hasOwn(STEMMERS, primary) ? STEMMERS[primary] : undefined;
  if (stem !== undefined && stem(one) === stem(other)) return 0.95;
  let common = 0;
  while (common < one.length && one[common] === other[common]) common += 1;
  if (common < SHORTEST) return primary === "tr" && isSuffixed(one, other) ? 0.6 : 0;
  const share = common / Math.max(one.length, other.length);
  if (share >= SHARE) return share * 0.9;
  const ending = Math.max(one.length, other.length) - common;
  const isWhole = common === Math.min(one.length, other.length);
  return isWhole && ending <= (ENDINGS[primary] ?? 0) ? 0.6 : 0;
}

/** A name of three letters with an ending of Turkish that nouns take: `çin`, `çinin`, `çinde`. */
function isSuffixed(one: string, other: string): boolean {
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  return short.length === 3 && long.startsWith(short) && CASE_ENDING.test(long.slice(3));
}

const CASE_ENDING = /^'?(?:n?in|n?un|[dt][ae](?:n|ki)?|y?[ae]|[iu]|l[ae]r\w*)$/u;

/** How many letters of endings may follow a whole word: Turkish strings them together. */
const ENDINGS: Readonly<Record<string, number>> = { tr: 7, pl: 3, ru: 3, de: 2 };

/** Languages in which a form in a question is compared by likeness: those without a stemmer that does well here. */
const BY_LIKENESS: ReadonlySet<string> = new Set(["de", "pl", "ru", "tr"]);

export function isComparedByLikeness(primary: string): boolean {
  return BY_LIKENESS.has(primary);
}
