import { type Idea, keyOf } from "./signature.ts";

/** How much an idea tells, by its key: 1 for one of the usual kind, less for one that stands in many questions. */
export type Telling = (key: string) => number;

/** The ideas that two questions have in common, and what is left of each. */
export type Matches = {
  /** How alike the two ideas of a pair are (0 to 1), and what they weigh. */
  readonly pairs: readonly { readonly score: number; readonly weight: number }[];
  readonly left: Leftover;
  readonly otherLeft: Leftover;
};

/** What unmatched ideas weigh together: those of the glossary, and other words. */
export type Leftover = { readonly terms: number; readonly words: number };

/** Pairs the ideas of two questions, the best first, each once. `foreign` where they are written in two languages. */
export function matchIdeas(
  one: readonly Idea[],
  other: readonly Idea[],
  { foreign, telling }: { readonly foreign: boolean; readonly telling: Telling },
): Matches {
  const possible = one
    .flatMap((mine) => other.map((theirs) => ({ mine, theirs, score: ideaLikeness(mine, theirs, foreign) })))
    .filter(({ score }) => score > 0)
    .sort((left, right) => right.score - left.score);
  const used = new Set<Idea>();
  const pairs: { score: number; weight: number }[] = [];
  for (const { mine, theirs, score } of possible) {
    if (used.has(mine) || used.has(theirs)) continue;
    used.add(mine).add(theirs);
    pairs.push({ score, weight: (weightOf(mine, telling) + weightOf(theirs, telling)) / 2 });
  }
  // A word may be half of a term that is matched already: it is not left over.
  const touched = new Set(possible.flatMap(({ mine, theirs }) => [mine, theirs]));
  const leftOf = (ideas: readonly Idea[]) =>
    weigh(
      ideas.filter((idea) => !touched.has(idea)),
      telling,
    );
  return { pairs, left: leftOf(one), otherLeft: leftOf(other) };
}

function weigh(ideas: readonly Idea[], telling: Telling): Leftover {
  let terms = 0;
  let words = 0;
  for (const idea of ideas) {
    if (idea.names.length > 0) terms += weightOf(idea, telling);
    else words += weightOf(idea, telling);
  }
  return { terms, words };
}

/** What a word weighs that the glossary lacks; a single character says little, Japanese endings nothing. */
const WORD = 0.8;
const CHARACTER = 0.4;

function weightOf(idea: Idea, telling: Telling): number {
  const own = telling(keyOf(idea));
  if (idea.names.length > 0) return own;
  const [token = ""] = idea.tokens;
  if (/^\p{sc=Hiragana}+$/u.test(token)) return 0;
  return own * (Array.from(token).length === 1 ? CHARACTER : WORD);
}

/** Terms that share at least half of their words, and forms of one word. */
const NEAR = 0.6;
const FORM = 0.8;

function ideaLikeness(one: Idea, other: Idea, foreign: boolean): number {
  const isTerm = one.names.length > 0;
  const isOtherTerm = other.names.length > 0;
  if (isTerm && isOtherTerm) return termLikeness(one, other);
  if (!isTerm && !isOtherTerm) return wordLikeness(one, other, foreign);
  const [term, word] = isTerm ? [one, other] : [other, one];
  const forms = [...(foreign ? [] : term.tokens), ...term.names.flatMap(wordsOf)];
  return word.tokens.some((token) => forms.some((form) => form === token || isForm(form, token))) ? FORM : 0;
}

function termLikeness({ names }: Idea, other: Idea): number {
  if (names.some((name) => other.names.includes(name))) return 1;
  return names.some((name) => other.names.some((theirs) => wordsInCommon(name, theirs) >= 0.5)) ? NEAR : 0;
}

function wordLikeness({ tokens }: Idea, other: Idea, foreign: boolean): number {
  if (tokens.some((token) => other.tokens.includes(token))) return 1;
  return !foreign && tokens.some((token) => other.tokens.some((theirs) => isForm(token, theirs))) ? FORM : 0;
}

/** The share of their words that two names have in common (Jaccard). */
function wordsInCommon(one: string, other: string): number {
  const mine = new Set(wordsOf(one));
  const theirs = new Set(wordsOf(other));
  const shared = [...mine].filter((word) => theirs.has(word)).length;
  return shared / (mine.size + theirs.size - shared);
}

function wordsOf(name: string): string[] {
  return name.toLowerCase().split(/[\s-]+/u);
}

/** Forms of one word begin alike and differ at their ends; Arabic ones may differ at their beginnings. */
function isForm(one: string, other: string): boolean {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  const more = long.length - short.length;
  if (/^\p{sc=Arabic}/u.test(short))
    return short.length >= 4 && more <= 2 && (long.startsWith(short) || long.endsWith(short));
  return long.startsWith(short) && (short.length >= 6 ? more <= 6 : short.length === 5 && more <= 2);
}
