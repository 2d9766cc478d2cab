import type { Generated, Kysely } from "kysely";
import type { SchemaStep } from "../../../store/migrations.ts";
import type { Reading } from "../../../store/store.ts";
import type { CoreTables } from "../../../store/tables.ts";

/** The words that staff added to the lexicon. */
export type WordTables = {
  lexicon_terms: {
    id: Generated<number>;
    /** Its names by language tag, the usual one first: a JSON object of lists. */
    names: string;
    term_group: string;
    added_by: string;
    added_at: string;
  };
};

export const wordsSchema: SchemaStep = {
  name: "0007_words",
  up: async ({ schema }, { serial, serialType }) => {
    await schema
      .createTable("lexicon_terms")
      .addColumn("id", serialType, serial)
      .addColumn("names", "text", (c) => c.notNull())
      .addColumn("term_group", "text", (c) => c.notNull())
      .addColumn("added_by", "text", (c) => c.notNull())
      .addColumn("added_at", "text", (c) => c.notNull())
      .execute();
  },
};

/** The words of staff beside the tables of the core. */
export function wordTablesOf(db: Reading): Kysely<CoreTables & WordTables> {
  return db.withTables<WordTables>();
}
