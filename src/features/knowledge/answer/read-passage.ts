import { remember } from "../../../shared/remember.ts";
import type { Analyser } from "../retrieval/analyse.ts";
import { splitSentences } from "../sentences.ts";
import { type Held, holdText } from "./held.ts";

/** A sentence of a passage, where it stands in the text, and the words that it holds. */
export type ReadSentence = { readonly text: string; readonly start: number; readonly held: Held };

/** Takes passages apart. The same few answer most questions, so the latest are kept. */
export type PassageReader = {
  readonly sentences: (text: string, lang: string) => readonly ReadSentence[];
  /** The words of what stands over a passage: its title and headings. */
  readonly frame: (text: string, lang: string) => Held;
};

/** A passage that was taken apart is some 20 kB. */
const PASSAGES_KEPT = 200;

export function createPassageReader(analyser: Analyser): PassageReader {
  return {
    sentences: remember(
      (text, lang) => sentencesOf(text, lang).map((one) => ({ ...one, held: holdText(one.text, lang, analyser) })),
      PASSAGES_KEPT,
    ),
    frame: remember((text, lang) => holdText(text, lang, analyser), PASSAGES_KEPT),
  };
}

function sentencesOf(text: string, lang: string): { readonly text: string; readonly start: number }[] {
  let end = 0;
  return splitSentences(text, lang)
    .flatMap(splitClauses)
    .map((sentence) => {
      const start = end + sentence.length - sentence.trimStart().length;
      end += sentence.length;
      return { text: sentence.trim(), start };
    });
}

/** What semicolons part is about one thing each: `HiBREW makes coffee machines; HOTO reported a turnover of ...`. */
function splitClauses(sentence: string): string[] {
  const clauses = sentence.split(CLAUSE_END);
  return clauses.every((clause) => clause.length >= SHORT_CLAUSE) ? clauses : [sentence];
}

const CLAUSE_END = /(?<=; |；)/u;
/** Clauses shorter than this, in characters, say little by themselves. */
const SHORT_CLAUSE = 20;
