import { z } from "zod";
import type { Reading, Tx } from "./store.ts";

/** An open dialogue of one person in one conversation: a flow, the step it waits at, and what was said so far. */
export const dialogueSchema = z.object({
  flow: z.string(),
  version: z.number().int(),
  step: z.string(),
  state: z.json(),
});

export type Dialogue = z.infer<typeof dialogueSchema>;

/** The open dialogue, or null where there is none or it has expired at `now`. */
export async function findDialogue(
  db: Reading,
  conversation: string,
  person: string,
  now: string,
): Promise<Dialogue | null> {
  const row = await db
    .selectFrom("conversations")
    .select("state")
    .where("conversation", "=", conversation)
    .where("person", "=", person)
    .where("state", "is not", null)
    .where("expires_at", ">", now)
    .executeTakeFirst();
  return row?.state ? dialogueSchema.parse(JSON.parse(row.state)) : null;
}

/** Opens, moves on or (with null) closes a dialogue. */
export async function saveDialogue(
  tx: Tx,
  conversation: string,
  person: string,
  dialogue: Dialogue | null,
  times: { readonly now: string; readonly expiresAt: string | null },
): Promise<void> {
  const values = {
    state: dialogue === null ? null : JSON.stringify(dialogue),
    expires_at: times.expiresAt,
    updated_at: times.now,
  };
  await tx
    .insertInto("conversations")
    .values({ conversation, person, ...values })
    .onConflict((conflict) => conflict.columns(["conversation", "person"]).doUpdateSet(values))
    .execute();
}
