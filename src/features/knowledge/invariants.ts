import type { Invariant } from "../../store/invariants.ts";
import type { Reading } from "../../store/store.ts";
import { findLivePublication, listDocuments } from "./library/live.ts";
import { nameOf, refOf, tablesOf, type VersionRef } from "./library/versions.ts";
import type { ShownVersion } from "./validity.ts";

/** What must be true of the knowledge base. */
export const knowledgeInvariants: readonly Invariant[] = [
  {
    name: "Every published version has passages",
    find: async (db) => {
      const rows = await tablesOf(db)
        .selectFrom("published_versions")
        .innerJoin("live_publication", "live_publication.publication", "published_versions.publication")
        .leftJoin("passages", (join) =>
          join
            .onRef("passages.document", "=", "published_versions.document")
            .onRef("passages.version", "=", "published_versions.version"),
        )
        .select(["published_versions.document", "published_versions.version"])
        .where("passages.document", "is", null)
        .execute();
      return rows.map(({ document, version }) => `${document} version ${version} is live but has no passages`);
    },
  },
  {
    name: "Every published version exists",
    find: async (db) => {
      const rows = await tablesOf(db)
        .selectFrom("published_versions")
        .leftJoin("document_versions", (join) =>
          join
            .onRef("document_versions.document", "=", "published_versions.document")
            .onRef("document_versions.version", "=", "published_versions.version"),
        )
        .select(["published_versions.document", "published_versions.version"])
        .where("document_versions.document", "is", null)
        .execute();
      return rows.map(({ document, version }) => `${document} version ${version} is published but does not exist`);
    },
  },
  {
    name: "The live publication exists",
    find: async (db) => {
      const rows = await tablesOf(db)
        .selectFrom("live_publication")
        .leftJoin("publications", "publications.id", "live_publication.publication")
        .select("live_publication.publication")
        .where("publications.id", "is", null)
        .execute();
      return rows.map(({ publication }) => `publication ${publication} is live but does not exist`);
    },
  },
  {
    name: "A draft is not shown",
    find: async (db) => {
      const rows = await tablesOf(db)
        .selectFrom("published_versions")
        .innerJoin("document_versions", (join) =>
          join
            .onRef("document_versions.document", "=", "published_versions.document")
            .onRef("document_versions.version", "=", "published_versions.version"),
        )
        .select(["published_versions.document", "published_versions.version", "published_versions.publication"])
        .where("document_versions.published_at", "is", null)
        .execute();
      return rows.map((row) => `${nameOf(row)} is a draft, but publication ${row.publication} shows it`);
    },
  },
  {
    name: "At most one version of a document is in force on a day",
    find: async (db) => {
      const publication = await findLivePublication(db);
      const shown = await listShown(db, publication);
      const kept = await listDocuments(db, publication);
      const names = new Set(kept.map((version) => nameOf(refOf(version))));
      return [
        ...shown.filter((ref) => !names.has(nameOf(ref))).map((ref) => `${nameOf(ref)} is shown, but was corrected`),
        ...findOverlaps(kept),
      ];
    },
  },
  {
    name: "An answer that was given quotes what its versions say",
    find: async (db) => {
      const answers = await tablesOf(db)
        .selectFrom("answers")
        .select(["id", "citations"])
        .where("outcome", "=", "answered")
        .execute();
      const faults: string[] = [];
      for (const { id, citations } of answers) {
        for (const cited of JSON.parse(citations) as { document: string; version: number; quote: string }[]) {
          const passages = await tablesOf(db)
            .selectFrom("passages")
            .select("text")
            .where("document", "=", cited.document)
            .where("version", "=", cited.version)
            .execute();
          const words = passages.map(({ text }) => text).join("\n");
          const quoted = cited.quote.split("…").map((part) => part.trim());
          if (!quoted.every((part) => stripped(words).includes(stripped(part))))
            faults.push(`answer ${id} quotes words that ${cited.document}@${cited.version} does not hold`);
        }
      }
      return faults;
    },
  },
];

function stripped(text: string): string {
  return text.replace(/\s+/gu, "");
}

async function listShown(db: Reading, publication: number | null): Promise<VersionRef[]> {
  return tablesOf(db)
    .selectFrom("published_versions")
    .select(["document", "version"])
    .where("publication", "=", publication)
    .execute();
}

/** Versions of one document that are both in force on some day. `versions` come by document. */
function findOverlaps(versions: readonly ShownVersion[]): string[] {
  return versions.flatMap((one, index) => {
    const faults: string[] = [];
    for (const other of versions.slice(index + 1)) {
      if (other.meta.id !== one.meta.id) break;
      if (overlap(one, other))
        faults.push(`${nameOf(refOf(one))} and version ${other.version} are in force on the same days`);
    }
    return faults;
  });
}

function overlap({ validity: one }: ShownVersion, { validity: other }: ShownVersion): boolean {
  const from = max(one.from ?? "", other.from ?? "");
  const until = [one.until, other.until].filter((day) => day !== null).sort()[0];
  return until === undefined || from <= until;
}

function max(one: string, other: string): string {
  return one > other ? one : other;
}
