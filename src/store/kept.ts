import { z } from "zod";
import type { Kept } from "../message/platform.ts";
import { later } from "../shared/clock.ts";
import type { Json } from "../shared/json.ts";
import type { BotRef } from "./inbox.ts";
import type { Reading, Tx } from "./store.ts";

/** Keeps a small value for a bot, such as an update offset; what is kept `once` stays as it was kept first. */
export async function keepValue(
  tx: Tx,
  { platform, bot }: BotRef,
  { key, value, forMs, once }: Kept,
  now: string,
): Promise<void> {
  const kept = { value: JSON.stringify(value), expires_at: forMs === undefined ? null : later(now, forMs) };
  await tx
    .insertInto("kept")
    .values({ platform, bot, key, ...kept })
    .onConflict((conflict) => {
      const known = conflict.columns(["platform", "bot", "key"]);
      return once ? known.doNothing() : known.doUpdateSet(kept);
    })
    .execute();
}

/** Forgets what was kept for a while that is over. */
export async function forgetKept(tx: Tx, now: string): Promise<void> {
  await tx.deleteFrom("kept").where("expires_at", "<", now).execute();
}

/** What bots keep under a key, each its own. */
export async function listKept(db: Reading, key: string): Promise<readonly (BotRef & { readonly value: Json })[]> {
  const rows = await db.selectFrom("kept").selectAll().where("key", "=", key).orderBy("platform").execute();
  return rows.map(({ platform, bot, value }) => ({ platform, bot, value: z.json().parse(JSON.parse(value)) }));
}

/** Reads a kept value; null where there is none. */
export async function recallValue(db: Reading, { platform, bot }: BotRef, key: string): Promise<Json> {
  const row = await db
    .selectFrom("kept")
    .select("value")
    .where("platform", "=", platform)
    .where("bot", "=", bot)
    .where("key", "=", key)
    .executeTakeFirst();
  return row === undefined ? null : z.json().parse(JSON.parse(row.value));
}
