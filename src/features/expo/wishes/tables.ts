import { sql } from "kysely";
import type { SchemaStep } from "../../../store/migrations.ts";

/** `draft` while it is written, `open` once it is handed in; then who gets a booth is `placed`, who gets none `unplaced`. */
export type ApplicationState = "draft" | "open" | "withdrawn" | "placed" | "unplaced";

/** Ranked wishes for booths that are given out together. */
export type WishTables = {
  booth_applications: {
    id: string;
    expo: string;
    /** Whose it is: see `partyOf`. */
    party: string;
    person: string | null;
    company: string | null;
    /** Square metres: one size for all wishes. */
    area: number;
    /** The wishes, best first, as JSON. */
    wishes: string;
    /** 1 where any other booth of the size would do. */
    elsewhere: number;
    /** The credit codes of competitors that it must not stand next door to, as JSON. */
    rivals: string;
    state: ApplicationState;
    /** Why it got none, once booths were given out. */
    why: string | null;
    made_at: string;
    changed_at: string;
  };
};

export const wishesTableSchema: SchemaStep = {
  name: "0018_booth_applications",
  up: async (db) => {
    await db.schema
      .createTable("booth_applications")
      .addColumn("id", "text", (c) => c.primaryKey())
      .addColumn("expo", "text", (c) => c.notNull().references("expos.id"))
      .addColumn("party", "text", (c) => c.notNull())
      .addColumn("person", "text")
      .addColumn("company", "text")
      .addColumn("area", "real", (c) => c.notNull())
      .addColumn("wishes", "text", (c) => c.notNull())
      .addColumn("elsewhere", "integer", (c) => c.notNull())
      .addColumn("rivals", "text", (c) => c.notNull())
      .addColumn("state", "text", (c) => c.notNull())
      .addColumn("why", "text")
      .addColumn("made_at", "text", (c) => c.notNull())
      .addColumn("changed_at", "text", (c) => c.notNull())
      .execute();
    await sql`create unique index booth_applications_one_each on booth_applications (expo, party)
      where state in ('draft', 'open')`.execute(db);
  },
};
