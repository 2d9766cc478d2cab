import type { Kysely } from "kysely";
import { type Actor, changeAsStaff } from "../../store/audit.ts";
import type { Reading, Store, Tx } from "../../store/store.ts";
import type { CoreTables } from "../../store/tables.ts";
import { type DocumentMeta, documentMetaSchema, type Passage } from "./document.ts";
import type { KnowledgeTables } from "./tables.ts";

/** A file, read and checked, ready to become a version of a document. */
export type NewVersion = {
  readonly meta: DocumentMeta;
  readonly checksum: string;
  /** The file's name or address. */
  readonly source: string;
  readonly passages: readonly Passage[];
};

/** A version that exists. */
export type DocumentVersion = {
  readonly meta: DocumentMeta;
  readonly version: number;
  readonly source: string;
  readonly createdAt: string;
};

/** What became of each file of one publication. */
export type Published = {
  readonly id: string;
  readonly version: number;
  readonly change: "new" | "updated" | "unchanged";
};

type Db = Kysely<CoreTables & KnowledgeTables>;

function tablesOf(db: Reading): Db {
  return db.withTables<KnowledgeTables>();
}

/**
 * Adds versions and publishes them together, by moving the live pointer once: readers see all of it or nothing. Files
 * whose bytes and metadata are the same as the live version's change nothing.
 */
export async function publish(
  store: Store,
  versions: readonly NewVersion[],
  actor: Actor,
  reason: string,
  now: string,
): Promise<Published[]> {
  return changeAsStaff(store, actor, ["editor"], now, async (tx) => {
    // Two publications at once would each show only their own documents.
    await store.traits.lock(tx, "knowledge.publish");
    const db = tablesOf(tx);
    const live = new Map((await listLiveVersions(tx)).map((row) => [row.document, row.version]));
    const result: Published[] = [];
    for (const version of versions) {
      const published = await addVersion(db, version, live.get(version.meta.id), now);
      live.set(published.id, published.version);
      result.push(published);
    }
    const changed = result.filter(({ change }) => change !== "unchanged").map(({ id, version }) => `${id}@${version}`);
    if (changed.length === 0) return { result, entry: null };
    await flip(tx, live, actor, reason, now);
    return { result, entry: { action: "knowledge.published", subject: reason, details: { documents: changed } } };
  });
}

async function addVersion(db: Db, version: NewVersion, live: number | undefined, now: string): Promise<Published> {
  const { id } = version.meta;
  const known = await db
    .selectFrom("document_versions")
    .select(["version", "checksum"])
    .where("document", "=", id)
    .orderBy("version", "desc")
    .execute();
  const same = known.find((row) => row.version === live && row.checksum === version.checksum);
  if (same !== undefined) return { id, version: same.version, change: "unchanged" };
  const number = (known[0]?.version ?? 0) + 1;
  await db
    .insertInto("document_versions")
    .values({
      document: id,
      version: number,
      checksum: version.checksum,
      source: version.source,
      meta: JSON.stringify(version.meta),
      created_at: now,
    })
    .execute();
  for (const passage of version.passages) {
    await db
      .insertInto("passages")
      .values({ document: id, version: number, ...passage })
      .execute();
  }
  return { id, version: number, change: live === undefined ? "new" : "updated" };
}

async function flip(
  tx: Tx,
  live: ReadonlyMap<string, number>,
  actor: Actor,
  reason: string,
  now: string,
): Promise<void> {
  const db = tablesOf(tx);
  const { id } = await db
    .insertInto("publications")
    .values({ at: now, actor: actor.name, reason })
    .returning("id")
    .executeTakeFirstOrThrow();
  for (const [document, version] of live) {
    await db.insertInto("published_versions").values({ publication: id, document, version }).execute();
  }
  await db
    .insertInto("live_publication")
    .values({ one: 1, publication: id })
    .onConflict((conflict) => conflict.column("one").doUpdateSet({ publication: id }))
    .execute();
}

/** The number of the live publication; null where nothing was ever published. */
export async function findLivePublication(db: Reading): Promise<number | null> {
  const row = await tablesOf(db).selectFrom("live_publication").select("publication").executeTakeFirst();
  return row?.publication ?? null;
}

async function listLiveVersions(db: Reading): Promise<{ readonly document: string; readonly version: number }[]> {
  return tablesOf(db)
    .selectFrom("published_versions")
    .innerJoin("live_publication", "live_publication.publication", "published_versions.publication")
    .select(["document", "version"])
    .execute();
}

/** The versions that a publication shows, with what is known about them, by id. */
export async function listDocuments(db: Reading, publication: number | null): Promise<DocumentVersion[]> {
  const rows = await tablesOf(db)
    .selectFrom("document_versions")
    .innerJoin("published_versions", (join) =>
      join
        .onRef("published_versions.document", "=", "document_versions.document")
        .onRef("published_versions.version", "=", "document_versions.version"),
    )
    .selectAll("document_versions")
    .where("published_versions.publication", "=", publication)
    .orderBy("document_versions.document")
    .execute();
  return rows.map((row) => ({
    meta: documentMetaSchema.parse(JSON.parse(row.meta)),
    version: row.version,
    source: row.source,
    createdAt: row.created_at,
  }));
}

/** The passages of a publication, in the order of the documents. */
export async function listPassages(
  db: Reading,
  publication: number | null,
): Promise<(Passage & { readonly document: string; readonly version: number })[]> {
  return tablesOf(db)
    .selectFrom("passages")
    .innerJoin("published_versions", (join) =>
      join
        .onRef("published_versions.document", "=", "passages.document")
        .onRef("published_versions.version", "=", "passages.version"),
    )
    .selectAll("passages")
    .where("published_versions.publication", "=", publication)
    .orderBy("passages.document")
    .orderBy("passages.ordinal")
    .execute();
}

/** One live document with its passages; null where there is none with this id. */
export async function findDocument(
  db: Reading,
  id: string,
): Promise<(DocumentVersion & { readonly passages: readonly Passage[] }) | null> {
  const document = (await listDocuments(db, await findLivePublication(db))).find(({ meta }) => meta.id === id);
  if (document === undefined) return null;
  const passages = await tablesOf(db)
    .selectFrom("passages")
    .select(["ordinal", "heading", "text"])
    .where("document", "=", id)
    .where("version", "=", document.version)
    .orderBy("ordinal")
    .execute();
  return { ...document, passages };
}

/** True once the home has held any document, even one that was retired since. */
export async function hasEverHeldDocuments(db: Reading): Promise<boolean> {
  return (
    (await tablesOf(db).selectFrom("document_versions").select("document").limit(1).executeTakeFirst()) !== undefined
  );
}
