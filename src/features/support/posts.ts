import { sql } from "kysely";
import { queueReply } from "../../conversation/queue-reply.ts";
import { type Reply, reply, text } from "../../conversation/reply.ts";
import { localized } from "../../message/text.ts";
import { findKeysOf, findSent, type Recipient } from "../../store/outbox.ts";
import { getPerson } from "../../store/people.ts";
import { findRoom, noteRoomUsed } from "../../store/staff-room.ts";
import type { Reading, Tx } from "../../store/store.ts";
import { cardOf } from "./card.ts";
import { caseNumber } from "./cases.ts";
import { findClaim } from "./claims.ts";
import { shorten } from "./present.ts";
import type { SupportTables } from "./tables.ts";
import { tellClaim } from "./tell-claim.ts";

type Filed = { readonly id: number; readonly group: number };
type NewlyFiled = Filed & { readonly isNew: boolean };

/**
 * Shows a question in the room of staff: one message for its group, in a topic of its own where the network has topics.
 * Whoever asks the same later changes that message.
 *
 * @param again names the event by which an answered question was opened again: it is shown anew.
 */
export async function announceCase(tx: Tx, { id, group, isNew }: NewlyFiled, now: string, again = ""): Promise<void> {
  const room = await findRoom(tx);
  if (room === null) return;
  const claim = await findClaim(tx, group);
  if (claim !== null && claim.promisedAt > now) await tellClaim(tx, group, claim, now, id);
  if (again === "" && (await findCard(tx, group)) !== null)
    return isNew ? refreshCard(tx, group, `case-${id}`, now) : undefined;
  const card = await cardOf(tx, group, (await getPerson(tx, room.person)).language);
  if (card === null) return;
  const key = again === "" ? `case/${id}` : `case/${id}/${again}`;
  const name = `${caseNumber(group)} · ${shorten(await questionOf(tx, id))
    .slice(0, 80)
    .toWellFormed()}`;
  await queueReply(tx, key, room, { ...card, mode: { kind: "topic", name }, lane: "transactional" }, now);
  await addPost(tx, { key, case: id, card: true }, now);
  await noteRoomUsed(tx, room, now);
}

/** Brings the message of a group up to date, where there is one. `cause` names the change: the same changes it once. */
export async function refreshCard(tx: Tx, group: number, cause: string, now: string): Promise<void> {
  const post = await findCard(tx, group);
  const room = await findRoom(tx);
  if (post === null || room === null) return;
  const card = await cardOf(tx, group, (await getPerson(tx, room.person)).language);
  if (card !== null) await replaceCard(tx, post.key, { room, card, cause }, now);
}

async function replaceCard(
  tx: Tx,
  post: string,
  { room, card, cause }: { readonly room: Recipient; readonly card: Reply; readonly cause: string },
  now: string,
): Promise<void> {
  const stands = await findPlace(tx, post);
  if (stands === null) return;
  const to = { ...room, conversation: stands.conversation };
  const mode = { kind: "replace", message: stands.message } as const;
  await queueReply(tx, `${post}/${cause}`, to, { ...card, mode, lane: "transactional" }, now);
}

/** Sends a message about a question to where staff see it; a reply to it answers. False where there is no such place. */
export async function postAbout(tx: Tx, key: string, { id, group }: Filed, said: Reply, now: string): Promise<boolean> {
  const room = await findRoom(tx);
  if (room === null) return false;
  const card = await findCard(tx, group);
  const stands = card === null ? null : await findPlace(tx, card.key);
  const to = { ...room, conversation: stands?.conversation ?? room.conversation };
  await queueReply(tx, key, to, { ...said, lane: "transactional" }, now);
  await addPost(tx, { key, case: id, card: false }, now);
  await noteRoomUsed(tx, room, now);
  return true;
}

/** Notes that a message is about a question. */
export async function addPost(
  tx: Tx,
  { key, case: id, card }: { readonly key: string; readonly case: number; readonly card: boolean },
  now: string,
): Promise<void> {
  await tx
    .withTables<SupportTables>()
    .insertInto("case_posts")
    .values({ key, case_id: id, card: card ? 1 : 0, conversation: null, message: null, at: now })
    .onConflict((conflict) => conflict.column("key").doNothing())
    .execute();
}

/** The question that a message in the room is about; null where it is about none. */
export async function findPosted(db: Reading, conversation: string, message: string): Promise<number | null> {
  const keys = await findKeysOf(db, conversation, message);
  const row = await db
    .withTables<SupportTables>()
    .selectFrom("case_posts")
    .select("case_id")
    .where((eb) => eb.or([eb("key", "in", ["", ...keys]), eb.and({ conversation, message })]))
    .limit(1)
    .executeTakeFirst();
  return row?.case_id ?? null;
}

/**
 * Takes the words of a question out of the room: its messages are forgotten, and what stands there says that it was
 * withdrawn. True where it had been shown.
 */
export async function withdrawPosts(tx: Tx, id: number, now: string): Promise<boolean> {
  const db = tx.withTables<SupportTables>();
  const posts = await db.selectFrom("case_posts").select("key").where("case_id", "=", id).execute();
  const room = await findRoom(tx);
  for (const { key } of posts) {
    const stands = await findPlace(tx, key);
    const own = tx
      .selectFrom("outbox")
      .select("id")
      .where((eb) => eb.or([eb("key", "=", key), eb(sql`substr(key, 1, ${key.length + 1})`, "=", `${key}/`)]));
    await tx.deleteFrom("pieces").where("outbox", "in", own).execute();
    await tx.deleteFrom("outbox").where("id", "in", own).execute();
    if (stands === null || room === null) continue;
    const gone = reply(text(localized("support.roomWithdrawn", { number: caseNumber(id) })));
    const to = { ...room, conversation: stands.conversation };
    const mode = { kind: "replace", message: stands.message } as const;
    await queueReply(tx, `case-withdrawn/${stands.conversation}/${stands.message}`, to, { ...gone, mode }, now);
  }
  await db.deleteFrom("case_posts").where("case_id", "=", id).execute();
  return posts.length > 0;
}

/** The latest message that shows a group. */
async function findCard(db: Reading, group: number): Promise<{ readonly key: string } | null> {
  const row = await db
    .withTables<SupportTables>()
    .selectFrom("case_posts")
    .innerJoin("cases", "cases.id", "case_posts.case_id")
    .select("key")
    .where("case_group", "=", group)
    .where("card", "=", 1)
    .orderBy("at", "desc")
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
}

async function findPlace(
  db: Reading,
  key: string,
): Promise<{ readonly message: string; readonly conversation: string } | null> {
  const sent = await findSent(db, key);
  if (sent !== null) return sent;
  const row = await db
    .withTables<SupportTables>()
    .selectFrom("case_posts")
    .select(["message", "conversation"])
    .where("key", "=", key)
    .executeTakeFirst();
  return row === undefined || row.message === null || row.conversation === null
    ? null
    : { message: row.message, conversation: row.conversation };
}

async function questionOf(db: Reading, id: number): Promise<string> {
  const row = await db
    .withTables<SupportTables>()
    .selectFrom("cases")
    .select("question")
    .where("id", "=", id)
    .executeTakeFirstOrThrow();
  return row.question.replace(/\s+/gu, " ");
}
