/** The library: the documents, their versions, and what is live. Its rooms lie in `library/`. */
export type { LiveChange } from "./library/change-live.ts";
export { diffVersions, type ParagraphChange, type VersionDiff } from "./library/diff.ts";
export { type Drafted, listDrafts, saveDrafts } from "./library/drafts.ts";
export {
  getVersion,
  type HistoryEntry,
  listAllVersions,
  listHistory,
  listPublications,
  type Publication,
  type VersionState,
} from "./library/history.ts";
export { noIndex, type PublicationChange, type PublicationIndexer } from "./library/indexer.ts";
export {
  findLivePublication,
  hasEverHeldDocuments,
  listDocuments,
  listPassages,
  listPassagesOf,
} from "./library/live.ts";
export { type Published, publish, publishDrafts } from "./library/publish.ts";
export { type Retired, retire } from "./library/retire.ts";
export { type RolledBack, restorePublication, rollback } from "./library/rollback.ts";
export { isStale, listStale, type StaleDocument } from "./library/stale.ts";
export type { DocumentVersion, NewVersion, StoredVersion, VersionRef } from "./library/versions.ts";
