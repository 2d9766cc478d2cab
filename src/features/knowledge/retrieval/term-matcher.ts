import { type Analyser, primaryOf } from "./analyse.ts";
import type { GlossaryTerm } from "./glossary.ts";
import { isComparedByLikeness, likeness } from "./same-word.ts";
import { keyOf, type NamedSequence, type Part, partsOf, type TermNames } from "./term-names.ts";
import { isUnspaced } from "./tokenize.ts";

/** A stretch of a question: the terms that its words name (none for a word outside the lexicon), and those words. */
export type TermStretch = {
  readonly terms: readonly GlossaryTerm[];
  readonly forms: readonly string[];
  /** As it is written, folded. */
  readonly text: string;
};

/**
 * Parts a question into terms of the lexicon, the longest first, and the telling words that belong to none. `inside`
 * leaves out a name that is all of the text: what is left are the names that it is made of.
 */
export type TermMatcher = (question: string, options?: { readonly inside?: boolean }) => readonly TermStretch[];

export function createTermMatcher(sources: readonly TermNames[], lang: string, analyser: Analyser): TermMatcher {
  return isUnspaced(primaryOf(lang))
    ? createSubstringMatcher(sources, lang, analyser)
    : createSequenceMatcher(sources, lang, analyser);
}

/** Where words are not parted, names are looked for as they are written. */
function createSubstringMatcher(sources: readonly TermNames[], lang: string, analyser: Analyser): TermMatcher {
  const book = bookNames(sources);
  return (question, { inside = false } = {}) => {
    const text = analyser.fold(question, lang);
    let rest = text;
    const found: TermStretch[] = [];
    for (const name of namesWithin(text, book)) {
      if (!standsIn(rest, name) || (inside && name === text)) continue;
      rest = rest.replaceAll(name, "\n");
      const terms = sources.flatMap(({ written }) => written.get(name) ?? []);
      found.push({ terms, forms: analyser.telling(name, lang), text: name });
    }
    return [
      ...found,
      ...partsOf(rest, lang, analyser).map(({ word, form }) => ({ terms: [], forms: [form], text: word })),
    ];
  };
}

/** Names by their first two letters (UTF-16 units), each with its place among all of them, the longest first. */
type NameBook = ReadonlyMap<string, readonly { readonly name: string; readonly rank: number }[]>;

function bookNames(sources: readonly TermNames[]): NameBook {
  const names = [...new Set(sources.flatMap(({ written }) => [...written.keys()]))].sort(
    (one, other) => other.length - one.length,
  );
  const book = new Map<string, { readonly name: string; readonly rank: number }[]>();
  for (const [rank, name] of names.entries()) {
    const head = name.slice(0, 2);
    const alike = book.get(head) ?? [];
    alike.push({ name, rank });
    book.set(head, alike);
  }
  return book;
}

/** The names that stand anywhere in a text, the longest first. */
function namesWithin(text: string, book: NameBook): readonly string[] {
  const found = new Map<string, number>();
  for (let at = 0; at < text.length; at++)
    for (const head of [text.slice(at, at + 2), text.charAt(at)])
      for (const { name, rank } of book.get(head) ?? []) if (text.startsWith(name, at)) found.set(name, rank);
  return [...found].sort(([, one], [, other]) => one - other).map(([name]) => name);
}

/** A name in Latin letters, such as AI, stands in no longer word. */
function standsIn(text: string, name: string): boolean {
  if (!text.includes(name)) return false;
  return (
    !/^[a-z0-9]/u.test(name) ||
    new RegExp(`(?<![a-z0-9])${name.replace(/[^\p{L}\p{N}]/gu, "\\$&")}(?![a-z0-9])`, "u").test(text)
  );
}

function createSequenceMatcher(sources: readonly TermNames[], lang: string, analyser: Analyser): TermMatcher {
  const primary = primaryOf(lang);
  const alike = isComparedByLikeness(primary)
    ? (one: Part, other: Part): number => likeness(one.word, other.word, primary)
    : sameForm;
  const namesFrom = (first: Part): readonly NamedSequence[] => {
    const key = keyOf(first, lang);
    return sources.flatMap(({ sequences }) => sequences.get(key) ?? []);
  };
  return (question, { inside = false } = {}) => {
    const parts = partsOf(question, lang, analyser);
    const limit = inside ? parts.length - 1 : parts.length;
    const found: TermStretch[] = [];
    for (let index = 0; index < parts.length; ) {
      const first = parts[index];
      if (first === undefined) break;
      const { terms: best, length } = bestNames(
        namesFrom(first).filter((name) => name.parts.length <= limit),
        parts,
        index,
        alike,
      );
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

/** Words of one base form, the less alike the more their endings differ: `parks` is rather `park` than `parking`. */
function sameForm(one: Part, other: Part): number {
  if (one.form !== other.form) return 0;
  return one.word === other.word ? 1 : 0.99 - Math.abs(one.word.length - other.word.length) / 100;
}

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
