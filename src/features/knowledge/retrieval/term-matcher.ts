import { type Analyser, primaryOf } from "./analyse.ts";
import { fold } from "./fold.ts";
import { type GlossaryTerm, namesIn } from "./glossary.ts";
import { isUnspaced } from "./tokenize.ts";

/** A stretch of a question: the terms that its words name (none for a word outside the lexicon), and those words. */
export type TermStretch = { readonly terms: readonly GlossaryTerm[]; readonly forms: readonly string[] };

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
      if (!rest.includes(name)) continue;
      rest = rest.replaceAll(name, "\n");
      found.push({ terms: named.get(name) ?? [], forms: analyser.telling(name, lang) });
    }
    return [...found, ...analyser.telling(rest, lang).map((form) => ({ terms: [], forms: [form] }))];
  };
}

function append(lists: Map<string, GlossaryTerm[]>, key: string, term: GlossaryTerm): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [term]);
  else if (!list.includes(term)) list.push(term);
}

type NamedSequence = { readonly forms: readonly string[]; readonly term: GlossaryTerm };

function createSequenceMatcher(terms: readonly GlossaryTerm[], lang: string, analyser: Analyser): TermMatcher {
  const sequences = indexSequences(terms, lang, analyser);
  const suffixing = SUFFIXING.has(primaryOf(lang));
  return (question) => {
    const forms = analyser.telling(question, lang);
    const found: TermStretch[] = [];
    for (let index = 0; index < forms.length; ) {
      const form = forms[index] ?? "";
      const candidates = [
        ...(sequences.get(form) ?? []),
        ...(suffixing && form.length > SHORT ? (sequences.get(form.slice(0, SHORT)) ?? []) : []),
      ];
      const fitting = candidates.filter((name) =>
        name.forms.every((part, offset) => isForm(forms[index + offset], part, suffixing)),
      );
      const length = Math.max(1, ...fitting.map((name) => name.forms.length));
      const longest = fitting.filter((name) => name.forms.length === length).map(({ term }) => term);
      found.push({ terms: [...new Set(longest)], forms: forms.slice(index, index + length) });
      index += length;
    }
    return found;
  };
}

function indexSequences(
  terms: readonly GlossaryTerm[],
  lang: string,
  analyser: Analyser,
): ReadonlyMap<string, readonly NamedSequence[]> {
  const sequences = new Map<string, NamedSequence[]>();
  for (const term of terms)
    for (const name of namesIn(term, lang)) {
      const forms = analyser.telling(name, lang);
      const [first] = forms;
      if (first === undefined) continue;
      sequences.set(first, [...(sequences.get(first) ?? []), { forms, term }]);
    }
  return sequences;
}

/** Languages whose suffixes can follow a short name directly, so that its form in a question is longer than itself. */
const SUFFIXING: ReadonlySet<string> = new Set(["tr", "ru", "pl", "hi"]);
const SHORT = 4;

function isForm(form: string | undefined, name: string, suffixing: boolean): boolean {
  return form === name || (suffixing && name.length === SHORT && form?.startsWith(name) === true);
}
