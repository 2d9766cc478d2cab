import { remember } from "../../../shared/remember.ts";
import { type Analyser, pairsOf, primaryOf } from "./analyse.ts";
import { fold } from "./fold.ts";
import { type GlossaryTerm, namesIn } from "./glossary.ts";
import { romaniseNames } from "./romanise.ts";
import { foreignSkeletons } from "./skeleton.ts";
import { createTermMatcher, type TermMatcher, type TermStretch } from "./term-matcher.ts";
import { createTermNames, type TermNames } from "./term-names.ts";
import { isUnspaced } from "./tokenize.ts";

/** Terms of a question or a field, with what each weighs. */
export type WeightedTerms = ReadonlyMap<string, number>;

/** A question in the tokens of every language that the documents are written in. */
export type ExpandedQuery = {
  /** What it is written in. */
  readonly lang: string;
  readonly words: WeightedTerms;
  readonly grams: WeightedTerms;
  readonly pairs: WeightedTerms;
  /** The ideas of the question, in its order. They measure what a text covers. */
  readonly concepts: readonly Concept[];
};

/** One idea of a question: it is met where the words of any of its alternatives stand. */
export type Concept = {
  readonly alternatives: readonly (readonly string[])[];
  /**
   * A bare number, such as a year; the name of a place; a term of the lexicon; any other word; or Chinese characters
   * that are a name where a document holds it, and nothing where none does.
   */
  readonly kind: "number" | "place" | "term" | "word" | "name";
  /** For a place: its English name, and those of the places around it. */
  readonly places: readonly string[];
  /** The groups of the lexicon that its terms stand in. */
  readonly groups: readonly string[];
  /** The usual English names of its terms, the same in every language; none for a word outside the lexicon. */
  readonly names: readonly string[];
  /** The first of those, else the word as it is written, folded. */
  readonly name: string;
  /** Where its name is made of other names, those: 人才培养 is 人才 and 培养. Else empty. */
  readonly parts: readonly Concept[];
};

/** Turns questions into weighted tokens, bridging languages through the terms of the lexicon. */
export type QueryExpander = (question: string, lang: string, targets: readonly string[]) => ExpandedQuery;

/** The English names of the places that a text of a language names, in its order. */
export type PlaceReader = (text: string, lang: string) => readonly string[];

/** What a translated token weighs beside one of the question itself; ties go to the asker's language. */
const TRANSLATED = 0.9;
const SYNONYM = 0.4;
/** What the names of a part of a name weigh beside those of the whole. */
const PART = 0.5;
/** A stop word that stays in the index tells little. */
const STOP = 0.5;
/** A name that sounds alike may be another. */
const ALIKE = 0.6;

export function createQueryExpander(terms: readonly GlossaryTerm[], analyser: Analyser): QueryExpander {
  return createExpander([createTermNames(terms, analyser)], analyser).expand;
}

/** Reads the ideas of a question, and the places of any text. */
export type Expander = { readonly expand: QueryExpander; readonly placesIn: PlaceReader };

/** The sentences that questions come to are the same again and again; a result is some 200 bytes. */
const PLACES_KEPT = 4_000;
/** So are the names of the lexicon; a result is some 1,000 bytes. */
const NAMES_KEPT = 2_000;

/** The tokens of a name in a language. */
type NameReader = (
  name: string,
  lang: string,
) => { readonly words: readonly string[]; readonly grams: readonly string[] };

/** An expander over terms from several sources, whose names are prepared already or when they are first needed. */
export function createExpander(sources: readonly ((lang: string) => TermNames)[], analyser: Analyser): Expander {
  const matchers = new Map<string, TermMatcher>();
  const matcherFor = (lang: string): TermMatcher => {
    const known =
      matchers.get(lang) ??
      createTermMatcher(
        sources.map((namesOf) => namesOf(lang)),
        lang,
        analyser,
      );
    matchers.set(lang, known);
    return known;
  };

  const readName: NameReader = remember(
    (name, lang) => ({
      words: analyser.words(name, lang).filter((word) => word !== ""),
      grams: analyser.grams(name, lang),
    }),
    NAMES_KEPT,
  );

  /** What a name of several words is made of, where all of them are names themselves. */
  const partsOfName = (
    weighted: Weighted,
    { text, forms }: TermStretch,
    lang: string,
    targets: readonly string[],
  ): Concept[] => {
    if (forms.length < 2) return [];
    const parts = matcherFor(lang)(text, { inside: true });
    if (parts.length < 2 || parts.some(({ terms }) => terms.length === 0)) return [];
    const foreign = targets.filter((target) => primaryOf(target) !== primaryOf(lang));
    return parts.map((part) =>
      termConcept(part.terms, [
        ...foreign.flatMap((target) => addNames(weighted, part.terms, target, lang, readName, PART)),
        part.forms,
      ]),
    );
  };

  const expand: QueryExpander = (question, lang, targets) => {
    const weighted = ownTokens(question, lang, analyser);
    const languages = [...new Set([lang, ...targets])];
    const stretches = matchStretches(matcherFor, question, lang);
    const concepts = stretches.map((stretch): Concept => {
      if (stretch.terms.length === 0) return wordConcept(stretch, languages, analyser);
      const alternatives = languages.flatMap((target) => addNames(weighted, stretch.terms, target, lang, readName));
      return termConcept(
        stretch.terms,
        [...alternatives, stretch.forms],
        partsOfName(weighted, stretch, lang, targets),
      );
    });
    addLatinRuns(weighted, question, lang, targets, analyser);
    for (const skeleton of foreignSkeletons(question)) raise(weighted.words, skeleton, ALIKE);
    return { lang, ...weighted, concepts: [...concepts, ...nameConcepts(question, stretches, lang, targets)] };
  };
  const placesIn = remember(
    (text, lang) => matchStretches(matcherFor, text, lang).flatMap(({ terms }) => placesOf(terms).slice(0, 1)),
    PLACES_KEPT,
  );
  return { expand, placesIn };
}

type Weighted = { readonly [field in "words" | "grams" | "pairs"]: Map<string, number> };

function ownTokens(question: string, lang: string, analyser: Analyser): Weighted {
  const weighted: Weighted = { words: new Map(), grams: new Map(), pairs: new Map() };
  const words = analyser.words(question, lang);
  const kept = new Set(words);
  for (const { form, stop } of analyser.tokens(question, lang))
    if (kept.has(form)) raise(weighted.words, form, stop ? STOP : 1);
  for (const token of analyser.grams(question, lang)) raise(weighted.grams, token, 1);
  for (const pair of pairsOf(words)) raise(weighted.pairs, pair, 1);
  return weighted;
}

/** Adds the names of terms in a language, and returns their words: what meets the idea there. */
function addNames(
  weighted: Weighted,
  terms: readonly GlossaryTerm[],
  target: string,
  lang: string,
  readName: NameReader,
  weight = 1,
): string[][] {
  const foreign = primaryOf(target) !== primaryOf(lang);
  const names = [...new Set(terms.flatMap((term) => namesIn(term, target)))];
  const share = (weight * (foreign ? TRANSLATED : SYNONYM)) / Math.sqrt(Math.max(1, names.length));
  return names.map((name) => {
    const { words, grams } = readName(name, target);
    for (const word of words) raise(weighted.words, word, share);
    if (foreign) for (const token of grams) raise(weighted.grams, token, share / 2);
    if (foreign) for (const pair of pairsOf(words)) raise(weighted.pairs, pair, share);
    return [...words];
  });
}

/** Names and numbers in Latin letters mean the same in every language, whatever their form in this one. */
function addLatinRuns(
  weighted: Weighted,
  question: string,
  lang: string,
  targets: readonly string[],
  analyser: Analyser,
): void {
  for (const target of targets) {
    if (primaryOf(target) === primaryOf(lang)) continue;
    for (const run of question.match(/[\p{sc=Latin}][\p{sc=Latin}\p{N}&.-]*/gu) ?? [])
      for (const token of analyser.telling(run, target))
        if (!weighted.words.has(token)) raise(weighted.words, token, TRANSLATED);
  }
}

/** The stretches of a question. Words of English in the midst of another language are read as English. */
function matchStretches(matcherFor: (lang: string) => TermMatcher, question: string, lang: string): TermStretch[] {
  const english = matcherFor("en");
  const mixed = isUnspaced(primaryOf(lang)) || /[^\p{sc=Latin}\P{L}]/u.test(question);
  const runs = mixed ? (question.match(LATIN_RUN) ?? []) : [];
  const rest = mixed ? question.replace(LATIN_RUN, "\n") : question;
  const own = matcherFor(lang)(rest).flatMap((stretch) => {
    if (lang === "en" || stretch.terms.length > 0 || !/^[a-z]/u.test(stretch.text)) return [stretch];
    const [loan] = english(stretch.text);
    return loan === undefined || loan.terms.length === 0 ? [stretch] : [loan];
  });
  return [...runs.flatMap((run) => english(run)), ...own];
}

const LATIN_RUN = /[\p{sc=Latin}][\p{sc=Latin}\p{N}'&.-]*(?: +[\p{sc=Latin}][\p{sc=Latin}\p{N}'&.-]*)*/gu;

/** A word of no term: as it is in the languages of the documents, and by its sound where it may be a name. */
function wordConcept({ forms, text }: TermStretch, languages: readonly string[], analyser: Analyser): Concept {
  const abroad = /^[a-z]/u.test(text) ? languages.map((language) => analyser.telling(text, language)) : [];
  const sounds = foreignSkeletons(text).map((sound) => [sound]);
  return {
    alternatives: [forms, ...abroad, ...sounds].filter((one) => one.length > 0),
    kind: /^\d/u.test(text) ? "number" : "word",
    places: [],
    groups: [],
    names: [],
    name: text,
    parts: [],
  };
}

/** Chinese characters of no term, as names in Latin letters, where documents are in another script. */
function nameConcepts(
  question: string,
  stretches: readonly TermStretch[],
  lang: string,
  targets: readonly string[],
): Concept[] {
  if (!isUnspaced(primaryOf(lang)) || targets.every((target) => isUnspaced(primaryOf(target)))) return [];
  const rest = stretches
    .filter(({ terms }) => terms.length > 0)
    .reduce((text, { text: name }) => text.replaceAll(name, "\n"), fold(question, primaryOf(lang)));
  return romaniseNames(rest).map(({ written, spellings }) => ({
    alternatives: spellings,
    kind: "name",
    places: [],
    groups: [],
    names: [],
    name: written,
    parts: [],
  }));
}

function termConcept(
  terms: readonly GlossaryTerm[],
  alternatives: readonly (readonly string[])[],
  parts: readonly Concept[] = [],
): Concept {
  const places = placesOf(terms);
  const names = [...new Set(terms.flatMap((term) => term.names.get("en")?.slice(0, 1) ?? []))];
  return {
    alternatives: alternatives.filter((words) => words.length > 0),
    kind: places.length === 0 ? "term" : "place",
    places,
    groups: [...new Set(terms.map(({ group }) => group))],
    names,
    name: names[0] ?? "",
    parts,
  };
}

/** A country stands in the lexicon and among the regions, and only there as a member of the EU. */
function placesOf(terms: readonly GlossaryTerm[]): string[] {
  return [...new Set(terms.flatMap((term) => term.places))];
}

/** Takes the greater weight: a token that comes twice says no more. */
function raise(tokens: Map<string, number>, token: string, weight: number): void {
  if ((tokens.get(token) ?? 0) < weight) tokens.set(token, weight);
}
