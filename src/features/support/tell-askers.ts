import { queueMessage, type Recipient } from "../../store/outbox.ts";
import type { Tx } from "../../store/store.ts";
import { answerToAsker } from "./present.ts";
import type { StaffAnswer } from "./staff-answer.ts";
import type { SupportTables } from "./tables.ts";

/** Why an asker gets no message: they left or blocked the desk, or their account is gone. */
export type NotTold = "unreachable" | "gone";

/** Whom an answer was sent to. */
export type Told = { readonly told: number; readonly notTold: number };

/** One asker of a group: their latest question, and what they were told before. */
type Asker = {
  readonly id: number;
  readonly to: Recipient;
  readonly question: string;
  readonly reader: string;
  readonly toldBefore: boolean;
  readonly notTold: NotTold | null;
};

/**
 * Queues the answer of a group for each of its askers who has not had it, once each, where they asked last; notes for
 * each of them the message, or why there is none.
 */
export async function tellAskers(tx: Tx, answer: StaffAnswer, now: string): Promise<Told> {
  let told = 0;
  let notTold = 0;
  for (const asker of await listAskers(tx, answer)) {
    const key = `staff-answer/${answer.id}:${asker.id}`;
    if (asker.notTold === null) {
      const text = answerToAsker(asker.question, answer, { reader: asker.reader, corrected: asker.toldBefore });
      await queueMessage(
        tx,
        key,
        asker.to,
        { parts: [{ kind: "text", text }], mode: { kind: "new" }, lane: "transactional", expiresAt: null },
        now,
      );
      told += 1;
    } else notTold += 1;
    await noteTold(
      tx,
      answer,
      asker.to.person,
      asker.notTold === null ? { notice: key } : { notTold: asker.notTold },
      now,
    );
  }
  return { told, notTold };
}

/** Notes that a person had the answer of a group: by which message (an outbox key), or why by none. */
export async function noteTold(
  tx: Tx,
  answer: StaffAnswer,
  person: string,
  how: { readonly notice: string } | { readonly notTold: NotTold },
  now: string,
): Promise<void> {
  await tx
    .withTables<SupportTables>()
    .updateTable("cases")
    .set({
      state: "answered",
      told_answer: answer.id,
      told_at: now,
      notice: "notice" in how ? how.notice : null,
      not_told: "notTold" in how ? how.notTold : null,
    })
    .where("case_group", "=", answer.group)
    .where("person", "=", person)
    .execute();
}

async function listAskers(tx: Tx, answer: StaffAnswer): Promise<Asker[]> {
  const rows = await tx
    .withTables<SupportTables>()
    .selectFrom("cases")
    .innerJoin("people", "people.id", "cases.person")
    .leftJoin("accounts", (join) =>
      join.onRef("accounts.platform", "=", "cases.platform").onRef("accounts.account", "=", "cases.account"),
    )
    .selectAll("cases")
    .select(["people.language as reads", "accounts.person as owner", "accounts.unreachable_at"])
    .where("case_group", "=", answer.group)
    .where((eb) => eb.or([eb("told_answer", "is", null), eb("told_answer", "!=", answer.id)]))
    .orderBy("last_asked_at", "desc")
    .orderBy("cases.id", "desc")
    .execute();
  const latest = new Map(rows.toReversed().map((row) => [row.person, row]));
  return [...latest.values()].map(
    ({ id, platform, bot, conversation, account, scope, person, question, reads, notice, owner, unreachable_at }) => ({
      id,
      to: { platform, bot, conversation, account, scope, person },
      question,
      reader: reads,
      toldBefore: notice !== null,
      notTold: owner !== person ? "gone" : unreachable_at !== null ? "unreachable" : null,
    }),
  );
}
