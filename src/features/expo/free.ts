import type { Reading } from "../../store/store.ts";
import type { Expo } from "./expo.ts";
import type { ExpoTables } from "./tables.ts";

/** How many booths of each hall can be taken at an instant, by the hall's id; a hall that has none left may be missing. */
export type CountFree = (db: Reading, expo: string, now: string) => Promise<ReadonlyMap<string, number>>;

/** The booths that staff don't keep back. It knows nothing of who has taken one. */
export const countFree: CountFree = async (db, expo) => {
  const rows = await db
    .withTables<ExpoTables>()
    .selectFrom("expo_booths")
    .select(({ fn }) => ["hall", fn.countAll().as("count")])
    .where("expo", "=", expo)
    .where("blocked", "is", null)
    .groupBy("hall")
    .execute();
  return new Map(rows.map(({ hall, count }) => [hall, Number(count)]));
};

/** How many booths the halls of an expo have together. */
export function countBooths({ halls }: Expo): number {
  return halls.reduce((sum, { booths }) => sum + booths.length, 0);
}
