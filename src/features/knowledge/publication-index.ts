import type { Reading, Store } from "../../store/store.ts";
import { loadIndex, saveIndex } from "./index-store.ts";
import type { PublicationChange, PublicationIndexer } from "./library/indexer.ts";
import { listDocuments, listPassages } from "./library/live.ts";
import { nameOf, refOf } from "./library/versions.ts";
import type { Analyser } from "./retrieval/analyse.ts";
import { buildShards, type IndexedDocument } from "./retrieval/build-shards.ts";
import { encodeShard } from "./retrieval/encode-shard.ts";
import { mergeShards } from "./retrieval/merge-shards.ts";
import type { Shard } from "./retrieval/shard.ts";
import type { ShownVersion } from "./validity.ts";

/**
 * Builds the search index of a publication beside the live one: fresh versions are analysed, the rest is taken over from
 * the index of the publication before, and what is shown no longer is dropped.
 */
export function createPublicationIndexer(store: Store, analyser: Analyser): PublicationIndexer {
  return {
    prepare: async (change) => {
      const shards = (await mergeChange(store.read, change, analyser)).map((shard) =>
        encodeShard(shard, analyser.make),
      );
      return (tx, publication) => saveIndex(tx, publication, shards);
    },
  };
}

async function mergeChange(
  db: Reading,
  { base, shown, fresh }: PublicationChange,
  analyser: Analyser,
): Promise<Shard[]> {
  const before = base === null ? [] : await loadOrBuildIndex(db, base, await listDocuments(db, base), analyser);
  const kept = new Set(shown.map(nameOf));
  const added = buildShards(
    fresh.map(({ document, version, meta, passages }) => ({
      document,
      version,
      lang: meta.lang,
      title: meta.title,
      passages,
    })),
    analyser,
  );
  return mergeShards([...before, ...added], (document) => kept.has(nameOf(document)));
}

/** The stored index of a publication; built from its passages where none of this make is stored. */
export async function loadOrBuildIndex(
  db: Reading,
  publication: number | null,
  shown: readonly ShownVersion[],
  analyser: Analyser,
): Promise<Shard[]> {
  if (publication === null) return [];
  return (
    (await loadIndex(db, publication, analyser.make)) ??
    mergeShards([...buildShards(await readDocuments(db, publication, shown), analyser)], () => true)
  );
}

async function readDocuments(
  db: Reading,
  publication: number,
  shown: readonly ShownVersion[],
): Promise<IndexedDocument[]> {
  const documents = new Map(
    shown.map((version) => [
      nameOf(refOf(version)),
      {
        ...refOf(version),
        lang: version.meta.lang,
        title: version.meta.title,
        passages: [] as IndexedDocument["passages"][number][],
      },
    ]),
  );
  for (const passage of await listPassages(db, publication)) documents.get(nameOf(passage))?.passages.push(passage);
  return [...documents.values()];
}
