import type { Concept, QueryExpander } from "../knowledge/index.ts";
import { readAsked } from "./asked.ts";
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
  return (question, lang, today) => {
    const dated = readYears(question, lang, today);
    const { kinds, rest } = readAsked(dated.rest, lang);
    const { concepts } = expand(rest.replace(TURKISH_ENDING, " "), lang, []);
    const of = (...wanted: readonly Concept["kind"][]): Concept[] =>
      concepts.filter(({ kind }) => wanted.includes(kind));
    const ideas = of("term", "word").map(toIdea);
    const fees = ideas.some(({ names }) => names.some((name) => FEE.test(name)));
    const dates = ideas.some(({ names }) => names.some((name) => DATE.test(name)));
    return {
      exact: exactly(question),
      lang: lang.split("-")[0] ?? lang,
      ideas,
      places: of("place")
        .map(({ names }) => names)
        .filter((readings) => !readings.includes(EVERYWHERE)),
      numbers: [
        ...new Set([...dated.years, ...of("number").flatMap(({ alternatives }) => alternatives.flat())]),
      ].sort(),
      asked: [
        ...new Set([...kinds, ...(fees ? (["price"] as const) : []), ...(dates ? (["when"] as const) : [])]),
      ].sort(),
    };
  };
}

/** Turkish parts the endings of names and abbreviations by an apostrophe: KDV'yi. */
const TURKISH_ENDING = /(?<=\p{L})['’](?:[yn]?[iıuüeaoö]|[dt][ea]n?|[yn]?l[ea]|n[iıuü]n)(?!\p{L})/gu;
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

function toIdea({ names, alternatives }: Concept): Idea {
  return { names, tokens: [...new Set(alternatives.flat())] };
}
