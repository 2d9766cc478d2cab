import { type Actor, changeWithin } from "./audit.ts";
import type { Recipient } from "./outbox.ts";
import { meetPerson, noteSeen, setLanguage, setReachable } from "./people.ts";
import type { Reading, Tx } from "./store.ts";

/** A group, and who speaks in it. */
type Group = { readonly platform: string; readonly bot: string; readonly conversation: string };

/** The chat of a conversation, without its topic. */
function chatOf(conversation: string): string {
  return conversation.split(":").slice(0, 2).join(":");
}

/**
 * Makes a group the one in which staff see what waits for them, in place of any other. Its words are in the language of
 * whoever names it.
 */
export async function nameRoom(
  tx: Tx,
  { platform, bot, conversation: where }: Group,
  language: string,
  actor: Actor,
  now: string,
): Promise<void> {
  const conversation = chatOf(where);
  const account = `room:${conversation}`;
  await changeWithin(tx, actor, [], now, async () => {
    const reader = { platform, bot, account, conversation, scope: "group" } as const;
    const person = await meetPerson(tx, reader, { tag: language, source: "default" }, now);
    await setLanguage(tx, person, language, "chosen");
    await setReachable(tx, platform, account, null);
    await tx.deleteFrom("staff_rooms").execute();
    await tx
      .insertInto("staff_rooms")
      .values({ conversation, platform, bot, account, person, named_by: actor.name, named_at: now })
      .execute();
    return { result: undefined, entry: { action: "staff.roomNamed", subject: conversation, details: { language } } };
  });
}

/** From now on nothing is sent to any group of staff. False where there was none. */
export async function closeRoom(tx: Tx, actor: Actor, now: string): Promise<boolean> {
  return changeWithin(tx, actor, [], now, async () => {
    const room = await tx.deleteFrom("staff_rooms").returning("conversation").executeTakeFirst();
    return {
      result: room !== undefined,
      entry: room === undefined ? null : { action: "staff.roomClosed", subject: room.conversation, details: {} },
    };
  });
}

/** The group of staff as a recipient; null where there is none, or it can't be written to. */
export async function findRoom(db: Reading): Promise<Recipient | null> {
  const row = await db
    .selectFrom("staff_rooms")
    .innerJoin("accounts", (join) =>
      join
        .onRef("accounts.platform", "=", "staff_rooms.platform")
        .onRef("accounts.account", "=", "staff_rooms.account"),
    )
    .selectAll("staff_rooms")
    .where("unreachable_at", "is", null)
    .executeTakeFirst();
  if (row === undefined) return null;
  const { platform, bot, conversation, account, person } = row;
  return { platform, bot, conversation, account, person, scope: "group" };
}

/** A room that is written to is in use. */
export async function noteRoomUsed(tx: Tx, { person }: Recipient, now: string): Promise<void> {
  await noteSeen(tx, person, now);
}

/** Whether a conversation is the group of staff, or a topic in it. */
export async function isStaffRoom(db: Reading, conversation: string): Promise<boolean> {
  const row = await db
    .selectFrom("staff_rooms")
    .select("conversation")
    .where("conversation", "=", chatOf(conversation))
    .executeTakeFirst();
  return row !== undefined;
}
