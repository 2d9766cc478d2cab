import { fold } from "../retrieval/fold.ts";

/** The years that a text names by number, in the calendar of the West; Thai years are turned into those. */
export function yearsIn(text: string): number[] {
  const found =
    fold(text, "en").match(
      /(?<!\d|(?<![\d.])\d+\.|[$€£¥])(?:1[89]\d\d|20\d\d|25[4-9]\d)(?!\d|\.\d|,\d{1,3}(?!\d))(?!\s*(?:元|yuan|家|个|人|square|companies|firms))/gu,
    ) ?? [];
  return [...new Set(found.map((year) => (year.startsWith("25") ? Number(year) - THAI_ERA : Number(year))))];
}

const THAI_ERA = 543;

/** A year that a text names by its distance from the day it was written on. */
export type RelativeYear = { readonly words: string; readonly distance: -1 | 0 | 1 };

/** `last year`, `this year`, `next year` and their like, in the languages of documents and questions. */
export function relativeYearsIn(text: string): RelativeYear[] {
  const folded = fold(text, "en");
  return RELATIVE.flatMap(([pattern, distance]) => {
    const [words] = pattern.exec(folded) ?? [];
    return words === undefined ? [] : [{ words, distance }];
  });
}

const RELATIVE: readonly (readonly [RegExp, -1 | 0 | 1])[] = [
  [
    /\b(?:last|the previous|the past) year\b|去年|上年|昨年|\bgecen yil\b|العام الماضي|السنه الماضيه|прошл\p{L}+ год\p{L}*|\b(?:el )?ano pasado\b|\bl'an(?:nee)? (?:dernier|derniere|passee?)\b|\bletzte[sn]? jahr\b|\bvorjahr|\bzeszly\p{L}* rok\p{L}*|ปีที่แล้ว|पिछले (?:साल|वर्ष)/u,
    -1,
  ],
  [
    /\b(?:this|the current) year\b|今年|本年|\bbu yil\b|هذا العام|هذه السنه|эт\p{L}+ год\p{L}*|\beste ano\b|\bcette annee\b|\bdieses jahr\b|\bw tym roku\b|ปีนี้|इस (?:साल|वर्ष)/u,
    0,
  ],
  [
    /\bnext year\b|明年|来年|\bgelecek yil\b|العام (?:القادم|المقبل)|следующ\p{L}+ год\p{L}*|\bproximo ano\b|\bl'annee prochaine\b|\bnachste[sn]? jahr\b|\bprzyszly\p{L}* rok\p{L}*|ปีหน้า|अगले (?:साल|वर्ष)/u,
    1,
  ],
];
