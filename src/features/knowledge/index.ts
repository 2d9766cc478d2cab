/** The knowledge base, as other parts of the program may use it. */
export type { Answer } from "./answer/answer.ts";
export { type Asker, createAsker } from "./answer/ask.ts";
export { headingWithin, presentAnswer } from "./answer/present.ts";
export { findAnswer } from "./answers.ts";
export { type EvalRow, judge, parseQuestions, summarise } from "./evaluate.ts";
export { createKnowledgeFeature } from "./feature.ts";
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
  noIndex,
  type PublicationIndexer,
  type Published,
  publish,
  publishDrafts,
  restorePublication,
  retire,
  rollback,
  type StoredVersion,
  saveDrafts,
  type VersionDiff,
  type VersionState,
} from "./library.ts";
export { createQueryExpander } from "./retrieval/expand.ts";
export { loadGlossary, regionTerms } from "./retrieval/glossary.ts";
export { loadStarter } from "./starter.ts";
export { knowledgeSchema, versionsSchema } from "./tables.ts";
export { pickVersion, type ShownVersion, standingOf, type Validity } from "./validity.ts";
