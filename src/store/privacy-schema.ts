import { sql } from "kysely";
import type { SchemaStep } from "./migrations.ts";

/** When people were last seen, who wants nothing unasked, and which erasures a restore must repeat. */
export const privacySchema: SchemaStep = {
  name: "0008_privacy",
  up: async (db) => {
    const { schema } = db;
    await schema
      .alterTable("people")
      .addColumn("seen_on", "text", (c) => c.notNull().defaultTo(""))
      .execute();
    await schema.alterTable("people").addColumn("stopped_at", "text").execute();
    await schema.alterTable("people").addColumn("erased_at", "text").execute();
    await sql`update people set seen_on = substr(coalesce(
      (select max(received_at) from inbox where inbox.person = people.id), created_at), 1, 10)`.execute(db);
    await schema.createIndex("people_by_seen").on("people").column("seen_on").execute();
    await schema
      .createTable("erasures")
      .addColumn("account_hash", "text", (c) => c.notNull())
      .addColumn("at", "text", (c) => c.notNull())
      .addPrimaryKeyConstraint("erasures_key", ["account_hash", "at"])
      .execute();
  },
};
