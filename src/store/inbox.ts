import { type ExpressionBuilder, sql } from "kysely";
import type { Incoming } from "../message/incoming.ts";
import { shorten } from "../message/measure.ts";
import { stripControls } from "../message/text.ts";
import type { Reading, Store, Tx } from "./store.ts";
import type { CoreTables } from "./tables.ts";

/** An account of ours on a platform. */
export type BotRef = { readonly platform: string; readonly bot: string };

/** An event that this process may work on, alone, until it is done or the process has gone silent. */
export type ClaimedEvent = BotRef & {
  readonly id: number;
  readonly eventId: string;
  readonly conversation: string;
  readonly account: string;
  readonly scope: "direct" | "group";
  readonly person: string;
  readonly attempts: number;
  /** The Incoming as JSON. It is read by whoever handles it, so that one unreadable event holds up nobody. */
  readonly payload: string;
};

/** Saves an event. Returns false where it was saved before: then nothing changed. */
export async function addEvent(
  { traits }: Pick<Store, "traits">,
  tx: Tx,
  incoming: Incoming,
  person: string,
  now: string,
): Promise<boolean> {
  // Ids of a conversation must become visible in their order, or a later event could be claimed first.
  await traits.lock(tx, `inbox:${incoming.conversation}`);
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto("inbox")
    .values({
      platform: incoming.platform,
      bot: incoming.bot,
      event_id: incoming.eventId,
      conversation: incoming.conversation,
      account: incoming.account,
      scope: incoming.scope,
      said: saidIn(incoming),
      person,
      kind: incoming.kind,
      payload: JSON.stringify(incoming),
      received_at: now,
      state: "pending",
      not_before: incoming.unconfirmed ? UNCONFIRMED : null,
    })
    .onConflict((conflict) => conflict.columns(["platform", "bot", "event_id"]).doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

/** An event that its network may still refuse waits until then, which never comes; those after it wait with it. */
const UNCONFIRMED = "9999-12-31T23:59:59.999Z";

/** Settles events that were saved unconfirmed: they may be claimed now, or are void and have no effect. */
export async function settleEvents(
  tx: Tx,
  { platform, bot }: BotRef,
  events: readonly string[],
  fate: "valid" | "void",
  now: string,
): Promise<void> {
  if (events.length === 0) return;
  await tx
    .updateTable("inbox")
    .set(fate === "valid" ? { not_before: null } : { not_before: null, state: "void", done_at: now })
    .where("platform", "=", platform)
    .where("bot", "=", bot)
    .where("event_id", "in", events)
    .where("state", "=", "pending")
    .where("not_before", "=", UNCONFIRMED)
    .execute();
}

/** The ids of a bot's events that wait to be settled, oldest first. */
export async function listUnconfirmed(db: Reading, { platform, bot }: BotRef): Promise<string[]> {
  const rows = await db
    .selectFrom("inbox")
    .select("event_id")
    .where("state", "=", PENDING)
    .where("platform", "=", platform)
    .where("bot", "=", bot)
    .where("not_before", "=", UNCONFIRMED)
    .orderBy("id")
    .execute();
  return rows.map((row) => row.event_id);
}

/** How much of what a person wrote a transcript shows again. */
const SHOWN_CHARACTERS = 4_000;

function saidIn(incoming: Incoming): string | null {
  const words =
    incoming.kind === "text"
      ? incoming.text
      : incoming.kind === "command"
        ? `/${incoming.name} ${incoming.args}`.trim()
        : null;
  return words === null ? null : shorten(stripControls(words.slice(0, SHOWN_CHARACTERS * 2)), SHOWN_CHARACTERS);
}

/**
 * Claims the oldest events of these bots, each the first of its conversation that is not over. Oldest first.
 *
 * @param busy conversations that this process works on now; on a shared queue the rows themselves say so.
 * @param most how many to claim at most.
 */
export async function claimEvents(
  store: Store,
  bots: readonly BotRef[],
  holder: string,
  busy: ReadonlySet<string>,
  now: string,
  most: number,
): Promise<ClaimedEvent[]> {
  if (bots.length === 0) return [];
  const rows = store.traits.sharedQueue
    ? await store.transaction((tx) => leaseHeads(tx, bots, holder, now, most))
    : await takeHeads(store.read, bots, busy, now, most);
  return rows.map(
    ({ id, platform, bot, event_id: eventId, conversation, account, scope, person, attempts, payload }) => {
      return { id, platform, bot, eventId, conversation, account, scope, person, attempts, payload };
    },
  );
}

/** As a literal: SQLite takes a partial index only where it can see that the question is the index's own. */
const PENDING = sql.lit("pending" as const);

const CLAIMED = [
  "id",
  "platform",
  "bot",
  "event_id",
  "conversation",
  "account",
  "scope",
  "person",
  "attempts",
  "payload",
] as const;

/** Puts a process's name on what nobody works on, in one statement: two processes never take the same event. */
async function leaseHeads(tx: Tx, bots: readonly BotRef[], holder: string, now: string, most: number) {
  const rows = await tx
    .with("free", (db) => findHeads(db, bots, now).limit(most).forUpdate().skipLocked())
    .updateTable("inbox")
    .from("free")
    .set({ lease_holder: holder })
    .whereRef("inbox.id", "=", "free.id")
    .returning(CLAIMED.map((column) => `free.${column}` as const))
    .execute();
  return rows.toSorted((one, other) => one.id - other.id);
}

async function takeHeads(db: Reading, bots: readonly BotRef[], busy: ReadonlySet<string>, now: string, most: number) {
  const rows = await findHeads(db, bots, now)
    .limit(busy.size + most)
    .execute();
  return rows.filter(({ conversation }) => !busy.has(conversation)).slice(0, most);
}

function findHeads(db: Pick<Reading, "selectFrom">, bots: readonly BotRef[], now: string) {
  return (
    db
      .selectFrom("inbox as head")
      .select(CLAIMED.map((column) => `head.${column}` as const))
      .where("head.state", "=", PENDING)
      // Joined, so that no index over all events of a bot is taken: the one of what is pending, by age, ends at once.
      .where(
        sql<string>`head.platform || ' ' || head.bot`,
        "in",
        bots.map(({ platform, bot }) => `${platform} ${bot}`),
      )
      .where((eb) => eb.or([eb("head.not_before", "is", null), eb("head.not_before", "<=", now)]))
      .where((eb) => eb.or([eb("head.lease_holder", "is", null), eb.not(eb.exists(livingHolder(eb, now)))]))
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom("inbox as earlier")
              .select("earlier.id")
              .whereRef("earlier.conversation", "=", "head.conversation")
              .where("earlier.state", "=", PENDING)
              .whereRef("earlier.id", "<", "head.id"),
          ),
        ),
      )
      .orderBy("head.id")
  );
}

/** The sign of life of the process that holds an event, where it is fresh: a lease under the process's own name. */
function livingHolder(eb: ExpressionBuilder<CoreTables & { head: CoreTables["inbox"] }, "head">, now: string) {
  return eb
    .selectFrom("leases")
    .select("leases.name")
    .whereRef("leases.name", "=", "head.lease_holder")
    .where("leases.until", ">", now);
}

/** Marks an event as done inside the transaction of its effects. False where another process already ended it. */
export async function endEvent(
  tx: Tx,
  id: number,
  holder: string | null,
  now: string,
  failed?: { readonly reference: string },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable("inbox")
    .set({
      state: failed === undefined ? "done" : "failed",
      done_at: now,
      reference: failed?.reference ?? null,
      lease_holder: null,
    })
    .where("id", "=", id)
    .where("state", "=", "pending")
    .$if(holder !== null, (query) => query.where("lease_holder", "=", holder))
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Gives an event back after a failed attempt, to be tried again at `notBefore`. */
export async function postponeEvent(
  tx: Tx,
  id: number,
  holder: string | null,
  notBefore: string,
  counts: boolean,
): Promise<void> {
  await tx
    .updateTable("inbox")
    .set((eb) => ({
      attempts: counts ? eb("attempts", "+", 1) : eb.ref("attempts"),
      not_before: notBefore,
      lease_holder: null,
    }))
    .where("id", "=", id)
    .where("state", "=", "pending")
    .$if(holder !== null, (query) => query.where("lease_holder", "=", holder))
    .execute();
}
