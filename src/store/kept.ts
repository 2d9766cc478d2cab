import { z } from "zod";
import type { Json } from "../shared/json.ts";
import type { BotRef } from "./inbox.ts";
import type { Reading, Tx } from "./store.ts";

/** Keeps a small value for a bot, such as an update offset. */
export async function keepValue(tx: Tx, { platform, bot }: BotRef, key: string, value: Json): Promise<void> {
  const text = JSON.stringify(value);
  await tx
    .insertInto("kept")
    .values({ platform, bot, key, value: text })
    .onConflict((conflict) => conflict.columns(["platform", "bot", "key"]).doUpdateSet({ value: text }))
    .execute();
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
