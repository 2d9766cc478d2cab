import { type Analyser, primaryOf } from "./analyse.ts";
import { fold } from "./fold.ts";
import { type GlossaryTerm, namesIn } from "./glossary.ts";
import { isComparedByLikeness, likeness } from "./same-word.ts";
import { isUnspaced } from "./tokenize.ts";

/** A stretch of a question: the terms that its words name (none for a word outside the lexicon), and those words. */
export type TermStretch = {
  readonly terms: readonly GlossaryTerm[];
  readonly forms: readonly string[];
  /** As it is written, folded. */
  readonly text: string;
};

/** Parts a question into terms of the lexicon, the longest first, and the telling words that belong to none. */
export type TermMatcher = (question: string) => readonly TermStretch[];

export function createTermMatcher(terms: readonly GlossaryTerm[], lang: string, analyser: Analyser): TermMatcher {
  return isUnspaced(primaryOf(lang))
    ? createSubstringMatcher(terms, lang, analyser)
    : createSequenceMatcher(terms, lang, analyser);
}

/** Where words are not parted, names are looked for as they are written. */
function createSubstringMatcher(terms: readonly GlossaryTerm[], lang: string, analyser: Analyser): TermMatcher {
  const primary = primaryOf(lang);
  const named = new Map<string, GlossaryTerm[]>();
  for (const term of terms)
    for (const name of namesIn(term, lang)) {
      const folded = fold(name, primary);
      if (folded.length >= 2 || /\p{sc=Han}/u.test(folded)) append(named, folded, term);
    }
  const names = [...named.keys()].sort((one, other) => other.length - one.length);
  return (question) => {
    let rest = fold(question, primary);
    const found: TermStretch[] = [];
    for (const name of names) {
      if (!standsIn(rest, name)) continue;
      rest = rest.replaceAll(name, "\n");
      found.push({ terms: named.get(name) ?? [], forms: analyser.telling(name, lang), text: name });
    }
    return [
      ...found,
      ...analyser
        .tokens(rest, lang)
        .flatMap(({ word, form, stop }) => (stop ? [] : [{ terms: [], forms: [form], text: word }])),
    ];
  };
}

/** A name in Latin letters, such as AI, stands in no longer word. */
function standsIn(text: string, name: string): boolean {
  if (!text.includes(name)) return false;
  return (
    !/^[a-z0-9]/u.test(name) ||
    new RegExp(`(?<![a-z0-9])${name.replace(/[^\p{L}\p{N}]/gu, "\\$&")}(?![a-z0-9])`, "u").test(text)
  );
}

function append(lists: Map<string, GlossaryTerm[]>, key: string, term: GlossaryTerm): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [term]);
  else if (!list.includes(term)) list.push(term);
}

type NamedSequence = {
  readonly parts: readonly Part[];
  readonly term: GlossaryTerm;
  /** True for an abbreviation such as `US`: it is no form of `use`, whatever a stemmer makes of that. */
  readonly isAbbreviation: boolean;
};

/** A word of a name or of a question: as it is written when folded, and its base form. */
type Part = { readonly word: string; readonly form: string };

function createSequenceMatcher(terms: readonly GlossaryTerm[], lang: string, analyser: Analyser): TermMatcher {
  const primary = primaryOf(lang);
  const keyOf = isComparedByLikeness(primary)
    ? ({ word }: Part): string => word.slice(0, KEY)
    : ({ form }: Part): string => form;
  const alike = isComparedByLikeness(primary)
    ? (one: Part, other: Part): number => likeness(one.word, other.word, primary)
    : (one: Part, other: Part): number => (one.form === other.form ? 1 : 0);
  const partsOf = (text: string): Part[] =>
    analyser.tokens(text, lang).flatMap(({ word, form, stop }) => (stop ? [] : [{ word, form }]));
  const sequences = new Map<string, NamedSequence[]>();
  for (const term of terms)
    for (const name of namesIn(term, lang)) {
      const parts = partsOf(name);
      const [first] = parts;
      // `trade-in` without its stop word would be any trade.
      if (first === undefined || (parts.length === 1 && analyser.tokens(name, lang).length > 1)) continue;
      const list = sequences.get(keyOf(first)) ?? [];
      sequences.set(keyOf(first), list);
      list.push({ parts, term, isAbbreviation: !isComparedByLikeness(primary) && ABBREVIATION.test(name) });
    }
  return (question) => {
    const parts = partsOf(question);
    const found: TermStretch[] = [];
    for (let index = 0; index < parts.length; ) {
      const first = parts[index];
      if (first === undefined) break;
      const { terms: best, length } = bestNames(sequences.get(keyOf(first)) ?? [], parts, index, alike);
      const own = parts.slice(index, index + length);
      found.push({
        terms: best,
        forms: own.map(({ form }) => form),
        text: own.map(({ word }) => word).join(" "),
      });
      index += length;
    }
    return found;
  };
}

const ABBREVIATION = /^\p{Lu}{2,4}$/u;

/** So many first letters of a word select the names it is compared with. */
const KEY = 3;

/** The terms with the longest name that stands at a place of the question; of those, the ones most alike. */
function bestNames(
  names: readonly NamedSequence[],
  parts: readonly Part[],
  at: number,
  alike: (one: Part, other: Part) => number,
): { readonly terms: readonly GlossaryTerm[]; readonly length: number } {
  let best: { readonly terms: Set<GlossaryTerm>; readonly length: number; readonly alike: number } | null = null;
  for (const name of names) {
    const length = name.parts.length;
    if (best !== null && length < best.length) continue;
    let least = 1;
    name.parts.forEach((part, offset) => {
      const own = parts[at + offset];
      const strict = name.isAbbreviation && own?.word !== part.word;
      least = Math.min(least, own === undefined || strict ? 0 : alike(part, own));
    });
    if (least === 0) continue;
    if (best === null || length > best.length || least > best.alike)
      best = { terms: new Set([name.term]), length, alike: least };
    else if (least === best.alike) best.terms.add(name.term);
  }
  return best === null ? { terms: [], length: 1 } : { terms: [...best.terms], length: best.length };
}
