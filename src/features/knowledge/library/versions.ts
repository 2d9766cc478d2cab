import type { Kysely } from "kysely";
import type { Reading } from "../../../store/store.ts";
import type { CoreTables } from "../../../store/tables.ts";
import { type DocumentMeta, documentMetaSchema, type Passage } from "../document.ts";
import type { KnowledgeTables } from "../tables.ts";

/** A file, read and checked, ready to become a version of a document. */
export type NewVersion = {
  readonly meta: DocumentMeta;
  /** Of the file's bytes and the metadata given beside it: the same again is no new version. */
  readonly checksum: string;
  /** The file's name or address. */
  readonly source: string;
  readonly passages: readonly Passage[];
};

/** Names one version of a document. */
export type VersionRef = { readonly document: string; readonly version: number };

/** A version that exists. It never changes; a publication says whether it is shown. */
export type DocumentVersion = {
  readonly meta: DocumentMeta;
  readonly version: number;
  readonly source: string;
  /** The instant at which it was saved here. */
  readonly createdAt: string;
};

/** A version with what the library remembers of it. */
export type StoredVersion = DocumentVersion & {
  readonly checksum: string;
  /** Who saved it; null where that is not known. */
  readonly createdBy: string | null;
  /** The instant at which a publication first showed it; null where none ever did. */
  readonly publishedAt: string | null;
};

/** The tables of the knowledge base beside those of the core. */
export function tablesOf(db: Reading): Kysely<CoreTables & KnowledgeTables> {
  return db.withTables<KnowledgeTables>();
}

/** How a version is written in messages, the audit and keys: `id@3`. */
export function nameOf({ document, version }: VersionRef): string {
  return `${document}@${version}`;
}

/** The reference of a version. */
export function refOf({ meta, version }: DocumentVersion): VersionRef {
  return { document: meta.id, version };
}

/** A row of `document_versions`, decoded. */
export function decodeVersion(row: KnowledgeTables["document_versions"]): StoredVersion {
  return {
    meta: documentMetaSchema.parse(JSON.parse(row.meta)),
    version: row.version,
    source: row.source,
    checksum: row.checksum,
    createdAt: row.created_at,
    createdBy: row.created_by,
    publishedAt: row.published_at,
  };
}

/** Every version of some documents, drafts too, oldest first. */
export async function listVersionsOf(
  db: Reading,
  documents: readonly string[],
): Promise<ReadonlyMap<string, readonly StoredVersion[]>> {
  const rows: KnowledgeTables["document_versions"][] = [];
  for (const batch of inBatches([...new Set(documents)], 1_000)) {
    const some = tablesOf(db).selectFrom("document_versions").selectAll().where("document", "in", batch);
    rows.push(...(await some.orderBy("document").orderBy("version").execute()));
  }
  return groupVersions(rows);
}

/** The highest version number of each of some documents, drafts too. */
export async function findNewestNumbers(
  db: Reading,
  documents: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const newest = new Map<string, number>();
  for (const batch of inBatches([...new Set(documents)], 1_000)) {
    const rows = await tablesOf(db)
      .selectFrom("document_versions")
      .select(({ fn }) => ["document", fn.max("version").as("version")])
      .where("document", "in", batch)
      .groupBy("document")
      .execute();
    for (const { document, version } of rows) newest.set(document, version);
  }
  return newest;
}

/** Rows of versions, decoded, by document. */
export function groupVersions(
  rows: readonly KnowledgeTables["document_versions"][],
): ReadonlyMap<string, readonly StoredVersion[]> {
  const groups = new Map<string, StoredVersion[]>();
  for (const row of rows) {
    const group = groups.get(row.document);
    if (group === undefined) groups.set(row.document, [decodeVersion(row)]);
    else group.push(decodeVersion(row));
  }
  return groups;
}

/** Slices of at most `size`: a statement takes only so many values. */
export function* inBatches<T>(items: readonly T[], size: number): Generator<readonly T[]> {
  for (let start = 0; start < items.length; start += size) yield items.slice(start, start + size);
}
