import { analyse, analyseWords, primaryOf } from "./analyse.ts";
import type { WeightedTerms } from "./field-index.ts";
import { fold } from "./fold.ts";
import type { GlossaryTerm } from "./glossary.ts";

/** A question in the tokens of every language that the documents are written in. */
export type ExpandedQuery = {
  readonly words: WeightedTerms;
  readonly grams: WeightedTerms;
  readonly pairs: WeightedTerms;
  /** The ideas of the question: each is met where any of its tokens stands. It measures what a passage covers. */
  readonly concepts: readonly Concept[];
};

/** One idea: its tokens over all languages, and what kind of idea it is. */
export type Concept = {
  readonly tokens: readonly string[];
  /** A bare number, such as a year; the name of a place; a word of the trade; or any other word. */
  readonly kind: "number" | "place" | "term" | "word";
  /** For a place: its English name, and those of the places around it. */
  readonly places: readonly string[];
  /** For a place or a word of the trade: its usual English name, the same whatever the language of the question. */
  readonly name?: string | undefined;
};

/** Turns questions into weighted tokens, bridging languages through glossary terms. */
export type QueryExpander = (question: string, lang: string, targets: readonly string[]) => ExpandedQuery;

/** What a translated token weighs beside one of the question itself; ties go to the asker's language. */
const TRANSLATED = 0.9;
const SYNONYM = 0.4;

export function createQueryExpander(terms: readonly GlossaryTerm[]): QueryExpander {
  const matchers = new Map<string, TermMatcher>();
  const matcherFor = (lang: string): TermMatcher => {
    const known = matchers.get(lang) ?? createMatcher(terms, lang);
    matchers.set(lang, known);
    return known;
  };

  return (question, lang, targets) => {
    const own = analyse(question, lang);
    const words = new Map<string, number>();
    const grams = new Map<string, number>();
    const pairs = new Map<string, number>();
    for (const token of own.words) raise(words, token, 1);
    for (const token of own.grams) raise(grams, token, 1);
    for (const token of own.pairs) raise(pairs, token, 1);

    const { matches, free } = matcherFor(lang)(question);
    const concepts: Concept[] = free.map((token) => ({
      tokens: [token],
      kind: /^\d/u.test(token) ? "number" : "word",
      places: [],
    }));
    for (const term of matches) {
      const tokens = new Set<string>();
      for (const target of new Set([lang, ...targets])) {
        const foreign = primaryOf(target) !== primaryOf(lang);
        const names = namesIn(term, target);
        for (const name of names) {
          const share = (foreign ? TRANSLATED : SYNONYM) / Math.sqrt(names.length);
          const analysed = analyse(name, target);
          for (const token of analysed.words) {
            raise(words, token, share);
            tokens.add(token);
          }
          if (foreign) for (const token of analysed.grams) raise(grams, token, share / 2);
          if (foreign) for (const token of analysed.pairs) raise(pairs, token, share);
        }
      }
      concepts.push({
        tokens: [...tokens],
        kind: term.places.length > 0 ? "place" : "term",
        places: term.places,
        name: term.names.get("en")?.[0],
      });
    }
    // Names and numbers in Latin letters mean the same in every language, whatever their form in this one.
    for (const target of targets) {
      if (primaryOf(target) === primaryOf(lang)) continue;
      for (const run of question.match(/[\p{sc=Latin}][\p{sc=Latin}\p{N}&.-]*/gu) ?? []) {
        for (const token of analyse(run, target).words) if (!words.has(token)) raise(words, token, TRANSLATED);
      }
    }
    return { words, grams, pairs, concepts };
  };
}

/** Takes the greater weight: a token that comes twice says no more. */
function raise(tokens: Map<string, number>, token: string, weight: number): void {
  if ((tokens.get(token) ?? 0) < weight) tokens.set(token, weight);
}

function namesIn(term: GlossaryTerm, tag: string): readonly string[] {
  const exact = term.names.get(tag);
  if (exact !== undefined) return exact;
  for (const [known, names] of term.names) if (primaryOf(known) === primaryOf(tag)) return names;
  return [];
}

/** Finds glossary terms in a question, the longest first, and the words that belong to none. */
type TermMatcher = (question: string) => {
  readonly matches: readonly GlossaryTerm[];
  readonly free: readonly string[];
};

function createMatcher(terms: readonly GlossaryTerm[], lang: string): TermMatcher {
  const primary = primaryOf(lang);
  return primary === "zh" || primary === "ja" || primary === "th"
    ? createSubstringMatcher(terms, lang)
    : createSequenceMatcher(terms, lang);
}

function createSubstringMatcher(terms: readonly GlossaryTerm[], lang: string): TermMatcher {
  const primary = primaryOf(lang);
  const names = terms
    .flatMap((term) => namesIn(term, lang).map((name) => ({ name: fold(name, primary), term })))
    .filter(({ name }) => name.length >= 2)
    .sort((one, other) => other.name.length - one.name.length);
  return (question) => {
    let rest = fold(question, primary);
    const matches: GlossaryTerm[] = [];
    for (const { name, term } of names) {
      if (!rest.includes(name)) continue;
      rest = rest.replaceAll(name, "\n");
      matches.push(term);
    }
    return { matches, free: analyseWords(rest, lang).filter((word) => word !== "") };
  };
}

function createSequenceMatcher(terms: readonly GlossaryTerm[], lang: string): TermMatcher {
  const sequences = new Map<string, { readonly tokens: readonly string[]; readonly term: GlossaryTerm }[]>();
  for (const term of terms) {
    for (const name of namesIn(term, lang)) {
      const tokens = analyseWords(name, lang).filter((token) => token !== "");
      const first = tokens[0];
      if (first === undefined) continue;
      const list = sequences.get(first) ?? [];
      list.push({ tokens, term });
      sequences.set(first, list);
    }
  }
  for (const list of sequences.values()) list.sort((one, other) => other.tokens.length - one.tokens.length);
  const suffixing = SUFFIXING.has(primaryOf(lang));
  return (question) => {
    const tokens = analyseWords(question, lang).filter((token) => token !== "");
    const matches: GlossaryTerm[] = [];
    const free: string[] = [];
    for (let index = 0; index < tokens.length; ) {
      const token = tokens[index] ?? "";
      const candidates = [
        ...(sequences.get(token) ?? []),
        ...(suffixing && token.length > SHORT ? (sequences.get(token.slice(0, SHORT)) ?? []) : []),
      ];
      const fitting = candidates.filter(({ tokens: name }) =>
        name.every((part, offset) => isForm(tokens[index + offset], part, suffixing)),
      );
      const longest = fitting[0];
      if (longest === undefined) {
        free.push(tokens[index] ?? "");
        index += 1;
        continue;
      }
      for (const { tokens: same, term } of fitting) if (same.length === longest.tokens.length) matches.push(term);
      index += longest.tokens.length;
    }
    return { matches, free };
  };
}

/** Languages whose suffixes can follow a short name directly, so that its form in a question is longer than itself. */
const SUFFIXING: ReadonlySet<string> = new Set(["tr", "ru", "pl", "hi"]);
const SHORT = 4;

function isForm(token: string | undefined, name: string, suffixing: boolean): boolean {
  return token === name || (suffixing && name.length === SHORT && token?.startsWith(name) === true);
}
