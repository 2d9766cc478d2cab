import type { Generated } from "kysely";
import type { SchemaStep } from "../../store/migrations.ts";

/** Questions that people want a person to answer. */
export type SupportTables = {
  cases: {
    id: Generated<number>;
    person: string;
    platform: string;
    bot: string;
    conversation: string;
    account: string;
    language: string;
    question: string;
    /** The answer of the desk that did not help; null where none was given. */
    answer: string | null;
    topic: string | null;
    details: string | null;
    state: "open" | "answered";
    created_at: string;
  };
};

export const supportSchema: SchemaStep = {
  name: "0003_support",
  up: async ({ schema }, { serial, serialType }) => {
    await schema
      .createTable("cases")
      .addColumn("id", serialType, serial)
      .addColumn("person", "text", (c) => c.notNull().references("people.id"))
      .addColumn("platform", "text", (c) => c.notNull())
      .addColumn("bot", "text", (c) => c.notNull())
      .addColumn("conversation", "text", (c) => c.notNull())
      .addColumn("account", "text", (c) => c.notNull())
      .addColumn("language", "text", (c) => c.notNull())
      .addColumn("question", "text", (c) => c.notNull())
      .addColumn("answer", "text")
      .addColumn("topic", "text")
      .addColumn("details", "text")
      .addColumn("state", "text", (c) => c.notNull())
      .addColumn("created_at", "text", (c) => c.notNull())
      .execute();
    await schema.createIndex("cases_by_person").on("cases").column("person").execute();
    // The same answer is taken to a person once, however often the button is pressed.
    await schema.createIndex("cases_of_answer").unique().on("cases").column("answer").execute();
  },
};
