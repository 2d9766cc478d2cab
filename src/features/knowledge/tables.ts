import type { Generated } from "kysely";
import { DAY, later } from "../../shared/clock.ts";
import type { SchemaStep } from "../../store/migrations.ts";
import type { Tx } from "../../store/store.ts";

/** The tables of the knowledge base. Documents are versioned; one publication says which versions are live. */
export type KnowledgeTables = {
  document_versions: {
    document: string;
    version: number;
    /** Of the file's bytes and the metadata given beside it: the same again is no new version. */
    checksum: string;
    source: string;
    meta: string;
    created_at: string;
  };
  passages: {
    document: string;
    version: number;
    ordinal: number;
    heading: string | null;
    text: string;
  };
  publications: { id: Generated<number>; at: string; actor: string; reason: string };
  /** Which version of each document a publication shows. */
  published_versions: { publication: number; document: string; version: number };
  /** One row: the publication that answers now. */
  live_publication: { one: number; publication: number };
  answers: {
    id: string;
    person: string;
    language: string;
    question: string;
    outcome: string;
    /** The versions it stood on, and what was quoted: JSON. */
    citations: string;
    created_at: string;
    /** What the person said of it. */
    verdict: "right" | "wrong" | null;
  };
};

export const knowledgeSchema: SchemaStep = {
  name: "0002_knowledge",
  up: async ({ schema }, { serial, serialType }) => {
    await schema
      .createTable("document_versions")
      .addColumn("document", "text", (c) => c.notNull())
      .addColumn("version", "integer", (c) => c.notNull())
      .addColumn("checksum", "text", (c) => c.notNull())
      .addColumn("source", "text", (c) => c.notNull())
      .addColumn("meta", "text", (c) => c.notNull())
      .addColumn("created_at", "text", (c) => c.notNull())
      .addPrimaryKeyConstraint("document_versions_key", ["document", "version"])
      .execute();
    await schema
      .createTable("passages")
      .addColumn("document", "text", (c) => c.notNull())
      .addColumn("version", "integer", (c) => c.notNull())
      .addColumn("ordinal", "integer", (c) => c.notNull())
      .addColumn("heading", "text")
      .addColumn("text", "text", (c) => c.notNull())
      .addPrimaryKeyConstraint("passages_key", ["document", "version", "ordinal"])
      .addForeignKeyConstraint("passages_version", ["document", "version"], "document_versions", [
        "document",
        "version",
      ])
      .execute();
    await schema
      .createTable("publications")
      .addColumn("id", serialType, serial)
      .addColumn("at", "text", (c) => c.notNull())
      .addColumn("actor", "text", (c) => c.notNull())
      .addColumn("reason", "text", (c) => c.notNull())
      .execute();
    await schema
      .createTable("published_versions")
      .addColumn("publication", serialType, (c) => c.notNull().references("publications.id"))
      .addColumn("document", "text", (c) => c.notNull())
      .addColumn("version", "integer", (c) => c.notNull())
      .addPrimaryKeyConstraint("published_versions_key", ["publication", "document"])
      .addForeignKeyConstraint("published_version", ["document", "version"], "document_versions", [
        "document",
        "version",
      ])
      .execute();
    await schema
      .createTable("live_publication")
      .addColumn("one", "integer", (c) => c.primaryKey())
      .addColumn("publication", serialType, (c) => c.notNull().references("publications.id"))
      .execute();
    await schema
      .createTable("answers")
      .addColumn("id", "text", (c) => c.primaryKey())
      .addColumn("person", "text", (c) => c.notNull().references("people.id"))
      .addColumn("language", "text", (c) => c.notNull())
      .addColumn("question", "text", (c) => c.notNull())
      .addColumn("outcome", "text", (c) => c.notNull())
      .addColumn("citations", "text", (c) => c.notNull())
      .addColumn("created_at", "text", (c) => c.notNull())
      .addColumn("verdict", "text")
      .execute();
    await schema.createIndex("answers_by_person").on("answers").column("person").execute();
  },
};

/** How long answers are kept, for follow-ups, for "ask a person" and for the people who improve the notes. */
const ANSWER_DAYS = 180;

/** Forgets answers that have outlived their use. */
export async function retainKnowledge(tx: Tx, now: string): Promise<void> {
  await tx
    .withTables<KnowledgeTables>()
    .deleteFrom("answers")
    .where("created_at", "<", later(now, -ANSWER_DAYS * DAY))
    .execute();
}
