import type { Invariant } from "../../store/invariants.ts";
import { caseNumber } from "./cases.ts";
import type { SupportTables } from "./tables.ts";

/** What must be true of questions for staff. */
export const supportInvariants: readonly Invariant[] = [
  {
    name: "Whoever asked what was answered has a message, or a reason why not",
    find: async (db) => {
      const rows = await db
        .withTables<SupportTables>()
        .selectFrom("cases")
        .leftJoin("outbox", "outbox.key", "cases.notice")
        .select(["cases.id", "notice", "not_told"])
        .where("cases.state", "=", "answered")
        .where("not_told", "is", null)
        .where((eb) => eb.or([eb("notice", "is", null), eb.and([eb("notice", "!=", ""), eb("outbox.id", "is", null)])]))
        .execute();
      return rows.map(({ id, notice }) =>
        notice === null
          ? `${caseNumber(id)} is answered, but nothing says how its asker was told`
          : `${caseNumber(id)} was told by ${notice}, but there is no such message`,
      );
    },
  },
  {
    name: "Nothing is answered that staff did not answer",
    find: async (db) => {
      const rows = await db
        .withTables<SupportTables>()
        .selectFrom("cases")
        .leftJoin("case_answers", (join) =>
          join
            .onRef("case_answers.id", "=", "cases.told_answer")
            .onRef("case_answers.case_group", "=", "cases.case_group"),
        )
        .select("cases.id")
        .where("cases.state", "=", "answered")
        .where("case_answers.id", "is", null)
        .execute();
      return rows.map(({ id }) => `${caseNumber(id)} counts as answered by an answer that is not its group's`);
    },
  },
  {
    name: "A group of questions is named after one of them",
    find: async (db) => {
      const rows = await db
        .withTables<SupportTables>()
        .selectFrom("cases")
        .leftJoin("cases as head", (join) =>
          join.onRef("head.id", "=", "cases.case_group").onRef("head.case_group", "=", "cases.case_group"),
        )
        .select(["cases.id", "cases.case_group"])
        .where("head.id", "is", null)
        .execute();
      return rows.map(
        ({ id, case_group }) => `${caseNumber(id)} is in the group ${case_group}, which is none of its own`,
      );
    },
  },
  {
    name: "An answered group has an asker",
    find: async (db) => {
      const rows = await db
        .withTables<SupportTables>()
        .selectFrom("case_answers")
        .leftJoin("cases", "cases.case_group", "case_answers.case_group")
        .select("case_answers.case_group")
        .where("cases.id", "is", null)
        .distinct()
        .execute();
      return rows.map(({ case_group }) => `${caseNumber(case_group)} was answered, but nobody asked it`);
    },
  },
];
