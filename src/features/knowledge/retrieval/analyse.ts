import { stemmer as ar } from "@orama/stemmers/arabic";
import { stemmer as en } from "@orama/stemmers/english";
import { stemmer as fr } from "@orama/stemmers/french";
import { stemmer as hi } from "@orama/stemmers/indian";
import { stemmer as es } from "@orama/stemmers/spanish";
import { fold } from "./fold.ts";
import { stopWords } from "./stopwords.ts";

/** The searchable tokens of a text, by field. */
export type Analysis = {
  /** Words in their base form, stop words dropped. */
  readonly words: readonly string[];
  /** Character n-grams: they find what word forms, compounds and typing errors hide. */
  readonly grams: readonly string[];
  /** Neighbouring words. */
  readonly pairs: readonly string[];
};

const EMPTY: ReadonlySet<string> = new Set();
const UNSPACED: ReadonlySet<string> = new Set(["zh", "ja", "th"]);

/** Analyses a text of a language (any BCP 47 tag) for the index or for a question; both must go the same way. */
export function analyse(text: string, lang: string): Analysis {
  const words = analyseWords(text, lang);
  const kept = words.filter((word) => word !== "");
  return {
    words: kept,
    grams: gramsOf(text, lang),
    pairs: words.slice(1).flatMap((word, index) => (words[index] && word ? [`${words[index]} ${word}`] : [])),
  };
}

/** The base forms of all words in order, "" where a stop word stood. */
export function analyseWords(text: string, lang: string): string[] {
  const primary = primaryOf(lang);
  const stop = stopWords(primary);
  return tokenize(fold(text, primary), primary).map((token) => (stop.has(token) ? "" : baseForm(token, primary)));
}

export function primaryOf(lang: string): string {
  return lang.split("-")[0]?.toLowerCase() ?? "und";
}

const segmenters = new Map<string, Intl.Segmenter>();

/** Folded text into words. Figures get one form: `10,000`, `10 000` and (in German) `10.000` are `10000`, `1,85` is `1.85`. */
export function tokenize(folded: string, primary: string): string[] {
  const text = unifyFigures(primary === "fr" ? folded.replace(ELISION, "") : folded, primary);
  if (!UNSPACED.has(primary) && !/[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}]/u.test(text))
    return matchWords(text);
  const segmenter = segmenters.get(primary) ?? new Intl.Segmenter(primary, { granularity: "word" });
  segmenters.set(primary, segmenter);
  // Segmenter slows down on long strings, so it gets lines.
  return text
    .split("\n")
    .flatMap((line) =>
      Array.from(segmenter.segment(line)).flatMap((part) => (part.isWordLike ? matchWords(part.segment) : [])),
    );
}

/** Languages that part thousands by full stops, and those that write the decimals after a comma. */
const DOTTED: ReadonlySet<string> = new Set(["de", "es", "tr"]);
const DECIMAL_COMMA: ReadonlySet<string> = new Set(["de", "es", "fr", "pl", "ru", "tr"]);

function unifyFigures(text: string, primary: string): string {
  if (!/\d/u.test(text)) return text;
  const groups = DOTTED.has(primary) ? GROUPED_BY_DOT : DECIMAL_COMMA.has(primary) ? GROUPED_BY_SPACE : GROUPED;
  const joined = text.replace(groups, (figure) => figure.replace(/\D/gu, ""));
  return DECIMAL_COMMA.has(primary) ? joined.replace(/(?<=\d),(?=\d)/gu, ".") : joined;
}

const GROUPED = /(?<![\d.,])\d{1,3}(?:,\d{3})+(?!\d)|(?<![\d.,])\d{1,3}(?:[\u00a0\u202f ]\d{3})+(?!\d)/gu;
const GROUPED_BY_SPACE = /(?<![\d.,])\d{1,3}(?:[\u00a0\u202f ]\d{3})+(?!\d)/gu;
const GROUPED_BY_DOT = /(?<![\d.,])\d{1,3}(?:\.\d{3})+(?!\d)|(?<![\d.,])\d{1,3}(?:[\u00a0\u202f ]\d{3})+(?!\d)/gu;

/** `l'offre`, `d'une`, `qu'elle`: the article is no part of the word. */
const ELISION = /(?<![\p{L}\p{N}])(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu)'(?=\p{L})/gu;

function matchWords(text: string): string[] {
  return (
    text
      .match(/\d+(?:\.\d+)?|[\p{L}\p{M}](?:[\p{L}\p{M}\p{N}]|'(?=\p{L}))*/gu)
      ?.map((word) => word.replace(/'s$/u, "")) ?? []
  );
}

const STEMMERS: Readonly<Record<string, (word: string) => string>> = { en, es, fr, ar, hi };
const MARKED_LATIN: ReadonlySet<string> = new Set(["en", "es", "fr"]);

/** Snowball stems where they do best, the first five letters where those do as well (and forgive missing marks). */
function baseForm(token: string, primary: string): string {
  if (/^\d/u.test(token) || UNSPACED.has(primary)) return token;
  const stem = Object.hasOwn(STEMMERS, primary) ? STEMMERS[primary] : undefined;
  const latin = /^\p{sc=Latin}/u.test(token);
  if (stem === undefined)
    return latin || /^\p{sc=Cyrillic}/u.test(token) ? Array.from(token).slice(0, 5).join("") : token;
  return latin && !MARKED_LATIN.has(primary) ? token : fold(stem(token), primary);
}

function gramsOf(text: string, lang: string): string[] {
  const primary = primaryOf(lang);
  const stop = UNSPACED.has(primary) ? EMPTY : stopWords(primary);
  const grams: string[] = [];
  for (const run of fold(text, primary).match(/[\p{L}\p{M}]+|\d[\d.,]*/gu) ?? []) {
    if (/^\d/u.test(run) || stop.has(run)) continue;
    if (/\p{sc=Thai}/u.test(run)) pushGrams(grams, run, 4);
    else if (/[\p{sc=Han}\p{sc=Katakana}\p{sc=Hiragana}]/u.test(run))
      for (const dense of run.match(/[\p{sc=Han}\p{scx=Katakana}]+/gu) ?? []) pushGrams(grams, dense, 2);
    else pushGrams(grams, `_${run}_`, 4);
  }
  return grams;
}

function pushGrams(grams: string[], run: string, size: number): void {
  const letters = Array.from(run);
  if (letters.length < size) grams.push(run);
  for (let index = 0; index + size <= letters.length; index++) grams.push(letters.slice(index, index + size).join(""));
}
