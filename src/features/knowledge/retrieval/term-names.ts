import { type Analyser, primaryOf } from "./analyse.ts";
import { fold } from "./fold.ts";
import { type GlossaryTerm, namesIn } from "./glossary.ts";
import { isComparedByLikeness } from "./same-word.ts";
import { isUnspaced } from "./tokenize.ts";

/** A word of a name or of a question: as it is written when folded, and its base form. */
export type Part = { readonly word: string; readonly form: string };

/** A name in its telling words, and the term it names. */
export type NamedSequence = {
  readonly parts: readonly Part[];
  readonly term: GlossaryTerm;
  /** True for an abbreviation such as `US`: it is no form of `use`, whatever a stemmer makes of that. */
  readonly isAbbreviation: boolean;
};

/** The names of some terms in one language, ready to be looked for. */
export type TermNames = {
  /** Where words are not parted: the terms by name, folded. Else empty. */
  readonly written: ReadonlyMap<string, readonly GlossaryTerm[]>;
  /** Where words are parted: the names by the key of their first word. Else empty. */
  readonly sequences: ReadonlyMap<string, readonly NamedSequence[]>;
};

/** Prepares the names of terms, each language when it is first asked for: some cost 0.2 s for the whole glossary. */
export function createTermNames(terms: readonly GlossaryTerm[], analyser: Analyser): (lang: string) => TermNames {
  const prepared = new Map<string, TermNames>();
  return (lang) => {
    const known = prepared.get(lang) ?? prepare(terms, lang, analyser);
    prepared.set(lang, known);
    return known;
  };
}

function prepare(terms: readonly GlossaryTerm[], lang: string, analyser: Analyser): TermNames {
  return isUnspaced(primaryOf(lang))
    ? { written: listWritten(terms, lang), sequences: new Map() }
    : { written: new Map(), sequences: listSequences(terms, lang, analyser) };
}

function listWritten(terms: readonly GlossaryTerm[], lang: string): Map<string, GlossaryTerm[]> {
  const named = new Map<string, GlossaryTerm[]>();
  for (const term of terms)
    for (const name of namesIn(term, lang)) {
      const folded = fold(name, primaryOf(lang));
      if (folded.length >= 2 || /\p{sc=Han}/u.test(folded)) append(named, folded, term);
    }
  return named;
}

function append(lists: Map<string, GlossaryTerm[]>, key: string, term: GlossaryTerm): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [term]);
  else if (!list.includes(term)) list.push(term);
}

function listSequences(terms: readonly GlossaryTerm[], lang: string, analyser: Analyser): Map<string, NamedSequence[]> {
  const sequences = new Map<string, NamedSequence[]>();
  // A word stands in many names, and is held once.
  const known = new Map<string, Part>();
  for (const term of terms)
    for (const name of namesIn(term, lang)) {
      const parts = partsOf(name, lang, analyser).map((part) => known.get(part.word) ?? keep(known, part));
      const [first] = parts;
      // `trade-in` without its stop word would be any trade.
      if (first === undefined || (parts.length === 1 && analyser.tokens(name, lang).length > 1)) continue;
      const key = keyOf(first, lang);
      const list = sequences.get(key) ?? [];
      sequences.set(key, list);
      list.push({ parts, term, isAbbreviation: isAbbreviation(name, lang) });
    }
  return sequences;
}

function keep(known: Map<string, Part>, part: Part): Part {
  known.set(part.word, part);
  return part;
}

function isAbbreviation(name: string, lang: string): boolean {
  return !isComparedByLikeness(primaryOf(lang)) && /^\p{Lu}{2,4}$/u.test(name);
}

/** The telling words of a text. */
export function partsOf(text: string, lang: string, analyser: Analyser): Part[] {
  return analyser.tokens(text, lang).flatMap(({ word, form, stop }) => (stop ? [] : [{ word, form }]));
}

/** What the names that may begin with a word are found by. */
export function keyOf({ word, form }: Part, lang: string): string {
  return isComparedByLikeness(primaryOf(lang)) ? word.slice(0, KEY) : form;
}

/** So many first letters of a word select the names it is compared with. */
const KEY = 3;
