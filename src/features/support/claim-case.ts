import { type Reply, reply, text } from "../../conversation/reply.ts";
import { type Apply, actorOf, type Turn } from "../../conversation/turn.ts";
import { eventKey } from "../../message/incoming.ts";
import { localized } from "../../message/text.ts";
import { changeWithin, mayDo } from "../../store/audit.ts";
import { findRoom } from "../../store/staff-room.ts";
import type { Store, Tx } from "../../store/store.ts";
import { setTimer } from "../../store/timers.ts";
import { caseNumber, GROUPS_LOCK } from "./cases.ts";
import { addClaim, dropClaim, findClaim } from "./claims.ts";
import { PROMISE_TIMER } from "./held.ts";
import { refreshCard } from "./posts.ts";
import { nextPromise, promisedOn } from "./promise.ts";
import { findGroupOf, SUPPORT_ROLES } from "./staff-list.ts";
import type { SupportTables } from "./tables.ts";
import { tellClaim } from "./tell-claim.ts";
import { tellWaiting } from "./waiting.ts";

const say = (key: Parameters<typeof localized>[0], params?: Parameters<typeof localized>[1]): Reply =>
  reply(text(localized(key, params)));

/** Takes a group of questions on: whoever waits is told that a person has it, and by when they answer. */
export function claimCase({ traits }: Store, turn: Turn, number: number): Apply {
  const actor = actorOf(turn);
  const claim = { holder: actor.name, claimedAt: turn.now, promisedAt: nextPromise(turn.now) };
  const date = promisedOn(claim.promisedAt);
  return (tx) =>
    changeWithin(tx, actor, SUPPORT_ROLES, turn.now, async () => {
      await traits.lock(tx, GROUPS_LOCK);
      const group = await findGroupOf(tx, number);
      if (group === null) return { result: [say("support.roomGone")], entry: null };
      const name = caseNumber(group);
      const before = await findClaim(tx, group);
      if (before !== null)
        return { result: [say("support.roomTaken", { number: name, who: before.holder })], entry: null };
      if (!(await isWaitedFor(tx, group))) return { result: [say("support.roomOver", { number: name })], entry: null };
      await addClaim(tx, group, claim);
      await tellClaim(tx, group, claim, turn.now);
      await remind(tx, group, claim);
      await refreshCard(tx, group, eventKey(turn.incoming), turn.now);
      return {
        result: [say("support.roomYours", { number: name, date })],
        entry: { action: "cases.claimed", subject: name, details: { promised: claim.promisedAt } },
      };
    });
}

/** Lets a group of questions go. Whoever waits is told that, too. Only the holder or an admin may. */
export function releaseCase({ traits }: Store, turn: Turn, number: number): Apply {
  const actor = actorOf(turn);
  return (tx) =>
    changeWithin(tx, actor, SUPPORT_ROLES, turn.now, async () => {
      await traits.lock(tx, GROUPS_LOCK);
      const group = await findGroupOf(tx, number);
      const claim = group === null ? null : await findClaim(tx, group);
      if (group === null || claim === null) return { result: [say("support.roomGone")], entry: null };
      const name = caseNumber(group);
      if (claim.holder !== actor.name && !mayDo(actor, []))
        return { result: [say("support.roomTaken", { number: name, who: claim.holder })], entry: null };
      await dropClaim(tx, group);
      const told = (id: number) => localized("support.released", { number: caseNumber(id) });
      await tellWaiting(tx, group, `released/${eventKey(turn.incoming)}`, told, turn.now);
      await refreshCard(tx, group, eventKey(turn.incoming), turn.now);
      return {
        result: [say("support.roomFree", { number: name })],
        entry: { action: "cases.released", subject: name, details: { holder: claim.holder } },
      };
    });
}

async function isWaitedFor(tx: Tx, group: number): Promise<boolean> {
  const row = await tx
    .withTables<SupportTables>()
    .selectFrom("cases")
    .select("id")
    .where("case_group", "=", group)
    .where("state", "=", "open")
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Comes back to the room when the promised time is up. */
async function remind(
  tx: Tx,
  group: number,
  { claimedAt, promisedAt }: { readonly claimedAt: string; readonly promisedAt: string },
): Promise<void> {
  const room = await findRoom(tx);
  if (room === null) return;
  const { platform, bot, conversation, account, scope } = room;
  const params = { number: group, claimedAt };
  await setTimer(tx, { platform, bot, conversation, account, scope, name: PROMISE_TIMER, params, dueAt: promisedAt });
}
