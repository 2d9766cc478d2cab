import type { SchemaStep } from "../../store/migrations.ts";

export type ReminderTables = {
  /** What people want to be reminded of, and when not; of whom there is no row it is as it is at first. */
  reminder_settings: {
    person: string;
    /** The kinds as JSON. */
    kinds: string;
    /** Hours of the day; the same twice for no quiet hours. */
    quiet_from: number;
    quiet_until: number;
    zone: string;
    changed_at: string;
  };
};

export const remindersSchema: SchemaStep = {
  name: "0017_reminders",
  up: async ({ schema }) => {
    await schema
      .createTable("reminder_settings")
      .addColumn("person", "text", (c) => c.primaryKey())
      .addColumn("kinds", "text", (c) => c.notNull())
      .addColumn("quiet_from", "integer", (c) => c.notNull())
      .addColumn("quiet_until", "integer", (c) => c.notNull())
      .addColumn("zone", "text", (c) => c.notNull())
      .addColumn("changed_at", "text", (c) => c.notNull())
      .execute();
  },
};
