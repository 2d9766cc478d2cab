import { z } from "zod";
import { later } from "../shared/clock.ts";
import type { BotRef } from "./inbox.ts";
import { keepValue, recallValue } from "./kept.ts";
import type { Reading, Tx } from "./store.ts";

/** How the reason of a message begins that waits because its chat was sent to too fast. */
export const TOO_FAST = "too fast:";

const HOLD = "pace.holdUntil";
/** More than any network takes in the time that is looked back on. */
const MOST_SENDS = 5_000;

/** What a sender has to know of the one before it. */
export type PaceBefore = {
  readonly sends: readonly { readonly conversation: string; readonly agoMs: number }[];
  /** Chats that must rest, or (null) all of them. */
  readonly holds: readonly { readonly conversation: string | null; readonly ms: number }[];
};

/** Keeps that nothing is sent for a bot before `until`. */
export async function keepHold(tx: Tx, bot: BotRef, until: string, now: string): Promise<void> {
  await keepValue(tx, bot, { key: HOLD, value: until }, now);
}

/** Reads when a bot's chats were sent to in the last `windowMs`, and which must rest. */
export async function readPace(db: Reading, bot: BotRef, now: string, windowMs: number): Promise<PaceBefore> {
  const msOf = (from: string, to: string): number => Date.parse(to) - Date.parse(from);
  const recent = await db
    .selectFrom("pieces")
    .innerJoin("outbox", "outbox.id", "pieces.outbox")
    .select(["pieces.conversation", "pieces.sent_at"])
    .where("outbox.platform", "=", bot.platform)
    .where("outbox.bot", "=", bot.bot)
    .orderBy("pieces.id", "desc")
    .limit(MOST_SENDS)
    .execute();
  const open = await db
    .selectFrom("outbox")
    .select(["conversation", "state", "not_before", "reason"])
    .where("platform", "=", bot.platform)
    .where("bot", "=", bot.bot)
    .where("state", "in", ["queued", "sending"])
    .where((eb) => eb.or([eb("state", "=", "sending"), eb("not_before", ">", now)]))
    .execute();
  const until = z.string().safeParse(await recallValue(db, bot, HOLD)).data;
  const since = later(now, -windowMs);
  return {
    sends: [
      ...recent.flatMap(({ conversation, sent_at: at }) =>
        at !== null && at > since ? [{ conversation, agoMs: msOf(at, now) }] : [],
      ),
      // Begun and never ended: it may have arrived a moment ago.
      ...open.flatMap(({ conversation, state }) => (state === "sending" ? [{ conversation, agoMs: 0 }] : [])),
    ],
    holds: [
      ...open.flatMap(({ conversation, not_before: at, reason }) =>
        at !== null && reason?.startsWith(TOO_FAST) ? [{ conversation, ms: msOf(now, at) }] : [],
      ),
      ...(until !== undefined && until > now ? [{ conversation: null, ms: msOf(now, until) }] : []),
    ],
  };
}
