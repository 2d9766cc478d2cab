import type { Invariant } from "../../store/invariants.ts";
import type { KnowledgeTables } from "./tables.ts";

/** What must be true of the knowledge base. */
export const knowledgeInvariants: readonly Invariant[] = [
  {
    name: "Every published version has passages",
    find: async (db) => {
      const rows = await db
        .withTables<KnowledgeTables>()
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
      const rows = await db
        .withTables<KnowledgeTables>()
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
    name: "An answer that was given quotes what its versions say",
    find: async (db) => {
      const answers = await db
        .withTables<KnowledgeTables>()
        .selectFrom("answers")
        .select(["id", "citations"])
        .where("outcome", "=", "answered")
        .execute();
      const faults: string[] = [];
      for (const { id, citations } of answers) {
        for (const cited of JSON.parse(citations) as { document: string; version: number; quote: string }[]) {
          const passages = await db
            .withTables<KnowledgeTables>()
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
