import type { PrivacyRules } from "../../../store/privacy.ts";
import type { WishTables } from "./tables.ts";

const ERASED = "erased";

/** What wishes hold of people. A company's wishes stay the company's. */
export const wishPrivacy: PrivacyRules<WishTables> = {
  booth_applications: {
    kept: "as long as the expo is listed",
    holds: "people",
    export: (db, { person }) =>
      db.withTables<WishTables>().selectFrom("booth_applications").selectAll().where("person", "=", person).execute(),
    erase: async (tx, { person }) => {
      const own = tx.withTables<WishTables>().updateTable("booth_applications");
      await own.set({ state: "withdrawn", party: ERASED }).where("party", "=", `person:${person}`).execute();
      await own.set({ person: null }).where("person", "=", person).execute();
    },
  },
};
