import { stemmer as ar } from "@orama/stemmers/arabic";
import { stemmer as en } from "@orama/stemmers/english";
import { stemmer as fr } from "@orama/stemmers/french";
import { stemmer as hi } from "@orama/stemmers/indian";
import { stemmer as es } from "@orama/stemmers/spanish";
import { fold } from "./fold.ts";
import { stopWords } from "./stopwords.ts";
import { isUnspaced, NO_PHRASES, type PhraseFinder, tokenize } from "./tokenize.ts";

/** A word of a text, as it is searched. */
export type Token = {
  /** As it is written, folded. */
  readonly word: string;
  /** Its base form. */
  readonly form: string;
  /** True for a word that says nothing about the subject, such as `the` and `how many`. */
  readonly stop: boolean;
};

/** Turns texts of a language (any BCP 47 tag) into tokens; documents and questions must go the same way. */
export type Analyser = {
  /** Names what the tokens depend on: an index of another make is built anew. */
  readonly make: string;
  /** The form in which a text is searched, {@link fold}. */
  readonly fold: (text: string, lang: string) => string;
  readonly tokens: (text: string, lang: string) => readonly Token[];
  /** The forms that are searched, in order; "" stands for a stop word of a language whose stop words are left out. */
  readonly words: (text: string, lang: string) => string[];
  /** The forms of the words that say something. */
  readonly telling: (text: string, lang: string) => string[];
  /** Character n-grams: they find what word forms, compounds and typing errors hide. */
  readonly grams: (text: string, lang: string) => string[];
};

/**
 * Languages whose stop words are left out of the index. Elsewhere they stay, at half the weight in a question: lists of
 * stop words hold words such as `first` and `year`, and those cost answers (measured on public question sets).
 */
const STOPS_LEFT_OUT: ReadonlySet<string> = new Set(["ar", "hi", "th", "zh"]);

/** Moves whenever texts turn into other tokens. */
const MAKE = "2";

/** @param phrases finds the words of the domain that a general segmenter would cut, such as 跨境电商. */
export function createAnalyser(phrases: PhraseFinder = NO_PHRASES): Analyser {
  // A question is taken apart in several ways one after the other: its folding and its words are kept meanwhile.
  // What is folded already is taken as it is.
  const foldOnce = keepingLast(fold, (folded, text) => folded === text);
  const tokensOf = keepingLast((folded: string, primary: string): readonly Token[] => {
    const stops = stopWords(primary);
    return tokenize(folded, primary, phrases.find).map((word) => ({
      word,
      form: baseForm(word, primary),
      stop: stops.has(word),
    }));
  });
  const tokens = (text: string, lang: string): readonly Token[] => {
    const primary = primaryOf(lang);
    return tokensOf(foldOnce(text, primary), primary);
  };
  return {
    make: `${MAKE}-${process.versions.icu}-${phrases.make}`,
    fold: (text, lang) => foldOnce(text, primaryOf(lang)),
    tokens,
    words: (text, lang) => {
      const leaveOut = STOPS_LEFT_OUT.has(primaryOf(lang));
      return tokens(text, lang).map(({ form, stop }) => (stop && leaveOut ? "" : form));
    },
    telling: (text, lang) => tokens(text, lang).flatMap(({ form, stop }) => (stop ? [] : [form])),
    grams: (text, lang) => gramsOf(foldOnce(text, primaryOf(lang)), primaryOf(lang)),
  };
}

/** Works out the same again only where it is asked for something else than the last time, or than what came out then. */
function keepingLast<T>(
  work: (text: string, primary: string) => T,
  isResult: (result: T, text: string) => boolean = () => false,
): (text: string, primary: string) => T {
  let last: { readonly text: string; readonly primary: string; readonly result: T } | null = null;
  return (text, primary) => {
    if (last?.primary === primary && (last.text === text || isResult(last.result, text))) return last.result;
    last = { text, primary, result: work(text, primary) };
    return last.result;
  };
}

/** The neighbouring words of a sequence, each pair joined by a space; none across a "". */
export function pairsOf(words: readonly string[]): string[] {
  return words.slice(1).flatMap((word, index) => (words[index] && word ? [`${words[index]} ${word}`] : []));
}

export function primaryOf(lang: string): string {
  return lang.split("-")[0]?.toLowerCase() ?? "und";
}

const STEMMERS: Readonly<Record<string, (word: string) => string>> = { en, es, fr, ar, hi };
const MARKED_LATIN: ReadonlySet<string> = new Set(["en", "es", "fr"]);

/** Snowball stems where they do best, the first five letters where those do as well (and forgive missing marks). */
function baseForm(token: string, primary: string): string {
  if (/^\d/u.test(token) || isUnspaced(primary)) return token;
  const stem = Object.hasOwn(STEMMERS, primary) ? STEMMERS[primary] : undefined;
  const latin = /^\p{sc=Latin}/u.test(token);
  if (stem === undefined)
    return latin || /^\p{sc=Cyrillic}/u.test(token) ? Array.from(token).slice(0, 5).join("") : token;
  return latin && !MARKED_LATIN.has(primary) ? token : fold(stem(token), primary);
}

function gramsOf(folded: string, primary: string): string[] {
  const stops = isUnspaced(primary) ? EMPTY : stopWords(primary);
  const grams: string[] = [];
  for (const run of folded.match(/[\p{L}\p{M}]+|\d[\d.,]*/gu) ?? []) {
    if (/^\d/u.test(run) || stops.has(run)) continue;
    if (/\p{sc=Thai}/u.test(run)) pushGrams(grams, run, 4);
    else if (/[\p{sc=Han}\p{sc=Katakana}\p{sc=Hiragana}]/u.test(run))
      for (const dense of run.match(/[\p{sc=Han}\p{scx=Katakana}]+/gu) ?? []) pushGrams(grams, dense, 2);
    else pushGrams(grams, `_${run}_`, 4);
  }
  return grams;
}

const EMPTY: ReadonlySet<string> = new Set();

function pushGrams(grams: string[], run: string, size: number): void {
  const letters = Array.from(run);
  if (letters.length < size) grams.push(run);
  for (let index = 0; index + size <= letters.length; index++) grams.push(letters.slice(index, index + size).join(""));
}
