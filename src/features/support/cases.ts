import type { Recipient } from "../../store/outbox.ts";
import type { Reading, Tx } from "../../store/store.ts";
import type { SupportTables } from "./tables.ts";

/** A question for a person. */
export type Case = {
  readonly id: number;
  readonly question: string;
  readonly state: "open" | "answered";
  readonly createdAt: string;
};

export type NewCase = {
  readonly asker: Recipient;
  readonly language: string;
  readonly question: string;
  readonly answer: string | null;
};

/** Files a question and returns its number; the number it already has, where the same answer was filed before. */
export async function fileCase(tx: Tx, { asker, language, question, answer }: NewCase, now: string): Promise<number> {
  const db = tx.withTables<SupportTables>();
  if (answer !== null) {
    const known = await db.selectFrom("cases").select("id").where("answer", "=", answer).executeTakeFirst();
    if (known !== undefined) return known.id;
  }
  const { platform, bot, conversation, account, person } = asker;
  const { id } = await db
    .insertInto("cases")
    .values({
      platform,
      bot,
      conversation,
      account,
      person,
      language,
      question,
      answer,
      state: "open",
      created_at: now,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  return id;
}

/** Adds what the person says beside the question. False where the case is not theirs. */
export async function describeCase(
  tx: Tx,
  id: number,
  person: string,
  topic: string,
  details: string,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .withTables<SupportTables>()
    .updateTable("cases")
    .set({ topic, details })
    .where("id", "=", id)
    .where("person", "=", person)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** The cases of a person, the newest first. */
export async function listCasesOf(db: Reading, person: string): Promise<Case[]> {
  const rows = await db
    .withTables<SupportTables>()
    .selectFrom("cases")
    .selectAll()
    .where("person", "=", person)
    .orderBy("id", "desc")
    .limit(20)
    .execute();
  return rows.map(({ id, question, state, created_at }) => ({ id, question, state, createdAt: created_at }));
}
