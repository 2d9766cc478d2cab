import type { Tx } from "../../../store/store.ts";
import { inBatches, type NewVersion, tablesOf, type VersionRef } from "./versions.ts";

/** A new version with the number it gets. */
export type NumberedVersion = NewVersion & { readonly version: number };

/** Rows in one statement: few enough for every database's limit of values. */
const ROWS = 500;

/** The lock that orders whatever gives versions their numbers or moves the live pointer. */
export const LIBRARY_LOCK = "knowledge.publish";

/** Writes versions, held back for now, and their passages: many rows in a statement. */
export async function saveVersions(
  tx: Tx,
  versions: readonly NumberedVersion[],
  saved: { readonly at: string; readonly by: string },
): Promise<void> {
  const db = tablesOf(tx);
  for (const batch of inBatches(versions, ROWS)) {
    const rows = batch.map(({ meta, version, checksum, source }) => ({
      document: meta.id,
      version,
      checksum,
      source,
      meta: JSON.stringify(meta),
      created_at: saved.at,
      created_by: saved.by,
      published_at: null,
    }));
    await db.insertInto("document_versions").values(rows).execute();
  }
  const passages = versions.flatMap(({ meta, version, passages }) =>
    passages.map(({ ordinal, heading, text }) => ({ document: meta.id, version, ordinal, heading, text })),
  );
  for (const batch of inBatches(passages, ROWS)) await db.insertInto("passages").values(batch).execute();
}

/** Writes a publication that shows some versions, and moves the live pointer to it. Returns its number. */
export async function savePublication(
  tx: Tx,
  shown: readonly VersionRef[],
  { at, by, reason }: { readonly at: string; readonly by: string; readonly reason: string },
): Promise<number> {
  const db = tablesOf(tx);
  const { id } = await db
    .insertInto("publications")
    .values({ at, actor: by, reason })
    .returning("id")
    .executeTakeFirstOrThrow();
  for (const batch of inBatches(shown, ROWS)) {
    const rows = batch.map(({ document, version }) => ({ publication: id, document, version }));
    await db.insertInto("published_versions").values(rows).execute();
  }
  await db
    .insertInto("live_publication")
    .values({ one: 1, publication: id })
    .onConflict((conflict) => conflict.column("one").doUpdateSet({ publication: id }))
    .execute();
  return id;
}

/** Notes that versions are published now, where they were not before. */
export async function markPublished(tx: Tx, versions: readonly VersionRef[], at: string): Promise<void> {
  for (const [version, refs] of groupByNumber(versions))
    for (const documents of inBatches(refs, ROWS))
      await tablesOf(tx)
        .updateTable("document_versions")
        .set({ published_at: at })
        .where("version", "=", version)
        .where("document", "in", documents)
        .where("published_at", "is", null)
        .execute();
}

function groupByNumber(versions: readonly VersionRef[]): ReadonlyMap<number, readonly string[]> {
  const groups = new Map<number, string[]>();
  for (const { document, version } of versions) {
    const group = groups.get(version);
    if (group === undefined) groups.set(version, [document]);
    else group.push(document);
  }
  return groups;
}
