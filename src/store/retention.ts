import { DAY, later } from "../shared/clock.ts";
import { forgetPictures } from "./pictures.ts";
import type { Tx } from "./store.ts";

/** How long the core keeps what: done payloads and sent texts are blanked first, their ids go later. */
export const CORE_RETENTION = {
  /** Blank the words of a done event, and the body of a sent message. */
  payloadDays: 7,
  /** Forget that an event or a message ever was; until then a repeat is recognised. */
  idDays: 30,
  auditYears: 5,
  /** Forget a person who did not write or press anything for so long. */
  unseenMonths: 24,
  /** Remember an erasure: no older backup should be restored. */
  erasureMonths: 24,
} as const;

/** Applies the retention of the core's tables. Safe to run at any time, and again. */
export async function applyCoreRetention(tx: Tx, now: string): Promise<void> {
  const words = later(now, -CORE_RETENTION.payloadDays * DAY);
  const ids = later(now, -CORE_RETENTION.idDays * DAY);
  await tx
    .updateTable("inbox")
    .set({ payload: "", said: null })
    .where("done_at", "<", words)
    .where("payload", "!=", "")
    .execute();
  await tx.updateTable("outbox").set({ body: "" }).where("done_at", "<", words).where("body", "!=", "").execute();
  const said = tx.selectFrom("outbox").select("id").where("done_at", "<", words);
  await tx.updateTable("pieces").set({ body: "" }).where("outbox", "in", said).where("body", "!=", "").execute();
  await tx.deleteFrom("picture_uses").where("outbox", "in", said).execute();
  const oldMessages = tx.selectFrom("outbox").select("id").where("done_at", "<", ids);
  await tx.deleteFrom("pieces").where("outbox", "in", oldMessages).execute();
  await tx.deleteFrom("outbox").where("done_at", "<", ids).execute();
  await tx.deleteFrom("inbox").where("done_at", "<", ids).execute();
  await forgetPictures(tx, now);
  await tx.deleteFrom("buttons").where("expires_at", "<", later(now, -DAY)).execute();
  await tx.deleteFrom("timers").where("state", "!=", "waiting").where("due_at", "<", ids).execute();
  await tx.updateTable("conversations").set({ state: null }).where("expires_at", "<", now).execute();
  await tx.deleteFrom("conversations").where("state", "is", null).where("updated_at", "<", ids).execute();
  await tx.deleteFrom("leases").where("until", "<", ids).execute();
  await forgetBroadcasts(tx, ids);
  await tx.deleteFrom("staff_invites").where("expires_at", "<", ids).execute();
  await tx
    .deleteFrom("erasures")
    .where("at", "<", later(now, -CORE_RETENTION.erasureMonths * 30.4375 * DAY))
    .execute();
  const audit = later(now, -CORE_RETENTION.auditYears * 365 * DAY);
  await tx.deleteFrom("audit").where("at", "<", audit).execute();
  await tx.deleteFrom("staff_members").where("revoked_at", "<", audit).execute();
}

/** A broadcast is over when it is done or stopped and the outbox has forgotten its messages. */
async function forgetBroadcasts(tx: Tx, before: string): Promise<void> {
  const over = await tx
    .selectFrom("broadcasts")
    .select("id")
    .where("state", "in", ["done", "stopped"])
    .where("starts_at", "<", before)
    .execute();
  for (const { id } of over) {
    const left = await tx
      .selectFrom("outbox")
      .select("id")
      .where("key", "like", `broadcast/${id}:%`)
      .limit(1)
      .executeTakeFirst();
    if (left === undefined) await tx.deleteFrom("broadcasts").where("id", "=", id).execute();
  }
}
