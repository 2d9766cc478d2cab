import type { Reading } from "../../store/store.ts";
import type { SupportTables } from "./tables.ts";

/** What staff answered to a group of questions. */
export type StaffAnswer = {
  readonly id: number;
  readonly group: number;
  readonly words: string;
  /** The language the words stand in. */
  readonly lang: string;
  readonly by: string;
  readonly at: string;
};

/** What staff answered to a group, the latest first; empty where they have not yet, or where it was forgotten. */
export async function listStaffAnswers(db: Reading, groups: readonly number[]): Promise<StaffAnswer[]> {
  if (groups.length === 0) return [];
  const rows = await db
    .withTables<SupportTables>()
    .selectFrom("case_answers")
    .selectAll()
    .where("case_group", "in", groups)
    .where("words", "!=", "")
    .orderBy("id", "desc")
    .execute();
  return rows.map(({ id, case_group, words, lang, actor, at }) => ({
    id,
    group: case_group,
    words,
    lang,
    by: actor,
    at,
  }));
}

/** The answer of staff that stands for a group; null where there is none. */
export async function findStaffAnswerOf(db: Reading, group: number): Promise<StaffAnswer | null> {
  return (await listStaffAnswers(db, [group]))[0] ?? null;
}
