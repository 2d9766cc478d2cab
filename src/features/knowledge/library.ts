/** The library: the documents, their versions, and what is live. Its rooms lie in `library/`. */
export type { LiveChange } from "./library/change-live.ts";
export { diffVersions, type VersionDiff } from "./library/diff.ts";
export { type Drafted, listDrafts, saveDrafts } from "./library/drafts.ts";
export {
  getVersion,
  type HistoryEntry,
  listAllVersions,
  listHistory,
  listPublications,
  type VersionState,
} from "./library/history.ts";
export { noIndex, type PublicationIndexer } from "./library/indexer.ts";
export {
  findLivePublication,
  hasEverHeldDocuments,
  listDocuments,
  listPassages,
  listPassagesOf,
  readLiveTexts,
} from "./library/live.ts";
export { type Published, publish, publishDrafts } from "./library/publish.ts";
export { retire } from "./library/retire.ts";
export { restorePublication, rollback } from "./library/rollback.ts";
export { isStale, listStale } from "./library/stale.ts";
export type { NewVersion, StoredVersion } from "./library/versions.ts";
