/** The knowledge base, as other parts of the program may use it. */
export type { Answer } from "./answer/answer.ts";
export { type Asker, createAsker } from "./answer/ask.ts";
export { headingWithin, presentAnswer } from "./answer/present.ts";
export { findAnswer } from "./answers.ts";
export { CONTENDER_NAMES } from "./bench/contenders/registry.ts";
export { benchRetrieval, RETRIEVAL_SECTIONS, type RetrievalSection } from "./bench/retrieval.ts";
export { tablesOf } from "./bench/tables.ts";
export { type EvalRow, judge, parseQuestions, summarise } from "./evaluate.ts";
export { createKnowledgeFeature } from "./feature.ts";
export { type GivenMeta, listFiles, readVersions } from "./ingest.ts";
export { createKnowledgeBase, type KnowledgeBase } from "./knowledge-base.ts";
export { findDocument, findLivePublication, listDocuments, publish } from "./library.ts";
export { createQueryExpander } from "./retrieval/expand.ts";
export { loadGlossary, regionTerms } from "./retrieval/glossary.ts";
export { loadStarter } from "./starter.ts";
export { knowledgeSchema } from "./tables.ts";
