import { analyse } from "../retrieval/analyse.ts";
import type { ExpandedQuery } from "../retrieval/expand.ts";
import type { RankedPassage } from "../retrieval/retriever.ts";
import { splitSentences } from "../sentences.ts";

/** The exact words of a passage that answer, and how well. */
export type Evidence = { readonly passage: RankedPassage; readonly quote: string };

const CANDIDATES = 4;
const MAX_SENTENCES = 3;
const MAX_QUOTED = 480;
/** A further sentence is quoted where it scores at least this share of the best: of the same passage, of another one. */
const ENOUGH = { same: 0.6, other: 0.8 } as const;

type Sentence = {
  readonly passage: RankedPassage;
  readonly index: number;
  readonly text: string;
  /** Where it stands in the text of its passage. */
  readonly start: number;
  readonly score: number;
};

/**
 * Picks the two or three sentences of the best passages that hold most of what was asked: the best sentence first, then
 * others that come near it. Neighbours of one passage are quoted together.
 */
export function selectEvidence(
  passages: readonly RankedPassage[],
  query: ExpandedQuery,
  idf: (token: string) => number,
): Evidence[] {
  const candidates = passages
    .slice(0, CANDIDATES)
    .flatMap((passage) => scoreSentences(passage, query, idf, passages[0]?.score ?? 1));
  const ranked = candidates.toSorted((one, other) => other.score - one.score);
  const best = ranked[0];
  if (best === undefined) return [];
  const chosen: Sentence[] = [];
  let length = 0;
  for (const sentence of ranked) {
    const same = chosen.length === 0 || chosen.some(({ passage }) => passage === sentence.passage);
    if (chosen.length === MAX_SENTENCES) break;
    if (sentence.score < best.score * (same ? ENOUGH.same : ENOUGH.other)) continue;
    if (length > 0 && length + sentence.text.length > MAX_QUOTED) continue;
    if (chosen.some(({ text }) => text === sentence.text)) continue;
    chosen.push(sentence);
    length += sentence.text.length;
  }
  return quoteTogether(chosen);
}

/** What a word of the question counts that stands in the headings above a sentence, and how much n-grams do. */
const AROUND = 0.5;
const GRAMS = 2;

function scoreSentences(
  passage: RankedPassage,
  query: ExpandedQuery,
  idf: (token: string) => number,
  top: number,
): Sentence[] {
  const around = new Set([
    ...analyse(passage.heading ?? "", passage.lang).words,
    ...analyse(passage.title, passage.lang).words,
  ]);
  let end = 0;
  return splitSentences(passage.text, passage.lang).flatMap((text, index): Sentence[] => {
    const start = end + text.length - text.trimStart().length;
    end += text.length;
    const own = analyse(text, passage.lang);
    const words = new Set(own.words);
    let score = 0;
    for (const [token, weight] of query.words) {
      if (words.has(token)) score += weight * idf(token);
      else if (around.has(token)) score += weight * idf(token) * AROUND;
    }
    for (const pair of own.pairs) score += query.pairs.get(pair) ?? 0;
    score += GRAMS * shareOf(query.grams.keys(), new Set(own.grams));
    const quote = text.trim();
    if (score === 0 || !/[\p{L}\p{N}]/u.test(quote)) return [];
    return [{ passage, index, text: quote, start, score: score * (passage.score / top) }];
  });
}

function shareOf(tokens: Iterable<string>, held: ReadonlySet<string>): number {
  let all = 0;
  let met = 0;
  for (const token of tokens) {
    all += 1;
    if (held.has(token)) met += 1;
  }
  return all === 0 ? 0 : met / all;
}

/** One quote per passage, in the words and order of the document, parted by an ellipsis where sentences are left out. */
function quoteTogether(chosen: readonly Sentence[]): Evidence[] {
  const passages = [...new Set(chosen.map(({ passage }) => passage))];
  return passages.map((passage) => {
    const own = chosen
      .filter((sentence) => sentence.passage === passage)
      .toSorted((one, other) => one.index - other.index);
    const runs: Sentence[][] = [];
    for (const sentence of own) {
      const run = runs.at(-1);
      if (run?.at(-1)?.index === sentence.index - 1) run?.push(sentence);
      else runs.push([sentence]);
    }
    return { passage, quote: runs.map((run) => sliceRun(passage.text, run)).join(" … ") };
  });
}

/** The words from the start of the first sentence to the end of the last one. */
function sliceRun(text: string, run: readonly Sentence[]): string {
  const last = run.at(-1);
  return text.slice(run[0]?.start ?? 0, (last?.start ?? 0) + (last?.text.length ?? 0));
}
