import { sql } from "kysely";
import type { SchemaStep } from "./migrations.ts";

/** What a bot keeps may be for a while only. */
export const keptExpirySchema: SchemaStep = {
  name: "0012_kept_expiry",
  up: async (db) => {
    await db.schema.alterTable("kept").addColumn("expires_at", "text").execute();
    await sql`create index kept_by_expiry on kept (expires_at) where expires_at is not null`.execute(db);
  },
};
