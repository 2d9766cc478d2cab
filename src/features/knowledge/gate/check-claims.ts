import { fold } from "../retrieval/fold.ts";
import { type Figure, figuresIn } from "./figures.ts";

/** Something that an answer says and its sources don't. */
export type ClaimFault = { readonly kind: "figure" | "month" | "law" | "quotation"; readonly text: string };

/** A text with its language. */
export type Written = { readonly text: string; readonly lang: string };

/**
 * What a sentence claims that stands in none of its sources: numbers, dates, amounts, names of laws and quoted strings,
 * compared after normalising (digits of all scripts, groupings, scales, units). Numbers of one digit without a unit may
 * count what the sources list, and pass.
 */
export function checkClaims(sentence: Written, sources: readonly Written[]): ClaimFault[] {
  const stated = sources.flatMap(({ text, lang }) => figuresIn(text, lang));
  const figures = figuresIn(sentence.text, sentence.lang)
    .filter((figure) => !stated.some((other) => isSame(figure, other)))
    .map(({ text }): ClaimFault => ({ kind: "figure", text }));
  const words = sources.map(({ text }) => comparable(text)).join("\n");
  const missing = (kind: ClaimFault["kind"], pattern: RegExp): ClaimFault[] =>
    [...sentence.text.matchAll(pattern)]
      .map((match) => match[1] ?? match[0])
      .filter((text) => !words.includes(comparable(text)))
      .map((text): ClaimFault => ({ kind, text }));
  const sameLanguage = sources.some(({ lang }) => lang.split("-")[0] === sentence.lang.split("-")[0]);
  return [
    ...figures,
    ...monthFaults(sentence, sources),
    ...(sameLanguage ? [...missing("law", LAW), ...missing("quotation", QUOTATION)] : []),
  ];
}

/** One value in one unit. A currency may be left out; that it is a percentage may not. */
function isSame(claimed: Figure, stated: Figure): boolean {
  const near = Math.abs(claimed.value - stated.value) <= Math.abs(stated.value) * 1e-9;
  const left = claimed.unit === null && stated.unit !== "percent" && stated.unit !== "points";
  return near && (claimed.unit === stated.unit || left);
}

/** Names of laws: in Chinese title marks, or a capitalised title that ends in one of these words. */
const LAW =
  /《([^》]{2,60})》|\b((?:\p{Lu}[\p{L}-]+ (?:of |on |the |and |for )*){1,6}(?:Law|Act|Regulation|Directive|Decree|Code|Agreement|Protocol|Measures|Convention))\b/gu;
const QUOTATION = /[“"「『«]([^”"」』»]{4,})[”"」』»]/gu;

function comparable(text: string): string {
  return fold(text, "en").replace(/[^\p{L}\p{N}]+/gu, "");
}

const MONTHS: readonly RegExp[] = [
  /\bjan(?:uary|uar|eiro|vier)?\b|январ|ocak|يناير|styczn|enero|janvier|มกราคม|जनवरी/u,
  /\bfeb(?:ruary|ruar)?\b|феврал|subat|فبراير|lut(?:y|ego)\b|febrero|fevrier|กุมภาพันธ์|फ़?रवरी/u,
  /\bmar(?:ch|z|zo|s)?\b|марта|mart\b|مارس|marca\b|มีนาคม|मार्च/u,
  /\bapr(?:il)?\b|апрел|nisan|ابريل|kwietni|abril|avril|เมษายน|अप्रैल/u,
  /\bmay\b|\bmai\b|мая(?!\p{L})|mayis|مايو|\bmaja\b|\bmayo\b|พฤษภาคม|मई/u,
  /\bjune?\b|\bjuni\b|июн|haziran|يونيو|czerwc|junio|juin|มิถุนายน|जून/u,
  /\bjuly?\b|\bjuli\b|июл|temmuz|يوليو|lipc|julio|juillet|กรกฎาคม|जुलाई/u,
  /\baug(?:ust)?\b|август|agustos|اغسطس|sierpni|agosto|aout|สิงหาคม|अगस्त/u,
  /\bsept?(?:ember)?\b|сентябр|eylul|سبتمبر|wrzesni|septiembre|septembre|กันยายน|सितंबर/u,
  /\boct(?:ober)?\b|\boktober\b|октябр|ekim|اكتوبر|pazdziernik|octubre|octobre|ตุลาคม|अक्टूबर/u,
  /\bnov(?:ember)?\b|ноябр|kasim|نوفمبر|listopad|noviembre|novembre|พฤศจิกายน|नवंबर/u,
  /\bdec(?:ember)?\b|\bdezember\b|декабр|aralik|ديسمبر|grudni|diciembre|decembre|ธันวาคม|दिसंबर/u,
];

function monthsIn({ text, lang }: Written): Set<number> {
  const folded = fold(text, lang.split("-")[0] ?? "en");
  const named = MONTHS.flatMap((pattern, index) => (pattern.test(folded) ? [index + 1] : []));
  const counted = [...folded.matchAll(/(\d{1,2})\s*月/gu)].map(([, month]) => Number(month));
  const han = [...folded.matchAll(/(十[一二]?|[一二三四五六七八九])月/gu)].map(
    ([, month = ""]) => HAN_MONTHS.indexOf(month) + 1,
  );
  return new Set([...named, ...counted, ...han]);
}

const HAN_MONTHS = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"];

function monthFaults(sentence: Written, sources: readonly Written[]): ClaimFault[] {
  const stated = new Set(sources.flatMap((source) => [...monthsIn(source), ...isoMonths(source.text)]));
  return [...monthsIn(sentence)]
    .filter((month) => !stated.has(month))
    .map((month): ClaimFault => ({ kind: "month", text: String(month) }));
}

function isoMonths(text: string): number[] {
  return [...text.matchAll(/\b\d{4}-(\d{2})(?:-\d{2})?\b/gu)].map(([, month]) => Number(month));
}
