import type { Recipient } from "../../store/outbox.ts";
import type { Reading, Store, Tx } from "../../store/store.ts";
import { findSame } from "./find-same.ts";
import { keysOf, type QuestionSignature } from "./signature.ts";
import { findStaffAnswerOf, listStaffAnswers, type StaffAnswer } from "./staff-answer.ts";
import type { SupportTables } from "./tables.ts";

/** A question for staff, as its asker sees it. */
export type Case = {
  readonly id: number;
  readonly question: string;
  readonly state: "open" | "answered";
  readonly createdAt: string;
  readonly answer: StaffAnswer | null;
  /** When an answer is promised, while a person has it. */
  readonly promisedAt: string | null;
};

/** A question that is to be filed. */
export type NewCase = {
  readonly asker: Recipient;
  /** What the asker reads, and what the question is written in. */
  readonly language: string;
  readonly writtenIn: string;
  readonly question: string;
  /** The question before it, where this one leans on it. */
  readonly after: string | null;
  readonly signature: QuestionSignature;
  /** The answer of the desk that did not help, and which question of its message this was. */
  readonly answer: string;
  readonly part: number;
  readonly nearest: string | null;
};

/** A question that is in the staff's list, and what they answered to its group. */
export type FiledCase = {
  readonly id: number;
  readonly group: number;
  readonly answer: StaffAnswer | null;
  /** False where it had been filed before. */
  readonly isNew: boolean;
};

type Traits = Pick<Store["traits"], "lock">;

/** Only one question is grouped at a time: two that mean the same would each found a group. */
export const GROUPS_LOCK = "cases.group";

/**
 * Files a question in the group of the most alike one, or in one of its own. The same words of the same person, or the
 * same answer, are one case however often they come.
 */
export async function fileCase(tx: Tx, traits: Traits, asked: NewCase, now: string): Promise<FiledCase> {
  await traits.lock(tx, GROUPS_LOCK);
  const known = await findKnown(tx, asked);
  if (known !== null) {
    await askAgain(tx, known.id, asked, now);
    return { ...known, isNew: false, answer: await findStaffAnswerOf(tx, known.group) };
  }
  const same = (await findSame(tx, asked.signature))[0];
  const id = await addCase(tx, asked, now);
  const group = same?.group ?? id;
  const db = tx.withTables<SupportTables>();
  await db.updateTable("cases").set({ case_group: group }).where("id", "=", id).execute();
  const terms = keysOf(asked.signature);
  if (terms.length > 0)
    await db
      .insertInto("case_terms")
      .values(terms.map((term) => ({ term, case_id: id })))
      .execute();
  return { id, group, isNew: true, answer: same === undefined ? null : await findStaffAnswerOf(tx, group) };
}

async function findKnown(
  tx: Tx,
  { answer, part, asker, signature }: NewCase,
): Promise<{ readonly id: number; readonly group: number } | null> {
  const row = await tx
    .withTables<SupportTables>()
    .selectFrom("cases")
    .select(["id", "case_group"])
    .where((eb) =>
      eb.or([
        eb.and({ answer, part }),
        ...(signature.exact === ""
          ? []
          : [
              eb.and([
                eb("person", "=", asker.person),
                eb("exact", "=", signature.exact),
                eb("signature", "=", JSON.stringify(signature)),
              ]),
            ]),
      ]),
    )
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? null : { id: row.id, group: row.case_group };
}

/** The answer goes where it was asked for last. */
async function askAgain(
  tx: Tx,
  id: number,
  { asker, language, answer, part, nearest }: NewCase,
  now: string,
): Promise<void> {
  const { platform, bot, conversation, account, scope } = asker;
  await tx
    .withTables<SupportTables>()
    .updateTable("cases")
    .set({ platform, bot, conversation, account, scope, language, answer, part, nearest, last_asked_at: now })
    .where("id", "=", id)
    .execute();
}

async function addCase(tx: Tx, asked: NewCase, now: string): Promise<number> {
  const { asker, language, writtenIn, question, after, signature, answer, part, nearest } = asked;
  const { platform, bot, conversation, account, scope, person } = asker;
  const { id } = await tx
    .withTables<SupportTables>()
    .insertInto("cases")
    .values({
      case_group: 0,
      person,
      platform,
      bot,
      conversation,
      account,
      scope,
      language,
      written_in: writtenIn,
      question,
      after,
      exact: signature.exact,
      signature: JSON.stringify(signature),
      answer,
      part,
      nearest,
      wanted: 0,
      state: "open",
      created_at: now,
      last_asked_at: now,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  return id;
}

/** The cases that were filed for an answer of the desk. */
export async function listCasesOfAnswer(db: Reading, answer: string): Promise<FiledCase[]> {
  const rows = await db
    .withTables<SupportTables>()
    .selectFrom("cases")
    .select(["id", "case_group"])
    .where("answer", "=", answer)
    .orderBy("part")
    .execute();
  const answers = await listStaffAnswers(
    db,
    rows.map(({ case_group }) => case_group),
  );
  return rows.map(({ id, case_group }) => ({
    id,
    group: case_group,
    isNew: false,
    answer: answers.find(({ group }) => group === case_group) ?? null,
  }));
}

/** Notes that the asker wants a person to answer; what staff answered before did not help, and the case is open again. */
export async function wantPerson(tx: Tx, ids: readonly number[]): Promise<void> {
  await tx
    .withTables<SupportTables>()
    .updateTable("cases")
    .set({ wanted: 1, state: "open" })
    .where("id", "in", ids)
    .execute();
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

/** The cases of a person whose words are still kept, the newest first, with what staff answered. */
export async function listCasesOf(db: Reading, person: string): Promise<Case[]> {
  const rows = await db
    .withTables<SupportTables>()
    .selectFrom("cases")
    .leftJoin("case_claims", "case_claims.case_group", "cases.case_group")
    .select(["id", "cases.case_group", "question", "state", "created_at", "promised_at"])
    .where("person", "=", person)
    .where("question", "!=", "")
    .orderBy("id", "desc")
    .limit(20)
    .execute();
  const answers = await listStaffAnswers(
    db,
    rows.map(({ case_group }) => case_group),
  );
  return rows.map(({ id, case_group, question, state, created_at, promised_at }) => ({
    id,
    question,
    state,
    createdAt: created_at,
    promisedAt: promised_at,
    answer: answers.find(({ group }) => group === case_group) ?? null,
  }));
}

/** A case's number as people say it. */
export function caseNumber(id: number): string {
  return `Q-${String(id).padStart(4, "0")}`;
}
