import type { Concept, QueryExpander } from "../knowledge/index.ts";
import { readAsked } from "./asked.ts";
import { isSpaced } from "./phrase-pattern.ts";
import type { Idea, QuestionSignature } from "./signature.ts";
import { readYears } from "./years.ts";

/**
 * Reads a question into what is compared of it.
 *
 * @param lang what it is written in. @param today the ISO day that "this year" is reckoned from.
 */
export type QuestionReader = (question: string, lang: string, today: string) => QuestionSignature;

/** A reader that knows ideas by the glossary: an idea has one name in all of its languages. */
export function createQuestionReader(expand: QueryExpander): QuestionReader {
  /** What a word is in the languages that lend theirs: names in Latin letters, and the other form of Chinese. */
  const named = (word: string, lang: string): Concept | undefined => {
    const lenders = LATIN.test(word) ? ["en"] : lang.startsWith("zh") ? ["zh-Hans", "zh-Hant"] : [];
    return lenders
      .filter((lender) => lender !== lang)
      .flatMap((lender) => expand(word, lender, []).concepts)
      .find(({ name }) => name !== undefined);
  };

  return (question, lang, today) => {
    const dated = readYears(question, lang, today);
    const { kinds, rest } = readAsked(dated.rest, lang);
    const concepts = expand(rest.replace(TURKISH_ENDING, " "), lang, []).concepts.map((concept) =>
      concept.kind === "word" ? (named(concept.tokens[0] ?? "", lang) ?? concept) : concept,
    );
    const of = (...wanted: readonly Concept["kind"][]) => {
      const some = concepts.filter(({ kind }) => wanted.includes(kind));
      return isSpaced(lang) ? alternativesOf(some) : some.map((concept) => [concept]);
    };
    const ideas = of("term", "word").map(toIdea);
    const fees = ideas.some(({ names }) => names.some((name) => FEE.test(name)));
    const dates = ideas.some(({ names }) => names.some((name) => DATE.test(name)));
    return {
      exact: exactly(question),
      lang: lang.split("-")[0] ?? lang,
      ideas,
      places: of("place")
        .map((same) => same.map(({ name }) => name ?? ""))
        .filter((readings) => !readings.includes(EVERYWHERE)),
      numbers: [
        ...new Set([...dated.years, ...of("number").flatMap((same) => same.flatMap(({ tokens }) => tokens))]),
      ].sort(),
      asked: [
        ...new Set([...kinds, ...(fees ? (["price"] as const) : []), ...(dates ? (["when"] as const) : [])]),
      ].sort(),
    };
  };
}

/** Turkish parts the endings of names and abbreviations by an apostrophe: KDV'yi. */
const TURKISH_ENDING = /(?<=\p{L})['’](?:[yn]?[iıuüeaoö]|[dt][ea]n?|[yn]?l[ea]|n[iıuü]n)(?!\p{L})/gu;
const LATIN = /^\p{sc=Latin}/u;
/** The country that the desk is about: naming it says nothing. */
const EVERYWHERE = "China";
const FEE = /\b(?:fee|fees|price|quotation|cost)\b/iu;
const DATE = /\b(?:date|deadline)\b/iu;

/** The letters and digits of a question alone. */
function exactly(question: string): string {
  return (
    question
      .normalize("NFKC")
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
  ).join(" ");
}

/** Concepts that were found for the same words, such as "trademark" and "brand" for `marque`, are one idea. */
function alternativesOf(concepts: readonly Concept[]): Concept[][] {
  const groups: Concept[][] = [];
  for (const concept of concepts) {
    const before = groups.at(-1);
    const last = before?.at(-1);
    if (before !== undefined && last?.name !== undefined && concept.name !== undefined && overlaps(last, concept))
      before.push(concept);
    else groups.push([concept]);
  }
  return groups;
}

function overlaps(one: Concept, other: Concept): boolean {
  return one.name === other.name || one.tokens[0] === other.tokens[0];
}

function toIdea(same: readonly Concept[]): Idea {
  return {
    names: [...new Set(same.flatMap(({ name }) => (name === undefined ? [] : [name])))],
    tokens: [...new Set(same.flatMap(({ tokens }) => tokens))],
  };
}
