import { AppError } from "../../../shared/errors.ts";
import type { Reading } from "../../../store/store.ts";
import type { Expo } from "../expo.ts";
import type { ExpoTables } from "../tables.ts";

/** An expo and the codes of the booths that staff keep back. @throws AppError `input.notFound` where there is none of that id. */
export async function getExpoToAllocate(
  db: Reading,
  id: string,
): Promise<{ readonly expo: Expo; readonly closed: ReadonlySet<string> }> {
  const tables = db.withTables<ExpoTables>();
  const row = await tables.selectFrom("expos").select("body").where("id", "=", id).executeTakeFirst();
  if (row === undefined)
    throw new AppError("input.notFound", `There is no expo "${id}". Nothing was allocated. See: silkdesk expo list`);
  const kept = await tables
    .selectFrom("expo_booths")
    .select("code")
    .where("expo", "=", id)
    .where("blocked", "is not", null)
    .execute();
  // Written by the import, which has checked it.
  return { expo: JSON.parse(row.body) as Expo, closed: new Set(kept.map(({ code }) => code)) };
}
