import {
  createAnalyser,
  createPhraseFinder,
  createQueryExpander,
  loadGlossary,
  regionTerms,
} from "../../src/features/knowledge/index.ts";
import { createLexicon, createQuestionReader } from "../../src/features/support/index.ts";

const TAGS = ["en", "zh-Hans", "zh-Hant", "tr", "ar", "ru", "es", "fr", "de", "pl", "ja", "th", "hi"];
const glossary = loadGlossary(new URL("../../data/glossary.csv", import.meta.url).pathname);

const analyser = createAnalyser(createPhraseFinder(glossary));
const terms = [...glossary, ...regionTerms(TAGS)];

/** Reads questions as the program does, with its glossary. */
export const readQuestion = createQuestionReader({
  expand: createQueryExpander(terms, analyser),
  lexicon: createLexicon(terms, analyser),
});
