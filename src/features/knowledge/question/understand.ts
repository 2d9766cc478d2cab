import type { LiveKnowledge } from "../knowledge-base.ts";
import { primaryOf } from "../retrieval/analyse.ts";
import type { Concept, ExpandedQuery, QueryExpander } from "../retrieval/expand.ts";
import { isUnspaced } from "../retrieval/tokenize.ts";
import { isUnit, type Manner, mannerOf } from "./answers-kind.ts";
import { leansBack } from "./follow-up.ts";
import { type QuestionKind, readAsking } from "./question-kind.ts";
import { yearsIn } from "./years.ts";

/** An idea of a question, with how much it tells: its inverse document frequency, less where it is borrowed. */
export type WeightedConcept = Concept & { readonly telling: number; readonly borrowed: boolean };

/** A question as it is understood: what it asks for, in which words, and what an answer must keep to. */
export type Question = {
  readonly text: string;
  readonly lang: string;
  readonly kind: QuestionKind;
  readonly manner: Manner | null;
  readonly concepts: readonly WeightedConcept[];
  /** What is counted, where a number of something is asked for: a sentence must name it itself. */
  readonly focus: Concept | null;
  /** The years that it names; its own where it names any, else those of the question before. */
  readonly years: readonly number[];
  /** Places that it names, each by its English name and those of the places around it. */
  readonly places: readonly (readonly string[])[];
  /** What the search goes by. */
  readonly query: ExpandedQuery;
};

/** What an untranslated word tells beside one that stands nowhere in the asker's own language. */
const UNTRANSLATED = 0.4;
/** Single characters, counts and endings that a segmenter leaves over where words are not parted. */
const LEFT_OVER =
  /^(?:.|[一二三四五六七八九十百千两几年个月日大次批家]+|\p{sc=Hiragana}{1,4}|那个|这个|哪些|这次|没有)$/u;
/** What the words of the question before weigh in a follow-up. */
const BORROWED = 0.5;
/** A question with fewer ideas of its own can't stand alone. */
const STANDS_ALONE = 3;
/** The country that all documents are about: naming it says nothing. */
const EVERYWHERE = "China";

/** What stands before a question. `together` where both are of one message: then each mostly stands for itself. */
export type Before = { readonly lang: string; readonly previous: string | null; readonly together?: boolean };

/** Reads a question, and what it needs of the one before it. */
export function understand(
  text: string,
  { lang, previous, together = false }: Before,
  { live, expand }: { readonly live: LiveKnowledge; readonly expand: QueryExpander },
): Question {
  const primary = primaryOf(lang);
  const asking = readAsking(text, primary);
  const own = withNames(
    {
      ...expand(text, lang, live.languages),
      concepts: expand(asking.subject, lang, live.languages).concepts,
    },
    live,
  );
  const leans = previous !== null && isFollowUp(text, own, primary, together);
  const before = leans ? withNames(expand(previous, lang, live.languages), live) : null;
  const weigh = (concept: Concept, borrowed: boolean): WeightedConcept => ({
    ...concept,
    telling: tellingOf(concept, live, lang) * (borrowed ? BORROWED : 1),
    borrowed,
  });
  const manner = asking.manner ?? mannerOf(own.concepts.map(({ name }) => name));
  const about = withoutLeftOvers(
    own.concepts.filter(({ name, groups }) => !isUnit(name, groups)),
    primary,
  );
  const kept = before === null ? [] : before.concepts.filter((concept) => !isReplaced(concept, own));
  const concepts = [...about.map((one) => weigh(one, false)), ...kept.map((one) => weigh(one, true))];
  const ownYears = yearsIn(text);
  const { kind } = asking;
  return {
    text,
    lang,
    kind:
      kind === "other" && leans && own.concepts.every(isConstraint) ? readAsking(previous ?? "", primary).kind : kind,
    manner,
    concepts,
    focus:
      asking.halves === null
        ? null
        : findFocus(asking.halves, (half) => expand(half, lang, live.languages).concepts, primary),
    years: ownYears.length > 0 || previous === null || !leans ? ownYears : yearsIn(previous),
    places: concepts.filter(({ places }) => places.length > 0 && places[0] !== EVERYWHERE).map(({ places }) => places),
    query: before === null ? own : joinQueries(own, before, kept),
  };
}

/** Keeps the names that a document holds, and searches for them; the rest are none. */
function withNames(query: ExpandedQuery, live: LiveKnowledge): ExpandedQuery {
  const isHeld = ({ kind, alternatives }: Concept): boolean =>
    kind !== "name" || alternatives.some((words) => words.every((word) => live.has(word)));
  const concepts = query.concepts.filter(isHeld);
  const words = new Map(query.words);
  for (const { kind, alternatives } of concepts)
    if (kind === "name") for (const word of alternatives.flat()) if (live.has(word)) words.set(word, NAMED);
  return { ...query, words, concepts };
}

/** What a name weighs that is read from Chinese characters: it may be another of the same sound. */
const NAMED = 0.6;

/** Left-overs say nothing beside real words; where a question has only those, they are all it has. */
function withoutLeftOvers(concepts: readonly Concept[], primary: string): readonly Concept[] {
  if (!isUnspaced(primary)) return concepts;
  const real = concepts.filter(({ kind, name }) => kind !== "word" || !LEFT_OVER.test(name));
  return real.length > 0 ? real : concepts;
}

/** The idea right after the words that ask, else the one right before them. */
function findFocus(
  { before, after }: { readonly before: string; readonly after: string },
  conceptsOf: (half: string) => readonly Concept[],
  primary: string,
): Concept | null {
  const near = isUnspaced(primary) ? NEAR_UNSPACED : NEAR;
  const ideas = (half: string): readonly Concept[] =>
    conceptsOf(half).filter((concept) => !isConstraint(concept) && !isUnit(concept.name, concept.groups));
  return ideas(after.slice(0, near))[0] ?? ideas(before.slice(-near)).at(-1) ?? null;
}

/** So many characters around the words that ask are looked at for what is counted. */
const NEAR = 30;
const NEAR_UNSPACED = 6;

function isConstraint({ kind }: Concept): boolean {
  return kind === "number" || kind === "place";
}

function isFollowUp(text: string, own: ExpandedQuery, primary: string, together: boolean): boolean {
  const telling = own.concepts.filter((concept) => !isConstraint(concept)).length;
  if (together) return telling === 0 || leansBack(text, primary);
  return telling < STANDS_ALONE - 1 || own.concepts.length < STANDS_ALONE || leansBack(text, primary);
}

/** A year takes the place of a year, a place that of a place. */
function isReplaced(concept: Concept, { concepts }: ExpandedQuery): boolean {
  return isConstraint(concept) && concepts.some(({ kind }) => kind === concept.kind);
}

/** A word that stands nowhere tells most; in another language it may just lack a translation, and tells little. */
function tellingOf({ alternatives, kind, name }: Concept, live: LiveKnowledge, lang: string): number {
  const known = alternatives.flat().filter((form) => live.has(form));
  if (known.length > 0) return Math.max(...known.map((form) => live.idf(form)));
  const foreign = !live.languages.some((tag) => primaryOf(tag) === primaryOf(lang));
  return live.idf("") * (foreign && kind === "word" && !isLatinName(name, lang) ? UNTRANSLATED : 1);
}

/** A word in Latin letters in the midst of another script is a name, and needs no translation. */
function isLatinName(name: string, lang: string): boolean {
  return /^\p{sc=Latin}/u.test(name) && OTHER_SCRIPTS.has(primaryOf(lang));
}

const OTHER_SCRIPTS: ReadonlySet<string> = new Set(["ar", "hi", "ja", "ru", "th", "zh"]);

function joinQueries(own: ExpandedQuery, before: ExpandedQuery, kept: readonly Concept[]): ExpandedQuery {
  const forms = new Set(kept.flatMap(({ alternatives }) => alternatives.flat()));
  const words = new Map(own.words);
  for (const [form, weight] of before.words)
    if (forms.has(form) && !words.has(form)) words.set(form, weight * BORROWED);
  return { ...own, words };
}
