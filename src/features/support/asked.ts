import { ASKED, ASKED_WORDS, type Asked } from "./asked-words.ts";
import { phrasePattern } from "./phrase-pattern.ts";

/** A question with the words taken out that say only what kind of answer it wants. */
export type AskedFor = { readonly kinds: readonly Asked[]; readonly rest: string };

/**
 * Tells what kind of answer a question wants, by the set phrases of its language; none where it has none of them. Phrases
 * are sought in the order of {@link ASKED}, and a found one is taken out, so "how long" is no "how".
 */
export function readAsked(question: string, lang: string): AskedFor {
  const primary = lang.split("-")[0] ?? lang;
  const patterns = patternsOf(primary);
  let rest = question.normalize("NFKC");
  const kinds: Asked[] = [];
  for (const kind of ASKED) {
    const pattern = patterns.get(kind);
    if (pattern === undefined) continue;
    const without = rest.replace(pattern, " ");
    if (without !== rest) kinds.push(kind);
    rest = without;
  }
  return { kinds, rest };
}

/** True where two questions may want the same answer: one of them says nothing of its kind, or they share a kind. */
export function mayAskTheSame(one: readonly Asked[], other: readonly Asked[]): boolean {
  if (one.length === 0 || other.length === 0) return true;
  const amount = (kinds: readonly Asked[]): boolean => kinds.includes("price") || kinds.includes("quantity");
  return one.some((kind) => other.includes(kind)) || (amount(one) && amount(other));
}

const compiled = new Map<string, ReadonlyMap<Asked, RegExp>>();

function patternsOf(primary: string): ReadonlyMap<Asked, RegExp> {
  const known = compiled.get(primary);
  if (known !== undefined) return known;
  const phrases = Object.hasOwn(ASKED_WORDS, primary) ? (ASKED_WORDS[primary] ?? {}) : {};
  const made = new Map<Asked, RegExp>();
  for (const kind of ASKED) {
    const listed = phrases[kind];
    if (listed !== undefined) made.set(kind, phrasePattern(listed, primary));
  }
  compiled.set(primary, made);
  return made;
}
