import type { Concept, QueryExpander } from "../knowledge/index.ts";
import { readAsked } from "./asked.ts";
import type { Lexicon } from "./lexicon.ts";
import type { Idea, QuestionSignature } from "./signature.ts";
import { readYears } from "./years.ts";

/**
 * Reads a question into what is compared of it.
 *
 * @param lang what it is written in. @param today the ISO day that "this year" is reckoned from.
 */
export type QuestionReader = (question: string, lang: string, today: string) => QuestionSignature;

/** A reader that knows ideas by the lexicon: an idea has one name in all of its languages. */
export function createQuestionReader({
  expand,
  lexicon,
}: {
  readonly expand: QueryExpander;
  readonly lexicon: Lexicon;
}): QuestionReader {
  return (question, lang, today) => {
    const primary = lang.split("-")[0] ?? lang;
    const dated = readYears(question, lang, today);
    const { kinds, rest } = readAsked(dated.rest, lang);
    const subject = rest.replace(TURKISH_ENDING, " ").replace(ARABIC_ARTICLE, "");
    const concepts = expand(subject, lang, []).concepts.filter((concept) => !isPlaceholder(concept));
    const named = concepts.filter((concept) => isPlaceIn(subject, concept, lexicon));
    const ideas = concepts
      .filter((concept) => concept.kind !== "number" && !named.includes(concept))
      .map((concept) => toIdea(concept, primary, lexicon));
    const numbers = concepts.flatMap(({ kind, name }) => (kind === "number" ? [name] : []));
    return {
      exact: exactly(question),
      lang: primary,
      ideas,
      places: named.map(({ names }) => names.filter(lexicon.isPlace)).filter((places) => !places.includes(EVERYWHERE)),
      numbers: [...new Set([...dated.years, ...numbers])].sort(),
      asked: [...new Set([...kinds, ...kindsNamed(ideas)])].sort(),
    };
  };
}

/** Turkish parts the endings of names and abbreviations by an apostrophe: KDV'yi. */
const TURKISH_ENDING = /(?<=\p{L})['’](?:[yn]?[iıuüeaoö]|[dt][ea]n?|[yn]?l[ea]|n[iıuü]n)(?!\p{L})/gu;
/** Arabic writes "the", also after "to", "in" and their like, as one word with its noun. */
const ARABIC_ARTICLE = /(?<!\p{L})(?:[وفبك]?ال|لل)(?=\p{sc=Arabic}{3})/gu;
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

/** What a segmenter leaves over of Japanese endings. */
function isPlaceholder({ kind, name }: Concept): boolean {
  return kind === "word" && /^\p{sc=Hiragana}+$/u.test(name);
}

/** Whether a concept is a place: one that may be something else, such as `use` and `US`, by its capital letters. */
function isPlaceIn(question: string, { kind, names, alternatives }: Concept, { isPlace }: Lexicon): boolean {
  if (kind !== "place") return false;
  if (names.every(isPlace)) return true;
  const [form = ""] = alternatives.at(-1) ?? [];
  return (question.match(/(?<!\p{L})\p{Lu}\p{Lu}+(?!\p{L})/gu) ?? []).some((word) => word.toLowerCase() === form);
}

/** Kinds of answer that a question names by a noun: a fee, a deadline. */
function kindsNamed(ideas: readonly Idea[]): QuestionSignature["asked"] {
  const names = ideas.flatMap((idea) => idea.names);
  return [
    ...(names.some((name) => FEE.test(name)) ? (["price"] as const) : []),
    ...(names.some((name) => DATE.test(name)) ? (["when"] as const) : []),
  ];
}

/** Groups of the lexicon whose terms are no things. */
const LIGHT: ReadonlySet<string> = new Set(["actions", "qualities"]);

function toIdea({ kind, names, name, groups, alternatives }: Concept, primary: string, lexicon: Lexicon): Idea {
  if (kind === "word")
    return {
      names,
      akin: [],
      tokens: [...new Set(alternatives.flat().filter((token) => !BRIEF_SOUND.test(token)))],
      english: /^[a-z]/u.test(name) ? [lexicon.wordsOf(name)] : [],
      light: false,
    };
  const tokens = alternatives.at(-1) ?? [];
  return {
    names,
    akin: [...new Set(names.flatMap((one) => lexicon.akinTo(one)))].filter((one) => !names.includes(one)),
    tokens,
    english: primary === "en" ? [tokens] : names.map((one) => lexicon.wordsOf(one)),
    light: groups.every((group) => LIGHT.has(group)),
  };
}

/** The sound of a word with few consonants, which many others share. */
const BRIEF_SOUND = /^~.{0,3}$/u;
