import type { Reading } from "../../../store/store.ts";
import type { WishTables } from "../wishes/tables.ts";
import type { Refusal } from "./booking.ts";
import { type Bookable, closedAt } from "./rules.ts";

/** Whether somebody's wishes at an expo are not decided yet. */
export async function hasOpenWishes(db: Reading, expo: string): Promise<boolean> {
  const row = await db
    .withTables<WishTables>()
    .selectFrom("booth_applications")
    .select("id")
    .where("expo", "=", expo)
    .where("state", "in", ["draft", "open"])
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Null while booths of an expo can be taken; else why not. */
export async function findClosed(
  db: Reading,
  expo: Omit<Bookable, "wishesOpen"> & { readonly id: string },
  now: string,
): Promise<Refusal | null> {
  return closedAt({ ...expo, wishesOpen: expo.rules.mode === "batch" && (await hasOpenWishes(db, expo.id)) }, now);
}
