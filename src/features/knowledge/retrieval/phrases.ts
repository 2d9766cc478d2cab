import { sha256 } from "../../../shared/ids.ts";
import { primaryOf } from "./analyse.ts";
import { fold } from "./fold.ts";
import type { GlossaryTerm } from "./glossary.ts";
import { isUnspaced, type PhraseFinder, type Stretch } from "./tokenize.ts";

/** Shorter names are words of their own already. */
const SHORTEST = 2;

/**
 * Finds the names of glossary terms in texts of languages that write no spaces, the longest first, so that 跨境电商 and
 * 综合试验区 are kept whole beside the words that a general segmenter makes of them.
 */
export function createPhraseFinder(terms: readonly GlossaryTerm[]): PhraseFinder {
  const named = terms.flatMap((term) => [...term.names]).filter(([tag]) => isUnspaced(primaryOf(tag)));
  // Folding thousands of names takes a moment that commands without such a text need not wait for.
  const lexica = new Map<string, Lexicon>();
  return {
    make: sha256(named.map(([tag, names]) => [tag, ...names].join("|")).join("\n")).slice(0, 16),
    find: (folded, primary) => {
      if (!isUnspaced(primary)) return [];
      const lexicon = lexica.get(primary) ?? buildLexicon(named, primary);
      lexica.set(primary, lexicon);
      return findNames(folded, lexicon);
    },
  };
}

function buildLexicon(named: readonly (readonly [string, readonly string[]])[], primary: string): Lexicon {
  const lexicon: Lexicon = { names: new Set(), longest: 0 };
  for (const [tag, names] of named)
    if (primaryOf(tag) === primary) for (const name of names) addName(lexicon, fold(name, primary));
  return lexicon;
}

type Lexicon = { readonly names: Set<string>; longest: number };

function addName(lexicon: Lexicon, name: string): void {
  if (name.length < SHORTEST) return;
  lexicon.names.add(name);
  lexicon.longest = Math.max(lexicon.longest, name.length);
}

function findNames(text: string, { names, longest }: Lexicon): Stretch[] {
  const found: Stretch[] = [];
  for (let start = 0; start + SHORTEST <= text.length; ) {
    let end = Math.min(text.length, start + longest);
    while (end - start >= SHORTEST && !names.has(text.slice(start, end))) end -= 1;
    if (end - start >= SHORTEST) found.push({ start, end });
    start = end - start >= SHORTEST ? end : start + 1;
  }
  return found;
}
