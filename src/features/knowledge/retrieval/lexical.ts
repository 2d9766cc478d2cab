import { analyse, primaryOf } from "./analyse.ts";
import type { Concept, QueryExpander } from "./expand.ts";
import { buildFieldIndex } from "./field-index.ts";
import type { IndexedPassage, RankedPassage, Retriever } from "./retriever.ts";

/** What each field weighs in the sum of BM25 scores. */
const WEIGHTS = { words: 1, grams: 1, pairs: 0.2 } as const;
/** What a word weighs by where it stands. Neighbours lend context: a paragraph often leaves out what the one before named. */
const TITLE = 1;
const HEADING = 2;
const NEIGHBOUR = 0.25;
/** The country that all documents are about: naming it says nothing. */
const EVERYWHERE = "China";
/** What an untranslated word tells beside one that stands nowhere. */
const UNTRANSLATED = 0.1;

/**
 * Summed BM25 over words, character n-grams and word pairs of each passage with its headings, held in memory. The field
 * weights follow our measurements on public question sets; rank fusion and feedback were measured and left out.
 */
export function createLexicalRetriever(passages: readonly IndexedPassage[], expand: QueryExpander): Retriever {
  const analysed = passages.map((passage) => ({
    body: analyse(passage.text, passage.lang),
    title: analyse(passage.title, passage.lang),
    heading: analyse(passage.heading ?? "", passage.lang),
  }));
  const fieldOf = (field: "words" | "grams" | "pairs") =>
    buildFieldIndex(
      analysed.map((own, index) => {
        const tokens = new Map<string, number>();
        addTokens(tokens, own.body[field], 1);
        addTokens(tokens, own.title[field], field === "words" ? TITLE : TITLE / 2);
        addTokens(tokens, own.heading[field], field === "words" ? HEADING : HEADING / 2);
        if (field === "words") {
          for (const near of [index - 1, index + 1]) {
            if (passages[near]?.document === passages[index]?.document)
              addTokens(tokens, analysed[near]?.body.words ?? [], NEIGHBOUR);
          }
        }
        return tokens;
      }),
    );
  const words = fieldOf("words");
  const grams = fieldOf("grams");
  const pairs = fieldOf("pairs");
  const held = analysed.map(({ body, title, heading }) => new Set([...body.words, ...title.words, ...heading.words]));
  const targets = [...new Set(passages.map(({ lang }) => lang))];

  /** A word that stands nowhere tells most; in another language it may just lack a translation, and tells little. */
  const tellingOf = ({ tokens, kind }: Concept, foreign: boolean): number => {
    const known = tokens.filter((token) => words.has(token)).map((token) => words.idf(token));
    return known.length > 0 ? Math.max(...known) : words.idf("") * (foreign && kind === "word" ? UNTRANSLATED : 1);
  };

  const named = new Map<number, ReadonlySet<string>>();
  /**
   * The places that a passage and the heading right above it name, else those of its title, by their English names;
   * found when first asked for.
   */
  const placesNamedIn = (id: number): ReadonlySet<string> => {
    const known = named.get(id);
    const passage = passages[id];
    if (known !== undefined || passage === undefined) return known ?? new Set();
    const own = placesIn(`${innerHeading(passage)}\n${passage.text}`, passage.lang);
    const found = own.size > 0 ? own : placesIn(passage.title, passage.lang);
    named.set(id, found);
    return found;
  };

  const placesIn = (text: string, lang: string): ReadonlySet<string> =>
    new Set(expand(text, lang, []).concepts.flatMap(({ places }) => places.slice(0, 1)));

  /** A passage about other places does not answer for the one that was asked about. */
  const isElsewhere = (concepts: readonly Concept[], id: number): boolean => {
    const asked = new Set(concepts.flatMap(({ places }) => places).filter((place) => place !== EVERYWHERE));
    const here = [...placesNamedIn(id)].filter((place) => place !== EVERYWHERE);
    return asked.size > 0 && here.length > 0 && !here.some((place) => asked.has(place));
  };

  const judge = (
    concepts: readonly Concept[],
    id: number,
    foreign: boolean,
  ): Pick<RankedPassage, "coverage" | "topical"> => {
    let total = 0;
    let met = 0;
    let topics = 0;
    let topical = false;
    for (const concept of concepts) {
      const telling = tellingOf(concept, foreign);
      const topic = concept.kind === "term" || concept.kind === "word";
      total += telling;
      topics += topic ? 1 : 0;
      if (!concept.tokens.some((token) => held[id]?.has(token))) continue;
      met += telling;
      topical ||= topic;
    }
    return {
      coverage: total === 0 ? 0 : met / total,
      topical: (topical || topics === 0) && !isElsewhere(concepts, id),
    };
  };

  return {
    idf: words.idf,
    search: ({ text, lang, top }) => {
      const query = expand(text, lang, targets);
      const scores = new Float64Array(passages.length);
      words.addScores(query.words, WEIGHTS.words, scores);
      grams.addScores(query.grams, WEIGHTS.grams * ratio(query.words.size, query.grams.size), scores);
      pairs.addScores(query.pairs, WEIGHTS.pairs, scores);
      return best(scores, top).flatMap((id): RankedPassage[] => {
        const passage = passages[id];
        if (passage === undefined) return [];
        const foreign = primaryOf(passage.lang) !== primaryOf(lang);
        return [{ ...passage, score: scores[id] ?? 0, ...judge(query.concepts, id, foreign) }];
      });
    },
  };
}

/** The heading right above a passage; empty where it is the document's title. */
function innerHeading({ heading, title }: IndexedPassage): string {
  const inner = heading?.split(" > ").at(-1) ?? "";
  return inner === title ? "" : inner;
}

function addTokens(into: Map<string, number>, tokens: readonly string[], weight: number): void {
  for (const token of tokens) into.set(token, (into.get(token) ?? 0) + weight);
}

/** N-grams are many where words are few: together they weigh as much as the words. */
function ratio(wordCount: number, gramCount: number): number {
  return gramCount === 0 ? 0 : Math.min(1, wordCount / gramCount);
}

function best(scores: Float64Array, top: number): number[] {
  const found: number[] = [];
  scores.forEach((score, id) => {
    if (score > 0) found.push(id);
  });
  return found.sort((one, other) => (scores[other] ?? 0) - (scores[one] ?? 0) || one - other).slice(0, top);
}
