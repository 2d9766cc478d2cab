import {
  createAnalyser,
  createPhraseFinder,
  createQueryExpander,
  loadGlossary,
  regionTerms,
} from "../../src/features/knowledge/index.ts";
import { createQuestionReader } from "../../src/features/support/index.ts";

const TAGS = ["en", "zh-Hans", "zh-Hant", "tr", "ar", "ru", "es", "fr", "de", "pl", "ja", "th", "hi"];
const glossary = loadGlossary(new URL("../../data/glossary.csv", import.meta.url).pathname);

/** Reads questions as the program does, with its glossary. */
export const readQuestion = createQuestionReader(
  createQueryExpander([...glossary, ...regionTerms(TAGS)], createAnalyser(createPhraseFinder(glossary))),
);
