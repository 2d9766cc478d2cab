import type { Tx } from "../../../store/store.ts";
import type { DocumentMeta, Passage } from "../document.ts";
import type { VersionRef } from "./versions.ts";

/** A version that the next publication shows and the one before did not, with its words. */
export type FreshVersion = VersionRef & { readonly meta: DocumentMeta; readonly passages: readonly Passage[] };

/** A change of the live set, as an index sees it. */
export type PublicationChange = {
  /** The publication that it builds on; null for the first one. */
  readonly base: number | null;
  /** All that the next publication shows. */
  readonly shown: readonly VersionRef[];
  /** Those of `shown` that `base` does not show. */
  readonly fresh: readonly FreshVersion[];
};

/**
 * Builds what a publication is searched by. `prepare` works beside the live publication, outside any transaction, and
 * may run again where another change came first. What it returns runs inside the transaction that moves the pointer,
 * and does nothing but write.
 */
export type PublicationIndexer = {
  readonly prepare: (change: PublicationChange) => Promise<(tx: Tx, publication: number) => Promise<void>>;
};

/** Keeps no index: whoever searches reads the passages. */
export const noIndex: PublicationIndexer = { prepare: async () => async () => undefined };
