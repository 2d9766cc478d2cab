import type { RankedPassage } from "../retrieval/retriever.ts";
import type { Candidate } from "./candidates.ts";

/** The exact words of a passage that answer. */
export type Evidence = { readonly passage: RankedPassage; readonly quote: string };

const MAX_SENTENCES = 3;
const MAX_QUOTED = 560;
/** A further sentence is quoted where it scores at least this share of the best: of the same passage, of another one, beside a best one that would stand alone. */
const ENOUGH = { same: 0.7, other: 0.8, beside: 0.4 } as const;

/**
 * Picks two or three sentences that hold most of what was asked: the best one first, then others that come near it.
 * Neighbours of one passage are quoted together.
 *
 * @param ranked the sentences that may be quoted, the likeliest first.
 */
export function selectEvidence(ranked: readonly Candidate[]): Evidence[] {
  const [best] = ranked;
  if (best === undefined) return [];
  const chosen: Candidate[] = [];
  let length = 0;
  for (const sentence of ranked) {
    if (chosen.length === MAX_SENTENCES) break;
    const same = chosen.some(({ passage }) => passage === sentence.passage);
    if (sentence !== best && sentence.score < best.score * (same ? ENOUGH.same : ENOUGH.other)) continue;
    if (length > 0 && length + sentence.text.length > MAX_QUOTED) continue;
    if (chosen.some(({ text }) => text === sentence.text)) continue;
    chosen.push(sentence);
    length += sentence.text.length;
  }
  if (chosen.length === 1) chosen.push(...companionOf(best, ranked));
  return quoteTogether(chosen);
}

/** The likelier neighbour of a sentence that would stand alone: what it is about often stands in one of them. */
function companionOf(best: Candidate, ranked: readonly Candidate[]): Candidate[] {
  const companion = ranked.find(
    ({ passage, index, text, score }) =>
      passage === best.passage &&
      Math.abs(index - best.index) === 1 &&
      score >= best.score * ENOUGH.beside &&
      best.text.length + text.length <= MAX_QUOTED,
  );
  return companion === undefined ? [] : [companion];
}

/** One quote per passage, in the words and order of the document, parted by an ellipsis where sentences are left out. */
function quoteTogether(chosen: readonly Candidate[]): Evidence[] {
  const passages = [...new Set(chosen.map(({ passage }) => passage))];
  return passages.map((passage) => {
    const own = chosen
      .filter((sentence) => sentence.passage === passage)
      .toSorted((one, other) => one.index - other.index);
    const runs: Candidate[][] = [];
    for (const sentence of own) {
      const run = runs.at(-1);
      if (run?.at(-1)?.index === sentence.index - 1) run?.push(sentence);
      else runs.push([sentence]);
    }
    return { passage, quote: runs.map((run) => sliceRun(passage.text, run)).join(" … ") };
  });
}

/** The words from the start of the first sentence to the end of the last one. */
function sliceRun(text: string, run: readonly Candidate[]): string {
  const last = run.at(-1);
  return text.slice(run[0]?.start ?? 0, (last?.start ?? 0) + (last?.text.length ?? 0));
}
