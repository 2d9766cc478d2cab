import { z } from "zod";
import type { Incoming } from "../message/incoming.ts";
import { createId } from "../shared/ids.ts";
import type { JsonObject } from "../shared/json.ts";
import type { BotRef } from "./inbox.ts";
import type { Tx } from "./store.ts";

/** Something to do for someone at an instant, through the same engine as everything else. */
export type NewTimer = {
  readonly platform: string;
  readonly bot: string;
  readonly conversation: string;
  readonly account: string;
  readonly scope: "direct" | "group";
  readonly name: string;
  readonly params: JsonObject;
  readonly dueAt: string;
};

/** Sets a timer and returns its id. */
export async function setTimer(tx: Tx, timer: NewTimer): Promise<string> {
  const id = createId();
  const { dueAt, params, ...rest } = timer;
  await tx
    .insertInto("timers")
    .values({ ...rest, id, due_at: dueAt, params: JSON.stringify(params), state: "waiting" })
    .execute();
  return id;
}

/** Cancels a timer that has not fired. */
export async function cancelTimer(tx: Tx, id: string): Promise<void> {
  await tx
    .updateTable("timers")
    .set({ state: "cancelled" })
    .where("id", "=", id)
    .where("state", "=", "waiting")
    .execute();
}

/**
 * The due timers of these bots as events (`timer:<id>:<due>`), marked as fired. Their events must be added in the same
 * transaction.
 */
export async function fireTimers(tx: Tx, bots: readonly BotRef[], now: string, limit: number): Promise<Incoming[]> {
  if (bots.length === 0) return [];
  const due = await tx
    .selectFrom("timers")
    .selectAll()
    .where("state", "=", "waiting")
    .where("due_at", "<=", now)
    .where((eb) => eb.or(bots.map(({ platform, bot }) => eb.and({ platform, bot }))))
    .orderBy("due_at")
    .limit(limit)
    .execute();
  const fired: Incoming[] = [];
  for (const timer of due) {
    const { numUpdatedRows } = await tx
      .updateTable("timers")
      .set({ state: "fired" })
      .where("id", "=", timer.id)
      .where("state", "=", "waiting")
      .executeTakeFirst();
    if (numUpdatedRows !== 1n) continue;
    fired.push({
      kind: "timer",
      platform: timer.platform,
      bot: timer.bot,
      eventId: `timer:${timer.id}:${timer.due_at}`,
      account: timer.account,
      conversation: timer.conversation,
      scope: timer.scope,
      localeHint: null,
      name: timer.name,
      params: z.json().parse(JSON.parse(timer.params)),
    });
  }
  return fired;
}
