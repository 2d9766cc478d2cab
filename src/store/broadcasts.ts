import { z } from "zod";
import { type StoredOutgoing, storedOutgoingSchema } from "../message/stored.ts";
import { createId } from "../shared/ids.ts";
import { queueMessage } from "./outbox.ts";
import type { AccountName } from "./privacy.ts";
import type { Store, Tx } from "./store.ts";

const segmentSchema = z.object({
  platforms: z.array(z.string()).optional(),
  languages: z.array(z.string()).optional(),
});

/** Whom a broadcast is for; an absent list means everyone. */
export type Segment = z.infer<typeof segmentSchema>;

/** Schedules one message for a segment and returns its id. Buttons with tokens don't belong in it: it has many readers. */
export async function scheduleBroadcast(
  tx: Tx,
  outgoing: StoredOutgoing,
  segment: Segment,
  times: { readonly startsAt: string; readonly now: string },
): Promise<string> {
  const id = createId();
  await tx
    .insertInto("broadcasts")
    .values({
      id,
      body: JSON.stringify({ ...outgoing, lane: "broadcast" }),
      segment: JSON.stringify(segment),
      cursor: "",
      state: "scheduled",
      starts_at: times.startsAt,
      created_at: times.now,
    })
    .execute();
  return id;
}

/** Stops a broadcast: nobody else is queued, and what is queued and not begun is not sent. */
export async function stopBroadcast(tx: Tx, id: string, now: string): Promise<void> {
  await tx
    .updateTable("broadcasts")
    .set({ state: "stopped" })
    .where("id", "=", id)
    .where("state", "!=", "done")
    .execute();
  await tx
    .updateTable("outbox")
    .set({ state: "superseded", done_at: now, reason: "broadcast stopped" })
    .where("key", "like", `broadcast/${id}:%`)
    .where("state", "=", "queued")
    .execute();
}

/**
 * Queues the next batch of every broadcast that has begun, in one transaction with its cursor: after a crash it goes on
 * where it was. Returns how many messages were queued.
 */
export async function fanOut(store: Store, now: string, batch: number): Promise<number> {
  const open = await store.read
    .selectFrom("broadcasts")
    .select("id")
    .where("state", "in", ["scheduled", "running"])
    .where("starts_at", "<=", now)
    .orderBy("starts_at")
    .execute();
  let queued = 0;
  for (const { id } of open) queued += await store.transaction((tx) => fanOutBatch(tx, id, now, batch));
  return queued;
}

async function fanOutBatch(tx: Tx, id: string, now: string, batch: number): Promise<number> {
  // Touching the row first makes a second process wait until this batch and its cursor are committed.
  await tx
    .updateTable("broadcasts")
    .set({ state: "running" })
    .where("id", "=", id)
    .where("state", "in", ["scheduled", "running"])
    .execute();
  const row = await tx.selectFrom("broadcasts").selectAll().where("id", "=", id).executeTakeFirstOrThrow();
  if (row.state !== "running") return 0;
  const segment = segmentSchema.parse(JSON.parse(row.segment));
  const [platform = "", account = ""] = row.cursor.split(" ");
  const readers = await tx
    .selectFrom("accounts")
    .innerJoin("people", "people.id", "accounts.person")
    .selectAll("accounts")
    .where("unreachable_at", "is", null)
    .where("people.stopped_at", "is", null)
    .where("conversation", "is not", null)
    .where((eb) =>
      eb.or([eb("platform", ">", platform), eb.and([eb("platform", "=", platform), eb("account", ">", account)])]),
    )
    .$if(segment.platforms !== undefined, (query) => query.where("platform", "in", segment.platforms ?? []))
    .$if(segment.languages !== undefined, (query) => query.where("people.language", "in", segment.languages ?? []))
    .orderBy("platform")
    .orderBy("account")
    .limit(batch)
    .execute();
  const outgoing = storedOutgoingSchema.parse(JSON.parse(row.body));
  for (const { platform: network, bot, account: name, person, conversation } of readers) {
    if (conversation === null) continue;
    const to = { platform: network, bot, account: name, person, conversation, scope: "direct" as const };
    await queueMessage(tx, `broadcast/${id}:${network}/${name}`, to, outgoing, now);
  }
  const last = readers.at(-1);
  await tx
    .updateTable("broadcasts")
    .set((eb) => ({
      fanned_out: eb("fanned_out", "+", readers.length),
      ...(last === undefined ? { state: "done" as const, cursor: "" } : { cursor: `${last.platform} ${last.account}` }),
    }))
    .where("id", "=", id)
    .execute();
  return readers.length;
}

/**
 * Moves what runs off an account that is being erased, to the one before it: everyone up to there has had the message,
 * and the account itself is named no more.
 */
export async function stepBack(tx: Tx, { platform, account }: AccountName): Promise<void> {
  const before = await tx
    .selectFrom("accounts")
    .select(["platform", "account"])
    .where((eb) =>
      eb.or([eb("platform", "<", platform), eb.and([eb("platform", "=", platform), eb("account", "<", account)])]),
    )
    .orderBy("platform", "desc")
    .orderBy("account", "desc")
    .limit(1)
    .executeTakeFirst();
  await tx
    .updateTable("broadcasts")
    .set({ cursor: before === undefined ? "" : `${before.platform} ${before.account}` })
    .where("cursor", "=", `${platform} ${account}`)
    .execute();
}
