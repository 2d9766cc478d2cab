import { createRandom } from "../../../shared/random.ts";
import { isVerbatim } from "../answer/gate.ts";
import { localFigure } from "../answer/local-figure.ts";
import { checkClaims, type Written } from "../gate/check-claims.ts";
import { figuresIn } from "../gate/figures.ts";
import { splitSentences } from "../sentences.ts";

/** How the gate did on answers of one language: right ones that it refused, and wrong ones that it stopped. */
export type GateRow = {
  readonly lang: string;
  readonly right: number;
  readonly refused: number;
  readonly mutated: number;
  /** Of the mutations of digits, units, dates and percentages. */
  readonly stopped: number;
  readonly negated: number;
  /** Of the negations: quotes are compared word by word; written sentences only by what they claim. */
  readonly negationsStopped: number;
};

export type GateReport = { readonly quotes: readonly GateRow[]; readonly written: readonly GateRow[] };

/** Says whether a sentence may stand, given its source. */
type Gate = (sentence: Written, source: Written) => boolean;

const asQuote: Gate = (sentence, source) =>
  isVerbatim({ document: "d", version: 1, quote: sentence.text }, [{ document: "d", version: 1, text: source.text }]);
const asWritten: Gate = (sentence, source) => checkClaims(sentence, [source]).length === 0;

/**
 * Mutates right answers and counts what the gate stops: quotes of the documents as they are, and sentences in each
 * language that carry a figure or a month of a document over.
 *
 * @param sources sentences of documents. @param mutations how many wrong answers in all. @param seed of the choices.
 */
export function benchGate(
  texts: readonly Written[],
  languages: readonly string[],
  { mutations, seed }: { readonly mutations: number; readonly seed: number },
): GateReport {
  const random = createRandom(seed);
  const sources = texts
    .flatMap(({ text, lang }) => splitSentences(text, lang).map((sentence) => ({ text: sentence.trim(), lang })))
    .filter((sentence) => figuresIn(sentence.text, sentence.lang).length > 0);
  const own = [...new Set(sources.map(({ lang }) => lang))];
  const pick = <T>(items: readonly T[]): T | undefined => items[Math.floor(random() * items.length)];
  const half = Math.ceil(mutations / 2);
  const quotes = own.map((lang) => {
    const mine = sources.filter((source) => source.lang === lang);
    return measure(
      lang,
      mine.map((source) => ({ answer: source, source })),
      asQuote,
      half / own.length,
      pick,
    );
  });
  const written = languages.map((lang) =>
    measure(
      lang,
      sources.flatMap((source) => carryOver(source, lang)),
      asWritten,
      half / languages.length,
      pick,
    ),
  );
  return { quotes, written };
}

type Case = { readonly answer: Written; readonly source: Written };

function measure(
  lang: string,
  cases: readonly Case[],
  passes: Gate,
  mutations: number,
  pick: <T>(items: readonly T[]) => T | undefined,
): GateRow {
  const row = { mutated: 0, stopped: 0, negated: 0, negationsStopped: 0 };
  for (let tries = 0; row.mutated < mutations && tries < mutations * TRIES; tries++) {
    const one = pick(cases);
    const mutation = pick(MUTATIONS);
    if (one === undefined || mutation === undefined) break;
    const text = mutation.change(one.answer.text, pick);
    if (text === null || text === one.answer.text || isStatedToo(text, one)) continue;
    const stopped = !passes({ ...one.answer, text }, one.source) ? 1 : 0;
    if (mutation.kind === "negation") {
      row.negated += 1;
      row.negationsStopped += stopped;
    } else {
      row.mutated += 1;
      row.stopped += stopped;
    }
  }
  const refused = cases.filter(({ answer, source }) => !passes(answer, source)).length;
  return { lang, right: cases.length, refused, ...row };
}

/** A change that makes another number of the same source says something that its source does say. */
function isStatedToo(text: string, { answer, source }: Case): boolean {
  const digits = (words: string): string[] =>
    (words.normalize("NFKC").match(/\p{Nd}+(?:[.,]\p{Nd}+)*/gu) ?? []).map((number) => number.replaceAll(",", ""));
  const stated = new Set(digits(source.text));
  const before = new Set(digits(answer.text));
  const changed = digits(text).filter((number) => !before.has(number));
  return changed.length > 0 && changed.every((number) => stated.has(number));
}

/** A mutation may not apply to a sentence: then another one is taken. */
const TRIES = 20;

/** The figures and months of a sentence as a reader of another language writes them. */
function carryOver(source: Written, lang: string): Case[] {
  const figures = [...source.text.matchAll(MONEY_OR_PERCENT)].flatMap(([figure]) => {
    const local = localFigure(figure.trim(), source.lang, lang);
    return local === null ? [] : [local];
  });
  const months = [...source.text.matchAll(MONTH)].flatMap(([, month = "", year = ""]) => {
    const instant = new Date(`${month} 1, ${year} UTC`);
    if (Number.isNaN(instant.getTime())) return [];
    return [new Intl.DateTimeFormat(lang, { month: "long", year: "numeric", timeZone: "UTC" }).format(instant)];
  });
  return [...figures, ...months].map((text) => ({ answer: { text, lang }, source }));
}

const MONEY_OR_PERCENT =
  /(?:US\$|€|£)?\d+(?:[.,]\d+)*(?:\s*(?:million|billion|trillion|万亿|亿|万))*\s*(?:%|percent|yuan|euros?|美元|元|欧元)?(?![\d.]*\s*月)/gu;
const MONTH = /\b(January|February|March|April|May|June|July|August|September|October|November|December) (\d{4})\b/gu;

type Mutation = {
  readonly kind: "digit" | "unit" | "date" | "negation";
  /** The text with one thing changed; null where it has none of the kind. */
  readonly change: (text: string, pick: <T>(items: readonly T[]) => T | undefined) => string | null;
};

const MUTATIONS: readonly Mutation[] = [
  { kind: "digit", change: (text, pick) => replaceOne(text, /\p{Nd}/gu, (digit) => otherDigit(digit, pick), pick) },
  {
    kind: "unit",
    change: (text, pick) =>
      replaceOne(text, new RegExp(UNIT_SWAPS.map(([from]) => from).join("|"), "gu"), (unit) => swapUnit(unit), pick),
  },
  {
    kind: "date",
    change: (text, pick) =>
      replaceOne(text, /(?<!\p{Nd})(?:19|20)\d\d(?!\p{Nd})/gu, (year) => String(Number(year) + 1), pick),
  },
  { kind: "negation", change: (text) => (text.includes(" ") ? text.replace(" ", " not ") : `不${text}`) },
];

/** Units that are taken for one another. */
const UNIT_SWAPS: readonly (readonly [string, string])[] = [
  ["million", "billion"],
  ["billion", "million"],
  ["percent", "percentage points"],
  ["%", " million"],
  ["万", "亿"],
  ["亿", "万"],
  ["yuan", "euros"],
  ["US\\$", "€"],
];

function swapUnit(unit: string): string {
  return UNIT_SWAPS.find(([from]) => from.replace("\\", "") === unit)?.[1] ?? unit;
}

function otherDigit(digit: string, pick: <T>(items: readonly T[]) => T | undefined): string {
  const others = Array.from("123456789").filter((other) => other !== digit);
  return pick(others) ?? "7";
}

function replaceOne(
  text: string,
  pattern: RegExp,
  change: (found: string) => string,
  pick: <T>(items: readonly T[]) => T | undefined,
): string | null {
  const found = pick([...text.matchAll(pattern)]);
  if (found === undefined) return null;
  return text.slice(0, found.index) + change(found[0]) + text.slice(found.index + found[0].length);
}
