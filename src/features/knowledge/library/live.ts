import type { Reading } from "../../../store/store.ts";
import type { Passage } from "../document.ts";
import { type ShownVersion, withValidity } from "../validity.ts";
import { decodeVersion, nameOf, refOf, tablesOf, type VersionRef } from "./versions.ts";

/** The number of the live publication; null where nothing was ever published. */
export async function findLivePublication(db: Reading): Promise<number | null> {
  const row = await tablesOf(db).selectFrom("live_publication").select("publication").executeTakeFirst();
  return row?.publication ?? null;
}

/** The versions that a publication shows and when each is in force, by id and number. */
export async function listDocuments(db: Reading, publication: number | null): Promise<ShownVersion[]> {
  if (publication === null) return [];
  const rows = await tablesOf(db)
    .selectFrom("document_versions")
    .innerJoin("published_versions", (join) =>
      join
        .onRef("published_versions.document", "=", "document_versions.document")
        .onRef("published_versions.version", "=", "document_versions.version"),
    )
    .selectAll("document_versions")
    .where("published_versions.publication", "=", publication)
    .execute();
  return withValidity(
    rows.map((row) => {
      const { meta, version, source, createdAt } = decodeVersion(row);
      return { meta, version, source, createdAt };
    }),
  );
}

/** The passages of a publication, in the order of the documents and their versions. */
export async function listPassages(db: Reading, publication: number | null): Promise<(Passage & VersionRef)[]> {
  if (publication === null) return [];
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
    .orderBy("passages.version")
    .orderBy("passages.ordinal")
    .execute();
}

/** The passages of one version, in order; an empty list where there is no such version. */
export async function listPassagesOf(db: Reading, { document, version }: VersionRef): Promise<Passage[]> {
  return tablesOf(db)
    .selectFrom("passages")
    .select(["ordinal", "heading", "text"])
    .where("document", "=", document)
    .where("version", "=", version)
    .orderBy("ordinal")
    .execute();
}

/** True once the home has held any document, even one that was retired since. */
export async function hasEverHeldDocuments(db: Reading): Promise<boolean> {
  return (
    (await tablesOf(db).selectFrom("document_versions").select("document").limit(1).executeTakeFirst()) !== undefined
  );
}

/** The words of every passage that is live, with their language. */
export async function readLiveTexts(db: Reading): Promise<{ readonly text: string; readonly lang: string }[]> {
  const publication = await findLivePublication(db);
  const langs = new Map((await listDocuments(db, publication)).map((shown) => [nameOf(refOf(shown)), shown.meta.lang]));
  return (await listPassages(db, publication)).map((passage) => ({
    text: passage.text,
    lang: langs.get(nameOf(passage)) ?? "und",
  }));
}
