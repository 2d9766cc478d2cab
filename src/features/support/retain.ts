import { DAY, later } from "../../shared/clock.ts";
import { findSent } from "../../store/outbox.ts";
import { CORE_RETENTION } from "../../store/retention.ts";
import type { Tx } from "../../store/store.ts";
import type { SupportTables } from "./tables.ts";

/** How long questions are kept: answered ones from their last answer on, open ones from when they were last asked. */
export const CASE_RETENTION = { answeredDays: 180, openDays: 365 } as const;

/** Blanks what was answered long ago, and forgets what nobody has asked for long. Safe to run at any time, and again. */
export async function retainCases(tx: Tx, now: string): Promise<void> {
  await notePosts(tx);
  await blankAnswered(tx, later(now, -CASE_RETENTION.answeredDays * DAY));
  await forgetOpen(tx, later(now, -CASE_RETENTION.openDays * DAY));
  // The outbox forgets a message later than this, and with it what the notice names.
  await tx
    .withTables<SupportTables>()
    .updateTable("cases")
    .set({ notice: "" })
    .where("told_at", "<", later(now, -CORE_RETENTION.idDays * DAY))
    .where("notice", "!=", "")
    .execute();
}

async function blankAnswered(tx: Tx, before: string): Promise<void> {
  const db = tx.withTables<SupportTables>();
  const old = db
    .selectFrom("case_answers")
    .select("case_group")
    .groupBy("case_group")
    .having((eb) => eb(eb.fn.max("at"), "<", before));
  const cases = db.selectFrom("cases").select("id").where("case_group", "in", old).where("state", "=", "answered");
  await db.deleteFrom("case_terms").where("case_id", "in", cases).execute();
  await db.deleteFrom("case_posts").where("case_id", "in", cases).execute();
  await db
    .updateTable("cases")
    .set({ question: "", after: null, exact: "", signature: "", nearest: null, topic: null, details: null })
    .where("case_group", "in", old)
    .where("state", "=", "answered")
    .where("question", "!=", "")
    .execute();
  await db
    .updateTable("case_answers")
    .set({ words: "" })
    .where("case_group", "in", old)
    .where("words", "!=", "")
    .execute();
}

async function forgetOpen(tx: Tx, before: string): Promise<void> {
  const db = tx.withTables<SupportTables>();
  const old = db
    .selectFrom("cases")
    .select("case_group")
    .groupBy("case_group")
    .having((eb) => eb(eb.fn.max("last_asked_at"), "<", before))
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom("case_answers").select("id").whereRef("case_answers.case_group", "=", "cases.case_group"))),
    );
  const groups = (await old.execute()).map(({ case_group }) => case_group);
  if (groups.length === 0) return;
  const cases = db.selectFrom("cases").select("id").where("case_group", "in", groups);
  await db.deleteFrom("case_terms").where("case_id", "in", cases).execute();
  await db.deleteFrom("case_posts").where("case_id", "in", cases).execute();
  await db.deleteFrom("case_claims").where("case_group", "in", groups).execute();
  await db.deleteFrom("cases").where("case_group", "in", groups).execute();
}

/** Notes where messages about questions stand, while the outbox still knows. */
async function notePosts(tx: Tx): Promise<void> {
  const db = tx.withTables<SupportTables>();
  const open = await db.selectFrom("case_posts").select("key").where("message", "is", null).execute();
  for (const { key } of open) {
    const sent = await findSent(tx, key);
    if (sent !== null) await db.updateTable("case_posts").set(sent).where("key", "=", key).execute();
  }
}
