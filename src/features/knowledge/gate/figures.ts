import { primaryOf } from "../retrieval/analyse.ts";
import { fold } from "../retrieval/fold.ts";
import { unifyFigures } from "../retrieval/tokenize.ts";

/** A number as a text states it: its value, and what it counts where that is a matter of its own. */
export type Figure = {
  readonly value: number;
  /** `percent`, a currency such as `USD`, an area or a time; null for any other number. */
  readonly unit: string | null;
  /** Its words in the text. */
  readonly text: string;
};

/**
 * The figures of a text, in any script, grouping and scale: `1.85 million`, `185万` and `1,850,000` are one value.
 * Numbers that are written as words count up to twelve.
 */
export function figuresIn(text: string, lang: string): Figure[] {
  const primary = primaryOf(lang);
  const folded = unifyFigures(fold(text, primary), primary);
  return [...digitFigures(folded), ...wordFigures(folded)];
}

function digitFigures(folded: string): Figure[] {
  return [...folded.matchAll(NUMBER)].map((match): Figure => {
    const { number = "0" } = match.groups ?? {};
    const after = folded.slice(match.index + match[0].length);
    const { scale, length } = scaleOf(after);
    const before = folded.slice(Math.max(0, match.index - 12), match.index);
    return {
      value: Number(number.replaceAll(",", "")) * scale,
      unit: unitOf(before, after.slice(length)),
      text: match[0],
    };
  });
}

/** The decimals belong to the number; a full stop at its end does not. */
const NUMBER = /(?<number>\d+(?:,\d{3})*(?:\.\d+)?)/gu;

/** What multiplies the number before it, the longest first. */
const SCALES: readonly (readonly [RegExp, number])[] = [
  [/^\s*(?:trillion|万亿|萬億|兆|триллион\p{L}*|billones|billions?\b(?=\s*d')|bilion\p{L}*|trilyon|تريليون|ล้านล้าน)/u, 1e12],
  [/^\s*(?:billion|billions|bn\b|milliard\p{L}*|миллиард\p{L}*|млрд\.?|miliard\p{L}*|milyar|mil millones|مليار\p{L}*|พันล้าน|अरब)/u, 1e9],
  [/^\s*(?:亿|億)/u, 1e8],
  [/^\s*(?:करोड़|crore)/u, 1e7],
  [/^\s*(?:million|millions|mio\.?|mln\.?|миллион\p{L}*|млн\.?|milion\p{L}*|milyon|millon(?:es)?|مليون\p{L}*|ملايين|ล้าน)/u, 1e6],
  [/^\s*(?:लाख|lakh)/u, 1e5],
  [/^\s*(?:万|萬|หมื่น)/u, 1e4],
  [/^\s*(?:thousand|тысяч\p{L}*|тыс\.?|tausend|tysi\p{L}*|\bbin\b|mille\b|mil\b|الف\p{L}*|الاف|千|พัน|हज़ार|हजार)/u, 1e3],
];

function scaleOf(after: string): { readonly scale: number; readonly length: number } {
  for (const [pattern, scale] of SCALES) {
    const match = pattern.exec(after);
    if (match !== null) return { scale, length: match[0].length };
  }
  return { scale: 1, length: 0 };
}

/** Units that change what a figure says, after it (or, for signs of money, right before it). */
const UNITS: readonly (readonly [string, RegExp, RegExp | null])[] = [
  ["points", /^\s*(?:percentage points?|个百分点|百分点|п\.п\.|punto|puntos porcentuales)/u, null],
  ["percent", /^\s*(?:%|percent|per cent|prozent|pour cent|por ciento|процент\p{L}*|procent\p{L}*|بالمئه|في المئه|بالمائه|パーセント|เปอร์เซ็นต์|प्रतिशत)/u, /(?:百分之|yuzde\s*|%)\s*$/u],
  ["USD", /^\s*(?:us dollars?|us\$|usd|dollars?|dolar\p{L}*|доллар\p{L}*|долл|dolares|dollar|دولار\p{L}*|美元|美金|ドル|ดอลลาร์|डॉलर)/u, /(?:us\$|(?<![a-z])\$)\s*$/u],
  ["EUR", /^\s*(?:euros?|eur|евро|يورو|欧元|ユーロ|ยูโร|यूरो|€)/u, /€\s*$/u],
  ["GBP", /^\s*(?:pounds?|gbp|英镑|£)/u, /£\s*$/u],
  ["CNY", /^\s*(?:yuan\p{L}*|rmb|cny|юан\p{L}*|juan\p{L}*|يوان|元|人民币|หยวน|युआन)/u, /(?:¥|rmb|cny)\s*$/u],
  ["m2", /^\s*(?:square met(?:er|re)s?|sq ?m|m2|m²|平方米|平米|quadratmeter|metros cuadrados|metres carres|metrekare|квадратн\p{L}+|кв\.?\s*м|متر مربع|平方メートル|ตารางเมตร|वर्ग मीटर)/u, null],
  ["month", /^\s*(?:months?|个月|ay\b|mois|meses|monate?|месяц\p{L}*|miesi\p{L}*|か月|ヶ月|เดือน|महीने|اشهر|شهر)/u, null],
  ["day", /^\s*(?:days?|天|日间|gun\b|jours?|dias?|tage?|дн\p{L}*|дней|dni|日間|วัน|दिन|ايام|يوم)/u, null],
];

function unitOf(before: string, after: string): string | null {
  for (const [unit, behind, ahead] of UNITS)
    if (behind.test(after) || ahead?.test(before) === true) return unit;
  return null;
}

const WORDS: Readonly<Record<string, number>> = {
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  eleven: 11,
  twelve: 12,
  first: 1,
  second: 2,
  third: 3,
  fourth: 4,
  fifth: 5,
  sixth: 6,
  seventh: 7,
  eighth: 8,
  ninth: 9,
  tenth: 10,
};
const NUMBER_WORD = new RegExp(`\\b(?:${Object.keys(WORDS).join("|")})\\b`, "gu");
const HAN_NUMBER = /(?:第)?([一二三四五六七八九十])(?=[个個家批项項年倍名次月届種种])/gu;
const HAN = "一二三四五六七八九十";

function wordFigures(folded: string): Figure[] {
  return [
    ...[...folded.matchAll(NUMBER_WORD)].map(([word]) => ({ value: WORDS[word] ?? 0, unit: null, text: word })),
    ...[...folded.matchAll(HAN_NUMBER)].map(([text, digit = ""]) => ({ value: HAN.indexOf(digit) + 1, unit: null, text })),
  ];
}
