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

/** What unmatched ideas weigh together: those of the lexicon, and other words. */
export type Leftover = { readonly terms: number; readonly words: number };

/** Pairs the ideas of two questions, the best first, each once. `foreign` where they are written in two languages. */
export function matchIdeas(
  one: readonly Idea[],
  other: readonly Idea[],
  { foreign, telling }: { readonly foreign: boolean; readonly telling: Telling },
): Matches {
  const words = wordsOfAll(one, foreign);
  const otherWords = wordsOfAll(other, foreign);
  const possible = one
    .flatMap((mine) =>
      other.map((theirs) => {
        const score = ideaLikeness(mine, theirs, foreign);
        const isCovered = () => isSaidBy(mine, otherWords, foreign) && isSaidBy(theirs, words, foreign);
        return { mine, theirs, score: score > 0 && score < PARTED && isCovered() ? PARTED : score };
      }),
    )
    .filter(({ score }) => score > 0)
    .sort((left, right) => right.score - left.score);
  const used = new Set<Idea>();
  const pairs: { score: number; weight: number }[] = [];
  for (const { mine, theirs, score } of possible) {
    if (used.has(mine) || used.has(theirs)) continue;
    used.add(mine).add(theirs);
    pairs.push({ score, weight: (weightOf(mine, telling) + weightOf(theirs, telling)) / 2 });
  }
  // An idea may be half of one that is matched already, such as the account of a frozen account: it is not left over.
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

/** What a word weighs that the lexicon lacks, a single character that a segmenter left over, and a term of an action. */
const WORD = 0.8;
const CHARACTER = 0.4;
const LIGHT = 0.5;

function weightOf(idea: Idea, telling: Telling): number {
  const own = telling(keyOf(idea));
  if (idea.names.length > 0) return own * (idea.light ? LIGHT : 1);
  const [token = ""] = idea.tokens;
  return own * (/^\p{scx=Han}$|^\p{sc=Thai}$/u.test(token) ? CHARACTER : WORD);
}

/** What two ideas of the same words count that are parted otherwise: a frozen account, and an account that is frozen. */
const PARTED = 0.95;
/** Terms of nearly one meaning; those that share at least half of their words; and forms of one word. */
const AKIN = 0.8;
const NEAR = 0.6;
const FORM = 0.8;

function ideaLikeness(one: Idea, other: Idea, foreign: boolean): number {
  const isTerm = one.names.length > 0;
  const isOtherTerm = other.names.length > 0;
  if (isTerm && isOtherTerm) return termLikeness(one, other, foreign);
  if (!isTerm && !isOtherTerm) return wordLikeness(one, other, foreign);
  const [term, word] = isTerm ? [one, other] : [other, one];
  const forms = readingsOf(term, foreign).flat();
  const own = readingsOf(word, foreign).flat();
  return own.some((token) => forms.some((form) => form === token || isForm(form, token))) ? FORM : 0;
}

function termLikeness(one: Idea, other: Idea, foreign: boolean): number {
  if (one.names.some((name) => other.names.includes(name))) return 1;
  if (one.akin.some((name) => other.names.includes(name))) return AKIN;
  const theirs = readingsOf(other, foreign);
  return readingsOf(one, foreign).some((words) => theirs.some((some) => inCommon(words, some) >= 0.5)) ? NEAR : 0;
}

function wordLikeness(one: Idea, other: Idea, foreign: boolean): number {
  const mine = [...one.tokens, ...one.english.flat()];
  const theirs = [...other.tokens, ...other.english.flat()];
  if (mine.some((token) => theirs.includes(token))) return 1;
  return !foreign && mine.some((token) => theirs.some((other) => isForm(token, other))) ? FORM : 0;
}

/** The words in which an idea may be compared with another: its own in one language, English ones in two. */
function readingsOf({ tokens, english }: Idea, foreign: boolean): readonly (readonly string[])[] {
  return foreign ? english : [tokens, ...english];
}

function wordsOfAll(ideas: readonly Idea[], foreign: boolean): ReadonlySet<string> {
  return new Set(ideas.flatMap((idea) => readingsOf(idea, foreign).flat()));
}

/** Whether all words of an idea are among those of a question. */
function isSaidBy(idea: Idea, words: ReadonlySet<string>, foreign: boolean): boolean {
  return readingsOf(idea, foreign).some((reading) => reading.length > 0 && reading.every((word) => words.has(word)));
}

/** The share of their words that two readings have in common (Jaccard). */
function inCommon(one: readonly string[], other: readonly string[]): number {
  const mine = new Set(one);
  const theirs = new Set(other);
  const shared = [...mine].filter((word) => theirs.has(word)).length;
  return shared / (mine.size + theirs.size - shared);
}

/** Forms of one word begin alike and differ at their ends; Arabic ones may differ at their beginnings. */
function isForm(one: string, other: string): boolean {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  const more = long.length - short.length;
  if (/^\p{sc=Arabic}/u.test(short))
    return short.length >= 4 && more <= 2 && (long.startsWith(short) || long.endsWith(short));
  return long.startsWith(short) && (short.length >= 6 ? more <= 6 : short.length === 5 && more <= 2);
}
