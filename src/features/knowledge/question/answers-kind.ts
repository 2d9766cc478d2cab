import type { QuestionKind } from "./question-kind.ts";

/** What the words of a question ask for more closely, by the usual English names of its ideas. */
export type Manner = "money" | "dollars" | "yuan" | "percent" | "contact";

const MANNERS: readonly (readonly [Manner, ReadonlySet<string>])[] = [
  ["contact", new Set(["address", "phone", "email", "website", "opening hours"])],
  ["money", new Set(["price", "cost", "charge", "salary", "rent", "deposit", "penalty", "bonus", "budget"])],
  [
    "percent",
    new Set(["interest rate", "tax rate", "commission", "percent", "growth rate", "market share", "discount"]),
  ],
];

/** Units in which an amount is asked for: they say how the answer is written, not what it is about. */
export function isUnit(name: string, groups: readonly string[]): boolean {
  return CURRENCIES.has(name) || (groups.length === 1 && groups[0] === "measures" && SCALES.has(name));
}

const CURRENCIES: ReadonlySet<string> = new Set(["US dollar", "yuan", "euro", "pound sterling", "dollar", "RMB"]);
const SCALES: ReadonlySet<string> = new Set([
  "million",
  "billion",
  "trillion",
  "hundred million",
  "ten thousand",
  "thousand",
  "percentage point",
  "square metre",
  "square meter",
  "hectare",
  "acre",
]);

/** The manner of what is asked for; null where no idea names one. */
export function mannerOf(ideas: readonly string[]): Manner | null {
  if (ideas.includes("US dollar")) return "dollars";
  if (ideas.includes("yuan")) return "yuan";
  if (ideas.some((idea) => CURRENCIES.has(idea))) return "money";
  return MANNERS.find(([, names]) => ideas.some((idea) => names.has(idea)))?.[0] ?? null;
}

const SHARES: ReadonlySet<string> = new Set([
  "share",
  "proportion",
  "rate",
  "percent",
  "growth rate",
  "economic growth",
  "increase",
  "decrease",
]);

/** True where a sentence counts in percentages alone, and nothing in the ideas of a question asks for a share or growth. */
export function isBesideThePoint(sentence: string, ideas: readonly string[]): boolean {
  const amounts = sentence.replace(YEAR, "").replace(PERCENTAGE, "");
  return PERCENT.test(sentence) && !/\d/u.test(amounts) && !ideas.some((idea) => SHARES.has(idea));
}

const PERCENTAGE = /\d+(?:[.,]\d+)*\s*(?:%|percent|per cent|percentage points?)|百分之[\p{L}\d]+/giu;

/** True where a sentence holds the kind of thing that was asked for; always where nothing of the kind was. */
export function answersKind(sentence: string, kind: QuestionKind, manner: Manner | null, lang: string): boolean {
  if (manner === "contact") return CONTACT.test(sentence);
  if (manner !== null && kind === "figure") return OF_MANNER[manner].test(sentence);
  switch (kind) {
    case "figure":
      return /\d/u.test(sentence.replace(YEAR, "")) || NUMBER_WORDS.test(sentence);
    case "when":
      return /(?:1[89]|20)\d\d|\d{1,2}\s*[月日]/u.test(sentence) || MONTHS.test(sentence) || RELATIVE.test(sentence);
    case "who":
      return !/^en\b/u.test(lang) || NAME.test(sentence);
    default:
      return true;
  }
}

/** A year is a date, and no number of anything. */
const YEAR = /(?<!\d|(?<![\d.])\d+\.|[$€£¥])(?:19|20)\d\d(?!\d|\.\d|,\d{1,3}(?!\d))/gu;
const CONTACT = /@|https?:|www\.|\+?\d[\d ()-]{6,}\d|\b\d+ [\p{L} ]+(?:road|street|avenue)\b|[路街道]\d+号/iu;
const MONEY =
  /[$€£¥]\s?\d|\d[\d.,]*\s*(?:million|billion|trillion|万|亿)?\s*(?:yuan|dollars?|euros?|pounds?|rmb|cny|usd|eur|元|美元|欧元|英镑|円|руб|zł)|\bfree of charge\b|免费/iu;
const DOLLARS =
  /(?:US|A|HK|C)?\$\s?\d|\d[\d.,]*\s*(?:million|billion|trillion|万|亿)?\s*(?:us )?(?:dollars?|usd|美元)/iu;
const YUAN = /¥\s?\d|\d[\d.,]*\s*(?:million|billion|trillion|万|亿|万亿)?\s*(?:chinese )?(?:yuan|rmb|cny|元|人民币)/iu;
const PERCENT = /\d\s*(?:%|percent|per cent)|百分之/iu;
const NUMBER_WORDS =
  /\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|hundred|half|third|quarter|double|doubled|first|second|fourth|fifth|sixth|seventh|eighth|ninth|tenth)\b|[一二三四五六七八九十百千万亿两]+(?:个|家|批|项|年|倍|成|大|名|人|次)|第[一二三四五六七八九十]+/iu;
const MONTHS =
  /\b(?:january|february|march|april|may|june|july|august|september|october|november|december)\b|[一二三四五六七八九十]+月/iu;
const RELATIVE = /\b(?:last|this|next) (?:year|month|week)\b|去年|今年|明年|年底|years? (?:ago|later)/iu;
/** A name inside a sentence: a capital that does not only begin it. */
const NAME = /\p{Ll}[\p{L},’'"”]*\s+(?:[“"‘']?\p{Lu}\p{L}+)|^[“"‘']?(?:\p{Lu}[\p{L}-]+\s+){1,4}\p{Lu}\p{L}+/u;

const OF_MANNER: Readonly<Record<Manner, RegExp>> = {
  contact: CONTACT,
  money: MONEY,
  dollars: DOLLARS,
  yuan: YUAN,
  percent: PERCENT,
};
