import type { Reading } from "../../../store/store.ts";
import { readOccupied } from "../booking/index.ts";
import type { Expo } from "../expo.ts";
import { getExpo } from "../expos.ts";
import type { ExpoTables } from "../tables.ts";

/**
 * An expo and the codes of the booths that can't be given away: those that staff keep back, and those somebody has.
 *
 * @throws AppError `input.notFound` where there is none of that id.
 */
export async function getExpoToAllocate(
  db: Reading,
  id: string,
  now: string,
): Promise<{ readonly expo: Expo; readonly closed: ReadonlySet<string> }> {
  const expo = await getExpo(db, id);
  const kept = await db
    .withTables<ExpoTables>()
    .selectFrom("expo_booths")
    .select("code")
    .where("expo", "=", id)
    .where("blocked", "is not", null)
    .execute();
  const occupied = await readOccupied(db, id, now);
  return { expo, closed: new Set([...kept.map(({ code }) => code), ...occupied.keys()]) };
}
