import { phrasePattern } from "./phrase-pattern.ts";

/** The years that a question names by a word or in numerals of its own, and the question without them. */
export type DatedQuestion = { readonly years: readonly string[]; readonly rest: string };

/**
 * Reads "this year", "last year" and "next year" as the years they were meant at `today` (an ISO day), years in Chinese
 * numerals (二〇一九年), and Thai years of the Buddhist era. Years in plain digits stay in the question.
 */
export function readYears(question: string, lang: string, today: string): DatedQuestion {
  const primary = lang.split("-")[0] ?? lang;
  const years = new Set<string>();
  const year = Number(today.slice(0, 4));
  let rest = question
    .normalize("NFKC")
    .replace(CHINESE_YEAR, (digits) => Array.from(digits, (digit) => CHINESE.get(digit)).join(""));
  if (primary === "th") rest = rest.replace(BUDDHIST_YEAR, (digits) => String(Number(digits) - BUDDHIST_ERA));
  rest = rest.replace(YEAR_MARK, " ");
  for (const [offset, pattern] of patternsOf(primary)) {
    rest = rest.replace(pattern, () => {
      years.add(String(year + offset));
      return " ";
    });
  }
  return { years: [...years], rest };
}

const CHINESE = new Map(
  Array.from("〇零一二三四五六七八九", (digit, index) => [digit, String(Math.max(0, index - 1))]),
);
const CHINESE_YEAR = /[一二][〇零一二三四五六七八九]{3}(?=年)/gu;
/** The word for "year" beside its number. */
const YEAR_MARK = /(?<=\d)\s*年度?|ปี\s*(?=\d)/gu;
const BUDDHIST_YEAR = /(?<!\d)2[45]\d\d(?!\d)/gu;
const BUDDHIST_ERA = 543;

const WORDS: Readonly<Record<string, readonly [last: string, current: string, next: string]>> = {
  en: ["last year's|last year", "this year's|this year", "next year's|next year"],
  zh: ["去年", "今年|本年度", "明年"],
  tr: ["geçen yıl*|geçen sene*", "bu yıl*|bu sene*", "gelecek yıl*|önümüzdeki yıl*|seneye"],
  ar: ["العام الماضي|السنة الماضية", "هذا العام|هذه السنة|العام الحالي", "العام القادم|السنة القادمة|العام المقبل"],
  ru: ["в прошлом году|прошлого года", "в этом году|этого года", "в следующем году|следующего года"],
  es: ["el año pasado|año pasado", "este año", "el próximo año|próximo año|el año que viene"],
  fr: ["l['’]année dernière|l['’]an dernier", "cette année", "l['’]année prochaine|l['’]an prochain"],
  de: ["letzt* jahr*|vorig* jahr*", "dies* jahr*", "nächst* jahr*|kommend* jahr*"],
  pl: [
    "w zeszłym roku|zeszłego roku|w ubiegłym roku|ubiegłego roku",
    "w tym roku|tego roku",
    "w przyszłym roku|przyszłego roku",
  ],
  ja: ["去年|昨年", "今年", "来年"],
  th: ["ปีที่แล้ว|ปีก่อน", "ปีนี้", "ปีหน้า"],
  hi: ["पिछले साल|पिछले वर्ष", "इस साल|इस वर्ष", "अगले साल|अगले वर्ष"],
};

const compiled = new Map<string, readonly (readonly [offset: number, pattern: RegExp])[]>();

function patternsOf(primary: string): readonly (readonly [number, RegExp])[] {
  const known = compiled.get(primary);
  if (known !== undefined) return known;
  const words = Object.hasOwn(WORDS, primary) ? (WORDS[primary] ?? []) : [];
  const made = words.map((listed, index) => [index - 1, phrasePattern(listed, primary)] as const);
  compiled.set(primary, made);
  return made;
}
