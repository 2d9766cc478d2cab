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
  const folded = unifyFigures(fold(text.replace(DIRECTION, ""), primary), primary);
  return [...digitFigures(folded, primary), ...wordFigures(folded)];
}

/** Marks that steer how Arabic is shown stand between figures and their units. */
const DIRECTION = /[\u200e\u200f\u061c]/gu;

function digitFigures(folded: string, primary: string): Figure[] {
  return [...folded.matchAll(NUMBER)].map((match): Figure => {
    const after = folded.slice(match.index + match[0].length);
    const { scale, length } = scaleOf(after, primary);
    const before = folded.slice(Math.max(0, match.index - 12), match.index);
    const number = Number(match[0].replaceAll(",", ""));
    const unit = unitOf(before, after.slice(length).replace(OF, " "));
    return { value: unit === null && scale === 1 ? yearOf(number, primary) : number * scale, unit, text: match[0] };
  });
}

/** French and Spanish count millions `de` something. */
const OF = /^\s*(?:de |d['’])/u;

/**
 * Digits with their thousands (also in the Indian way) and decimals; a full stop at the end belongs to the sentence, and
 * what stands before 月 is a month.
 */
const NUMBER = /\d+(?:,\d{2,3})*(?:\.\d+)?(?![\d.]*\s*月)/gu;

/** Thai counts years from 543 before ours. */
function yearOf(number: number, primary: string): number {
  return primary === "th" && number >= 2400 && number < 2700 ? number - 543 : number;
}

type Scale = readonly [RegExp, number];

/** Words that multiply the number before them, the same in every language that has them. */
const SCALES: readonly Scale[] = [
  [/^\s*(?:万亿|萬億|兆|триллион\p{L}*|трлн\.?|trilyon|تريليون|ترليون|ล้านล้าน)/u, 1e12],
  [/^\s*(?:खरब|ख॰)/u, 1e11],
  [/^\s*(?:миллиард\p{L}*|млрд\.?|milyar|مليار\p{L}*|พันล้าน|अरब|अ॰)/u, 1e9],
  [/^\s*(?:亿|億)/u, 1e8],
  [/^\s*(?:करोड़|crore|क॰)/u, 1e7],
  [/^\s*(?:миллион\p{L}*|млн\.?|milyon|مليون\p{L}*|ملايين|ล้าน)/u, 1e6],
  [/^\s*(?:लाख|lakh|ला॰)/u, 1e5],
  [/^\s*(?:万|萬|หมื่น)/u, 1e4],
  // A bare M beside money; else it may be metres.
  [/^\s*m(?=\s*(?:[$€£¥]|(?:us|cn)[$¥]|(?:usd|eur|gbp|cny|rmb)\b))/u, 1e6],
  [/^\s*(?:тысяч\p{L}*|тыс\.?|الف\p{L}*|الاف|千|พัน|हज़ार|हजार)/u, 1e3],
];

/** Words that mean other numbers elsewhere: a billion is a thousand millions in English, a million of them in German. */
const SCALES_OF: Readonly<Record<string, readonly Scale[]>> = {
  en: [
    [/^\s*(?:trillions?|tn\b)/u, 1e12],
    [/^(?:\s*(?:billions?|bn\b)|b\b)/u, 1e9],
    [/^(?:\s*(?:millions?|mn\b)|m\b)/u, 1e6],
    [/^\s*thousand/u, 1e3],
  ],
  de: [
    [/^\s*billion(?:en)?/u, 1e12],
    [/^\s*(?:milliarden?|mrd\.?)/u, 1e9],
    [/^\s*(?:million(?:en)?|mio\.?)/u, 1e6],
    [/^\s*tausend/u, 1e3],
  ],
  fr: [
    [/^\s*billions?/u, 1e12],
    [/^\s*(?:milliards?|mds?\b)/u, 1e9],
    [/^\s*millions?/u, 1e6],
    [/^\s*mille\b/u, 1e3],
  ],
  es: [
    [/^\s*billon(?:es)?/u, 1e12],
    [/^\s*(?:mil millones|miles de millones)/u, 1e9],
    [/^\s*millon(?:es)?/u, 1e6],
    [/^\s*mil\b/u, 1e3],
  ],
  pl: [
    [/^\s*(?:bilion\p{L}*|bln\b)/u, 1e12],
    [/^\s*(?:miliard\p{L}*|mld\b)/u, 1e9],
    [/^\s*(?:milion\p{L}*|mln\b)/u, 1e6],
    [/^\s*tys(?:iac\p{L}*|iec\p{L}*|\.)?/u, 1e3],
  ],
  tr: [
    [/^\s*tn\b/u, 1e12],
    [/^\s*mr\b/u, 1e9],
    [/^\s*mn\b/u, 1e6],
    [/^\s*bin\b/u, 1e3],
  ],
};

function scaleOf(after: string, primary: string): { readonly scale: number; readonly length: number } {
  const own = Object.hasOwn(SCALES_OF, primary) ? SCALES_OF[primary] : SCALES_OF.en;
  for (const [pattern, scale] of [...SCALES, ...(own ?? [])]) {
    const match = pattern.exec(after);
    if (match !== null) return { scale, length: match[0].length };
  }
  return { scale: 1, length: 0 };
}

/** Units that change what a figure says, after it (or, for signs of money, right before it). */
const UNITS: readonly (readonly [string, RegExp, RegExp | null])[] = [
  [
    "points",
    /^\s*(?:percentage points?|个?百分点|п\.\s?п\.|процентн\p{L}+ пункт\p{L}*|puntos? porcentual(?:es)?|points? de pourcentage|prozentpunkt\p{L}*|punkt\p{L}* procentow\p{L}*|p\.\s?p\.|yuzde\w* puan\p{L}*|puan\p{L}*|نقط\p{L}* ميوي\p{L}*|نقاط ميوي\p{L}*|パーセントポイント|ポイント|จุดเปอร์เซ็นต์|प्रतिशत (?:अंक|बिंदु))/u,
    null,
  ],
  [
    "percent",
    /^\s*(?:%|٪|percent|per cent|prozent|pour cent|por ciento|процент\p{L}*|procent\p{L}*|(?:بال|في ال)(?:ميه|مايه)|パーセント|เปอร์เซ็นต์|प्रतिशत)/u,
    /(?:百分之|yuzde\s*|%)\s*$/u,
  ],
  [
    "USD",
    /^\s*(?:us[ -]?dollars?|(?:us)?\$(?:us)?|usd|dollars?|(?:abd )?dolar\p{L}*|доллар\p{L}*|долл|dolares|dollar|دولار\p{L}*|美元|美金|米?ドル|ดอลลาร์|(?:यूएस |अमेरिकी )?डॉलर)/u,
    /(?:us\$|usd|(?<![a-z])\$)\s*$/u,
  ],
  ["EUR", /^\s*(?:chinese )?(?:euros?|eur|евро|يورو|欧元|ユーロ|ยูโร|यूरो|€)/u, /(?:€|eur)\s*$/u],
  [
    "GBP",
    /^\s*(?:british |britische\p{L}* |ingiliz |британск\p{L}+ |英国|ब्रिटिश )?(?:pounds?|gbp|英镑|£|pfund|sterlin\p{L}*|libras? esterlinas?|livres? sterling|funt\p{L}* szterling\p{L}*|фунт\p{L}* стерлинг\p{L}*|جنيه\p{L}* استرليني|ポンド|ปอนด์|पाउंड)/u,
    /(?:£|gbp)\s*$/u,
  ],
  [
    "CNY",
    /^\s*(?:chinese |chinesische\p{L}* |renminbi |cin |китаиск\p{L}+ |चीनी |中国)?(?:yuan\p{L}*|rmb|cny|(?:cn)?¥|юан\p{L}*|juan\p{L}*|يوان|元|人民[币元]|หยวน|युआन)/u,
    /(?:¥|rmb|cny)\s*$/u,
  ],
  [
    "m2",
    /^\s*(?:square met(?:er|re)s?|sq ?m|m2|m²|平方米|平米|quadratmeter|metros cuadrados|metres carres|metrekare|квадратн\p{L}+|кв\.?\s*м|متر مربع|平方メートル|ตารางเมตร|वर्ग मीटर)/u,
    null,
  ],
  ["month", /^\s*(?:months?|个月|ay\b|mois|meses|monate?|месяц\p{L}*|miesi\p{L}*|か月|ヶ月|เดือน|महीने|اشهر|شهر)/u, null],
  [
    "day",
    /^(?: 日(?!\p{L})|\s*(?:days?|天|日间|gun\b|jours?|dias?|tage?|дн\p{L}*|дней|dni|日間|วัน|दिन|ايام|يوم))/u,
    null,
  ],
];

function unitOf(before: string, after: string): string | null {
  for (const [unit, behind, ahead] of UNITS) if (behind.test(after) || ahead?.test(before) === true) return unit;
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
    ...[...folded.matchAll(HAN_NUMBER)].map(([text, digit = ""]) => ({
      value: HAN.indexOf(digit) + 1,
      unit: null,
      text,
    })),
  ];
}
