import { z } from "zod";
import type { JsonObject } from "../shared/json.ts";
import type { Reading, Tx } from "./store.ts";

/** What a press means, as stored behind its token. */
export type StoredButton = {
  readonly token: string;
  readonly action: string;
  readonly params: JsonObject;
  /** The only person who may press it; null for anyone. */
  readonly person: string | null;
  readonly use: "once" | "repeat";
  readonly expiresAt: string;
};

const paramsSchema = z.record(z.string(), z.json());

export async function addButtons(tx: Tx, buttons: readonly StoredButton[], now: string): Promise<void> {
  if (buttons.length === 0) return;
  await tx
    .insertInto("buttons")
    .values(
      buttons.map((button) => ({
        token: button.token,
        action: button.action,
        params: JSON.stringify(button.params),
        person: button.person,
        use: button.use,
        expires_at: button.expiresAt,
        created_at: now,
      })),
    )
    .execute();
}

/** The button behind a token, for `person`: null where it is unknown, expired, spent, or somebody else's. */
export async function findButton(
  db: Reading,
  token: string,
  person: string,
  now: string,
): Promise<StoredButton | null> {
  const row = await db
    .selectFrom("buttons")
    .selectAll()
    .where("token", "=", token)
    .where("expires_at", ">", now)
    .where("used_at", "is", null)
    .where((eb) => eb.or([eb("person", "is", null), eb("person", "=", person)]))
    .executeTakeFirst();
  if (row === undefined) return null;
  return {
    token,
    action: row.action,
    params: paramsSchema.parse(JSON.parse(row.params)),
    person: row.person,
    use: row.use,
    expiresAt: row.expires_at,
  };
}

/** Spends a once-only button inside the transaction of its effect. False where it was spent before. */
export async function spendButton(tx: Tx, token: string, now: string): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable("buttons")
    .set({ used_at: now })
    .where("token", "=", token)
    .where("used_at", "is", null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}
