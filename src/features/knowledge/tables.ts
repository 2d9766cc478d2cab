import { type Generated, sql } from "kysely";
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
    /** Who saved it; null where that is not known. */
    created_by: string | null;
    /** The instant at which a publication first showed it; null where none ever did. */
    published_at: string | null;
  };
  passages: {
    document: string;
    version: number;
    ordinal: number;
    heading: string | null;
    text: string;
  };
  publications: { id: Generated<number>; at: string; actor: string; reason: string };
  /** Which versions a publication shows: several of one document where each had, or will have, its time. */
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

/**
 * A publication shows several versions of a document, drafts are held back, and a version says who saved it.
 * The table that says what is shown is made anew, because SQLite can't change the key of one that stands.
 */
export const versionsSchema: SchemaStep = {
  name: "0004_versions",
  up: async (db, { serialType }) => {
    const { schema } = db;
    await schema.alterTable("document_versions").addColumn("created_by", "text").execute();
    await schema.alterTable("document_versions").addColumn("published_at", "text").execute();
    await schema
      .createTable("shown_versions")
      .addColumn("publication", serialType, (c) => c.notNull().references("publications.id"))
      .addColumn("document", "text", (c) => c.notNull())
      .addColumn("version", "integer", (c) => c.notNull())
      .addPrimaryKeyConstraint("shown_versions_key", ["publication", "document", "version"])
      .addForeignKeyConstraint("shown_version", ["document", "version"], "document_versions", ["document", "version"])
      .execute();
    await sql`insert into shown_versions (publication, document, version)
      select publication, document, version from published_versions`.execute(db);
    await schema.dropTable("published_versions").execute();
    await schema.alterTable("shown_versions").renameTo("published_versions").execute();
    await schema
      .createIndex("published_versions_by_version")
      .on("published_versions")
      .columns(["document", "version"])
      .execute();
    const first = (column: "at" | "actor") => sql`(select p.${sql.ref(column)} from publications p
      join published_versions s on s.publication = p.id
      where s.document = document_versions.document and s.version = document_versions.version
      order by p.id limit 1)`;
    await sql`update document_versions set published_at = ${first("at")}, created_by = ${first("actor")}`.execute(db);
  },
};

/** How long answers are kept, for follow-ups, for "ask a person" and for the people who improve the notes. */
export const ANSWER_DAYS = 180;

/** Forgets answers that have outlived their use. */
export async function retainKnowledge(tx: Tx, now: string): Promise<void> {
  await tx
    .withTables<KnowledgeTables>()
    .deleteFrom("answers")
    .where("created_at", "<", later(now, -ANSWER_DAYS * DAY))
    .execute();
}
