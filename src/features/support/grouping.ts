import { mayAskTheSame } from "./asked.ts";
import { matchIdeas, type Telling } from "./ideas.ts";
import type { QuestionSignature } from "./signature.ts";

/** From this likeness on two questions count as the same. Set on half of test/fixtures/question-pairs.txt. */
export const SAME = 0.7;

/**
 * How alike two questions are, 0 to 1: the share of what they tell that they have in common (Dice, weighted by how much
 * each idea tells), less where one idea stands in place of another. 0 where they are about other numbers or places, or
 * want another kind of answer; 1 where they are the same to the letter.
 */
export function likeness(one: QuestionSignature, other: QuestionSignature, telling: Telling = () => 1): number {
  if (!agree(one, other)) return 0;
  if (one.exact === other.exact) return 1;
  const foreign = one.lang !== other.lang;
  const { pairs, left, otherLeft } = matchIdeas(one.ideas, other.ideas, { foreign, telling });
  const anchors = Number(one.places.length > 0) + Number(one.numbers.length > 0);
  if (pairs.length === 0 || (foreign && pairs.length + anchors < FOREIGN_MATCHES)) return 0;
  let common = 0;
  let apart = left.terms + otherLeft.terms + (left.words + otherLeft.words) * (foreign ? UNTRANSLATED : 1);
  for (const { score, weight } of pairs) {
    common += 2 * score * weight;
    apart += 2 * (1 - score) * weight;
  }
  if (one.asked.length > 0 && other.asked.length > 0) common += 2 * KIND.shared;
  else apart += [...one.asked, ...other.asked].some((kind) => kind !== "quantity") ? KIND.missing : 0;
  // Where each has something that the other lacks, one idea stands in place of another: toys, not furniture.
  const terms = Math.min(left.terms, otherLeft.terms);
  const words = foreign ? 0 : Math.min(left.terms + left.words, otherLeft.terms + otherLeft.words) - terms;
  const swapped = SWAPPED.term * Math.min(1, terms) + SWAPPED.word * Math.min(1, words);
  return (common / (common + apart)) * (1 - swapped);
}

/** What the kind of answer weighs beside an idea: shared, or said by one alone. "How much" alone says little. */
const KIND = { shared: 0.5, missing: 0.75 } as const;
/** What an unmatched word weighs that may just lack a translation. */
const UNTRANSLATED = 0.35;
/** How many ideas, places and numbers together questions of two languages must share at least. */
const FOREIGN_MATCHES = 2;
/** What is taken off where one idea stands in place of another, of the glossary or not. */
const SWAPPED = { term: 0.3, word: 0.25 } as const;

/** Numbers and places are hard: 2019 is not 2016, and Shenzhen is not Hangzhou. */
function agree(one: QuestionSignature, other: QuestionSignature): boolean {
  return (
    one.numbers.join() === other.numbers.join() &&
    covers(one.places, other) &&
    covers(other.places, one) &&
    mayAskTheSame(one.asked, other.asked)
  );
}

/** Whether a question names all of these places, if only in a word that may mean something else. */
function covers(some: QuestionSignature["places"], { places, ideas }: QuestionSignature): boolean {
  const named = new Set([...places.flat(), ...ideas.flatMap(({ names }) => names)]);
  return some.every((place) => place.some((reading) => named.has(reading)));
}
