import { type Analyser, type GlossaryTerm, namesIn } from "../knowledge/index.ts";

/** What the lexicon tells of its terms, each by its usual English name. */
export type Lexicon = {
  /** The terms that mean nearly the same: many languages have one name for both, as for a deadline and a time limit. */
  readonly akinTo: (name: string) => readonly string[];
  readonly isPlace: (name: string) => boolean;
  /** The base forms of English words. */
  readonly wordsOf: (english: string) => readonly string[];
};

/** In so many languages two terms must share a name to be akin; in fewer they may be homonyms. */
const AKIN = 4;

/** @param terms the lexicon itself; it is looked through once, when first asked. */
export function createLexicon(terms: readonly GlossaryTerm[], analyser: Pick<Analyser, "telling">): Lexicon {
  const places = new Set(terms.flatMap((term) => (term.places.length > 0 ? [nameOf(term)] : [])));
  let akin: ReadonlyMap<string, ReadonlySet<string>> | null = null;
  return {
    akinTo: (name) => {
      akin ??= findAkin(terms);
      return [...(akin.get(name) ?? [])];
    },
    isPlace: (name) => places.has(name),
    wordsOf: (english) => analyser.telling(english, "en"),
  };
}

function nameOf(term: GlossaryTerm): string {
  return namesIn(term, "en")[0] ?? "";
}

function findAkin(terms: readonly GlossaryTerm[]): ReadonlyMap<string, ReadonlySet<string>> {
  const shared = new Map<string, Map<string, Set<string>>>();
  for (const lang of new Set(terms.flatMap((term) => [...term.names.keys()].map(languageOf))))
    for (const group of sharingNames(terms, lang))
      for (const one of group)
        for (const other of group) {
          if (one === other) continue;
          const others = shared.get(one) ?? new Map<string, Set<string>>();
          shared.set(one, others.set(other, (others.get(other) ?? new Set()).add(lang)));
        }
  const akin = new Map<string, ReadonlySet<string>>();
  for (const [one, others] of shared)
    akin.set(one, new Set([...others].flatMap(([other, langs]) => (langs.size >= AKIN ? [other] : []))));
  return akin;
}

/** Chinese counts once, whatever its characters. */
function languageOf(tag: string): string {
  return tag.split("-")[0] ?? tag;
}

/** The groups of terms that share a name in a language. Nearly all names are of one term, and take no group. */
function sharingNames(terms: readonly GlossaryTerm[], lang: string): Iterable<ReadonlySet<string>> {
  const first = new Map<string, string>();
  const groups = new Map<string, Set<string>>();
  for (const term of terms)
    for (const [tag, names] of term.names) {
      if (languageOf(tag) !== lang) continue;
      for (const name of names) {
        const folded = name.toLowerCase();
        const own = nameOf(term);
        const known = first.get(folded);
        if (known === undefined) first.set(folded, own);
        else if (known !== own) groups.set(folded, (groups.get(folded) ?? new Set([known])).add(own));
      }
    }
  return groups.values();
}
