import { createAnalyser } from "../../src/features/knowledge/retrieval/analyse.ts";
import { createExpander } from "../../src/features/knowledge/retrieval/expand.ts";
import { loadGlossary, regionTerms } from "../../src/features/knowledge/retrieval/glossary.ts";
import { createPhraseFinder } from "../../src/features/knowledge/retrieval/phrases.ts";
import { createTermNames } from "../../src/features/knowledge/retrieval/term-names.ts";

/** The languages of the interface. */
export const TAGS = ["en", "zh-Hans", "zh-Hant", "tr", "ar", "ru", "es", "fr", "de", "pl", "ja", "th", "hi"] as const;
export type Tag = (typeof TAGS)[number];

/** The glossary of the product, and what reads texts and questions by it, as the program does. */
export const glossary = loadGlossary(new URL("../../data/glossary.csv", import.meta.url).pathname);
export const analyser = createAnalyser(createPhraseFinder(glossary));
export const { expand, placesIn } = createExpander(
  [createTermNames([...glossary, ...regionTerms(TAGS)], analyser)],
  analyser,
);
