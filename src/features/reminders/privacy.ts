import type { PrivacyRules } from "../../store/privacy.ts";
import type { ReminderTables } from "./tables.ts";

export const reminderPrivacy: PrivacyRules<ReminderTables> = {
  reminder_settings: {
    kept: "until the person is erased",
    holds: "people",
    export: (db, { person }) =>
      db
        .withTables<ReminderTables>()
        .selectFrom("reminder_settings")
        .selectAll()
        .where("person", "=", person)
        .execute(),
    erase: async (tx, { person }) =>
      void (await tx
        .withTables<ReminderTables>()
        .deleteFrom("reminder_settings")
        .where("person", "=", person)
        .execute()),
  },
};
