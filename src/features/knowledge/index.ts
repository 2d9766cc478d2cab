/** The knowledge base, as other parts of the program may use it. */
export type { Answer } from "./answer/answer.ts";
export { type Asker, createAsker, questionLanguage } from "./answer/ask.ts";
export { headingWithin, presentAnswer } from "./answer/present.ts";
export { asKept, findAnswer, type KeptAnswer } from "./answers.ts";
export { CONTENDER_NAMES } from "./bench/contenders/registry.ts";
export { benchGate, type GateRow } from "./bench/gate.ts";
export { benchRetrieval, RETRIEVAL_SECTIONS, type RetrievalSection } from "./bench/retrieval.ts";
export { tablesOf } from "./bench/tables.ts";
export { type EvalRow, judge, parseQuestions, summarise } from "./evaluate.ts";
export { createKnowledgeFeature } from "./feature.ts";
export { indexSchema } from "./index-store.ts";
export { type GivenMeta, listFiles, readVersions } from "./ingest.ts";
export { createKnowledgeBase, type KnowledgeBase } from "./knowledge-base.ts";
export {
  type Drafted,
  diffVersions,
  findLivePublication,
  getVersion,
  type HistoryEntry,
  isStale,
  type LiveChange,
  listAllVersions,
  listDocuments,
  listDrafts,
  listHistory,
  listPassagesOf,
  listPublications,
  listStale,
  type PublicationIndexer,
  type Published,
  publish,
  publishDrafts,
  readLiveTexts,
  restorePublication,
  retire,
  rollback,
  type StoredVersion,
  saveDrafts,
  type VersionDiff,
  type VersionState,
} from "./library.ts";
export { createPublicationIndexer } from "./publication-index.ts";
export { type Analyser, createAnalyser } from "./retrieval/analyse.ts";
export { type Concept, createQueryExpander, type QueryExpander } from "./retrieval/expand.ts";
export {
  type GlossaryTerm,
  loadGlossary,
  namesIn,
  regionTerms,
} from "./retrieval/glossary.ts";
export { createGrowingExpander } from "./retrieval/growing-expander.ts";
export { createPhraseFinder } from "./retrieval/phrases.ts";
export { createSearcher, type Searcher } from "./search.ts";
export { loadStarter } from "./starter.ts";
export { knowledgeSchema, versionsSchema } from "./tables.ts";
export type { TakeUnanswered, UnansweredQuestion } from "./unanswered.ts";
export { pickVersion, type ShownVersion, standingOf, type Validity } from "./validity.ts";
export { wordsSchema } from "./words/tables.ts";
export { createWordWatch } from "./words/watch.ts";
export { addWord, type LexiconWord, listWords, removeWord } from "./words/words.ts";
