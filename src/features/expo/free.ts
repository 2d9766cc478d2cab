import type { Reading } from "../../store/store.ts";
import { readOccupied } from "./booking/index.ts";
import type { Expo } from "./expo.ts";
import type { ExpoTables } from "./tables.ts";

/** How many booths of each hall can be taken at an instant, by the hall's id; a hall that has none left may be missing. */
export async function countFree(db: Reading, expo: string, now: string): Promise<ReadonlyMap<string, number>> {
  const occupied = await readOccupied(db, expo, now);
  const counts = new Map<string, number>();
  for (const { hall, code } of await listUnblocked(db, expo))
    if (!occupied.has(code)) counts.set(hall, (counts.get(hall) ?? 0) + 1);
  return counts;
}

/** Which booths can be taken at an instant, by their codes. */
export async function listFreeCodes(db: Reading, expo: string, now: string): Promise<ReadonlySet<string>> {
  const occupied = await readOccupied(db, expo, now);
  return new Set((await listUnblocked(db, expo)).flatMap(({ code }) => (occupied.has(code) ? [] : [code])));
}

/** How many booths the halls of an expo have together. */
export function countBooths({ halls }: Expo): number {
  return halls.reduce((sum, { booths }) => sum + booths.length, 0);
}

function listUnblocked(db: Reading, expo: string) {
  return db
    .withTables<ExpoTables>()
    .selectFrom("expo_booths")
    .select(["hall", "code"])
    .where("expo", "=", expo)
    .where("blocked", "is", null)
    .execute();
}
