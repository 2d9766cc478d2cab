import { type Localizable, localized } from "../../message/text.ts";
import type { PrivacyRules } from "../../store/privacy.ts";
import type { Tx } from "../../store/store.ts";
import { announceCase, withdrawPosts } from "./posts.ts";
import { nextHead, renameGroup } from "./regroup.ts";
import { CASE_RETENTION } from "./retain.ts";
import { listStaffAnswers } from "./staff-answer.ts";
import type { SupportTables } from "./tables.ts";

const { answeredDays, openDays } = CASE_RETENTION;
const KEPT = `${answeredDays} days after the answer, else ${openDays} days after it was last asked`;

/** What questions for staff hold of people. */
export const supportPrivacy: PrivacyRules<SupportTables> = {
  cases: {
    kept: KEPT,
    holds: "people",
    export: async (db, { person }) => {
      const rows = await db
        .withTables<SupportTables>()
        .selectFrom("cases")
        .selectAll()
        .where("person", "=", person)
        .orderBy("id")
        .execute();
      const answers = await listStaffAnswers(
        db,
        rows.map(({ case_group }) => case_group),
      );
      return rows.map(({ id, case_group, signature: _own, exact: _same, person: _them, nearest, ...row }) => ({
        ...row,
        number: id,
        nearest: nearest === null ? null : JSON.parse(nearest),
        answers: answers.flatMap(({ group, words, lang, at }) => (group === case_group ? [{ words, lang, at }] : [])),
      }));
    },
    erase: async (tx, { person }, now) => {
      const db = tx.withTables<SupportTables>();
      const rows = await db.selectFrom("cases").select("id").where("person", "=", person).orderBy("id").execute();
      for (const { id } of rows) await eraseCase(tx, id, now);
    },
  },
  case_terms: { kept: KEPT, holds: "part", with: "cases" },
  case_answers: { kept: KEPT, holds: "part", with: "cases" },
  case_posts: { kept: KEPT, holds: "part", with: "cases" },
  case_claims: { kept: "until answered or let go", holds: "nothing", why: "which member of staff has which question" },
};

/** The line of `/privacy` on it. */
export const supportKeeps: readonly Localizable[] = [
  localized("support.keeps", { answered: answeredDays, open: openDays }),
];

/** Takes one question away. Others of its group keep the answer; with the last of them the answer goes too. */
async function eraseCase(tx: Tx, id: number, now: string): Promise<void> {
  const db = tx.withTables<SupportTables>();
  const { case_group: group } = await db
    .selectFrom("cases")
    .select("case_group")
    .where("id", "=", id)
    .executeTakeFirstOrThrow();
  const rest = await nextHead(tx, group, id);
  const shown = await withdrawPosts(tx, id, now);
  if (rest === null) {
    await db.deleteFrom("case_answers").where("case_group", "=", group).execute();
    await db.deleteFrom("case_claims").where("case_group", "=", group).execute();
  } else if (group === id) await renameGroup(tx, group, rest);
  await db.deleteFrom("case_terms").where("case_id", "=", id).execute();
  await db.deleteFrom("cases").where("id", "=", id).execute();
  // Others still wait for the same answer: staff see it in the words of one of them.
  if (shown && rest !== null)
    await announceCase(tx, { id: rest, group: group === id ? rest : group, isNew: false }, now);
}
