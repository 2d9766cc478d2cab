import { sql } from "kysely";
import { LANES, type Lane } from "../message/outgoing.ts";
import type { Piece } from "../message/piece.ts";
import type { StoredOutgoing } from "../message/stored.ts";
import { openPieces, packOutgoing, packPiece } from "./body.ts";
import type { BotRef } from "./inbox.ts";
import { keepPictures } from "./pictures.ts";
import type { Reading, Tx } from "./store.ts";
import type { OutboxState } from "./tables.ts";

/** Who gets a message, and where. */
export type Recipient = BotRef & {
  readonly conversation: string;
  readonly account: string;
  readonly person: string;
  readonly scope: "direct" | "group";
};

/** Where a person was met last alone with the bot, and can be written to; null where there is no such place. */
export async function findRecipient(db: Reading, person: string): Promise<Recipient | null> {
  const row = await db
    .selectFrom("accounts")
    .select(["platform", "bot", "account", "conversation"])
    .where("person", "=", person)
    .where("conversation", "is not", null)
    .where("unreachable_at", "is", null)
    .orderBy("created_at", "desc")
    .executeTakeFirst();
  if (row === undefined || row.conversation === null) return null;
  return { ...row, conversation: row.conversation, person, scope: "direct" };
}

/** A message that waits to be sent. */
export type QueuedMessage = Recipient & {
  readonly id: number;
  readonly key: string;
  readonly lane: Lane;
  readonly attempts: number;
  readonly expiresAt: string | null;
  /** True where an earlier attempt began and its outcome was never noted. */
  readonly interrupted: boolean;
  /** The HeldOutgoing as JSON. It is read by whoever sends it, so that one unreadable message holds up nobody. */
  readonly body: string;
};

/** A piece of a message, frozen before the first attempt. */
export type FrozenPiece = {
  readonly id: number;
  readonly key: string;
  readonly language: string;
  readonly sent: boolean;
  /** Where it goes; once it is sent, where it stands. */
  readonly conversation: string;
  readonly piece: Piece;
};

/**
 * Queues a message under a key that names it for ever (`<event>:<n>`); a repeat changes nothing. A replacement takes the
 * place of an earlier replacement of the same message that was not sent yet. Its pictures are stored beside it, each once.
 */
export async function queueMessage(
  tx: Tx,
  key: string,
  to: Recipient,
  outgoing: StoredOutgoing,
  now: string,
): Promise<void> {
  const replaces = outgoing.mode.kind === "replace" ? outgoing.mode.message : null;
  if (replaces !== null) {
    await tx
      .updateTable("outbox")
      .set({ state: "superseded", done_at: now })
      .where("conversation", "=", to.conversation)
      .where("replaces", "=", replaces)
      .where("state", "=", "queued")
      .execute();
  }
  const { body, pictures } = packOutgoing(outgoing);
  const row = await tx
    .insertInto("outbox")
    .values({
      platform: to.platform,
      bot: to.bot,
      conversation: to.conversation,
      account: to.account,
      person: to.person,
      scope: to.scope,
      key,
      lane: LANES.indexOf(outgoing.lane),
      body,
      replaces,
      state: "queued",
      expires_at: outgoing.expiresAt,
      created_at: now,
    })
    .onConflict((conflict) => conflict.column("key").doNothing())
    .returning("id")
    .executeTakeFirst();
  if (row !== undefined) await keepPictures(tx, row.id, pictures, now);
}

/** As literals: SQLite takes a partial index only where it can see that the question is the index's own. */
const OPEN = [sql.lit("queued" as const), sql.lit("sending" as const)];

/**
 * The next messages of a bot, best lane first, oldest first; of each conversation and lane only the first, so that order
 * is kept while that one waits for its next attempt.
 */
export async function findQueued(
  db: Reading,
  { platform, bot }: BotRef,
  now: string,
  limit: number,
): Promise<QueuedMessage[]> {
  const rows = await db
    .selectFrom("outbox as head")
    .selectAll("head")
    .where("head.platform", "=", platform)
    .where("head.bot", "=", bot)
    .where("head.state", "in", OPEN)
    .where((eb) => eb.or([eb("head.not_before", "is", null), eb("head.not_before", "<=", now)]))
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom("outbox as earlier")
            .select("earlier.id")
            .whereRef("earlier.conversation", "=", "head.conversation")
            .whereRef("earlier.lane", "=", "head.lane")
            .where("earlier.state", "in", OPEN)
            .whereRef("earlier.id", "<", "head.id"),
        ),
      ),
    )
    .orderBy("head.lane")
    .orderBy("head.id")
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    key: row.key,
    platform: row.platform,
    bot: row.bot,
    conversation: row.conversation,
    account: row.account,
    person: row.person,
    scope: row.scope,
    lane: LANES[row.lane] ?? "broadcast",
    attempts: row.attempts,
    expiresAt: row.expires_at,
    interrupted: row.state === "sending",
    body: row.body,
  }));
}

/**
 * Begins an attempt: counts it and freezes the pieces where that was not done before. Returns the pieces, in order; null
 * where the message is not queued any more.
 */
export async function beginAttempt(
  tx: Tx,
  message: QueuedMessage,
  fitted: { readonly pieces: readonly Piece[]; readonly language: string },
  now: string,
): Promise<FrozenPiece[] | null> {
  const { numUpdatedRows } = await tx
    .updateTable("outbox")
    .set((eb) => ({ state: "sending", attempts: eb("attempts", "+", 1) }))
    .where("id", "=", message.id)
    .where("state", "in", ["queued", "sending"])
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) return null;
  const before = await listPieces(tx, message.id);
  if (before.length > 0) return before;
  const { language } = fitted;
  const packed = fitted.pieces.map(packPiece);
  await tx
    .insertInto("pieces")
    .values(
      packed.map(({ body }, index) => ({
        key: `${message.key}:${index}`,
        outbox: message.id,
        conversation: message.conversation,
        body,
        language,
        created_at: now,
      })),
    )
    .execute();
  await keepPictures(tx, message.id, new Map(packed.flatMap(({ pictures }) => [...pictures])), now);
  return listPieces(tx, message.id);
}

async function listPieces(db: Reading, outbox: number): Promise<FrozenPiece[]> {
  const rows = await db.selectFrom("pieces").selectAll().where("outbox", "=", outbox).orderBy("id").execute();
  const opened = await openPieces(db, rows);
  return opened.map(({ id, key, language, sent_at, conversation, piece }) => ({
    ...{ id, key, language, sent: sent_at !== null, conversation, piece },
  }));
}

/** Notes that a piece arrived: under which id of the platform, and where it stands. */
export async function markPieceSent(
  tx: Tx,
  piece: number,
  { message, conversation }: { readonly message: string; readonly conversation: string },
  now: string,
): Promise<void> {
  await tx.updateTable("pieces").set({ message, conversation, sent_at: now }).where("id", "=", piece).execute();
}

/** Where the first piece of a message stands; null where it was not sent, or is forgotten. */
export async function findSent(
  db: Reading,
  key: string,
): Promise<{ readonly message: string; readonly conversation: string } | null> {
  const row = await db
    .selectFrom("pieces")
    .select(["message", "conversation"])
    .where("key", "=", `${key}:0`)
    .executeTakeFirst();
  return row === undefined || row.message === null ? null : { message: row.message, conversation: row.conversation };
}

/** The keys of the messages that stand, or stood until another took their place, under the platform's id. */
export async function findKeysOf(db: Reading, conversation: string, message: string): Promise<readonly string[]> {
  const rows = await db
    .selectFrom("pieces")
    .innerJoin("outbox", "outbox.id", "pieces.outbox")
    .select("outbox.key")
    .where("pieces.conversation", "=", conversation)
    .where("pieces.message", "=", message)
    .execute();
  return rows.map(({ key }) => key);
}

/** Ends a message in its final state; nothing where it has ended already. */
export async function endMessage(
  tx: Tx,
  id: number,
  state: Exclude<OutboxState, "queued" | "sending">,
  now: string,
  reason: string | null = null,
): Promise<void> {
  await tx
    .updateTable("outbox")
    .set({ state, done_at: now, reason })
    .where("id", "=", id)
    .where("state", "in", ["queued", "sending"])
    .execute();
}

/** Gives a message back to be tried again at `notBefore`. */
export async function postponeMessage(tx: Tx, id: number, notBefore: string, reason: string): Promise<void> {
  await tx
    .updateTable("outbox")
    .set({ state: "queued", not_before: notBefore, reason })
    .where("id", "=", id)
    .where("state", "=", "sending")
    .execute();
}

/** Ends what still waits for a person and was not asked for. */
export async function dropUnasked(tx: Tx, person: string, now: string): Promise<void> {
  await tx
    .updateTable("outbox")
    .set({ state: "superseded", done_at: now, reason: "the person wants nothing unasked" })
    .where("person", "=", person)
    .where("lane", "=", LANES.indexOf("broadcast"))
    .where("state", "=", "queued")
    .execute();
}

/** Ends everything that still waits for an account that can't be written to. */
export async function dropQueued(tx: Tx, platform: string, account: string, now: string): Promise<void> {
  await tx
    .updateTable("outbox")
    .set({ state: "unreachable", done_at: now })
    .where("platform", "=", platform)
    .where("account", "=", account)
    .where("state", "=", "queued")
    .execute();
}
