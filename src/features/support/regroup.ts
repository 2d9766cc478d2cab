import { AppError } from "../../shared/errors.ts";
import { type Actor, changeAsStaff } from "../../store/audit.ts";
import type { Store, Tx } from "../../store/store.ts";
import { caseNumber, GROUPS_LOCK } from "./cases.ts";
import { findStaffAnswerOf } from "./staff-answer.ts";
import { groupOf, SUPPORT_ROLES } from "./staff-list.ts";
import type { SupportTables } from "./tables.ts";
import { type Told, tellAskers } from "./tell-askers.ts";

/**
 * Takes one question out of its group into one of its own, where it waits for an answer. What is left keeps what staff
 * answered; it is named after its first question.
 *
 * @throws AppError `input.notFound`, or `input.invalid` where it is alone already: nothing was changed.
 */
export async function splitCase(store: Store, number: number, actor: Actor, now: string): Promise<void> {
  await changeAsStaff(store, actor, SUPPORT_ROLES, now, async (tx) => {
    await store.traits.lock(tx, GROUPS_LOCK);
    const group = await groupOf(tx, number);
    const rest = await nextHead(tx, group, number);
    if (rest === null)
      throw new AppError(
        "input.invalid",
        `${caseNumber(number)} is alone in its group already. Nothing was changed. See: silkdesk cases show ${caseNumber(number)}`,
      );
    const db = tx.withTables<SupportTables>();
    if (group === number) await renameGroup(tx, group, rest);
    await db
      .updateTable("cases")
      .set({ case_group: number, state: "open", told_answer: null, told_at: null, notice: null, not_told: null })
      .where("id", "=", number)
      .execute();
    const details = { from: caseNumber(group === number ? rest : group) };
    return { result: undefined, entry: { action: "cases.split", subject: caseNumber(number), details } };
  });
}

/** The first question of a group beside one of them; null where there is none. */
export async function nextHead(tx: Tx, group: number, without: number): Promise<number | null> {
  const row = await tx
    .withTables<SupportTables>()
    .selectFrom("cases")
    .select((eb) => eb.fn.min("id").as("first"))
    .where("case_group", "=", group)
    .where("id", "!=", without)
    .executeTakeFirst();
  return row?.first ?? null;
}

/** Gives a group another name, with all that belongs to it. */
export async function renameGroup(tx: Tx, group: number, name: number): Promise<void> {
  const db = tx.withTables<SupportTables>();
  await db.updateTable("cases").set({ case_group: name }).where("case_group", "=", group).execute();
  await db.updateTable("case_answers").set({ case_group: name }).where("case_group", "=", group).execute();
  const claim = await db.deleteFrom("case_claims").where("case_group", "=", group).returningAll().executeTakeFirst();
  if (claim !== undefined)
    await db
      .insertInto("case_claims")
      .values({ ...claim, case_group: name })
      .onConflict((conflict) => conflict.column("case_group").doNothing())
      .execute();
}

/**
 * Joins the group of `other` to that of `number`: they mean the same. Where staff answered the latter, its new askers
 * get that answer now.
 *
 * @throws AppError `input.notFound`, or `input.invalid` where they are one group, or `other` was answered: nothing was
 * changed.
 */
export async function joinGroups(
  store: Store,
  number: number,
  other: number,
  actor: Actor,
  now: string,
): Promise<Told & { readonly group: number }> {
  return changeAsStaff(store, actor, SUPPORT_ROLES, now, async (tx) => {
    await store.traits.lock(tx, GROUPS_LOCK);
    const group = await groupOf(tx, number);
    const joining = await groupOf(tx, other);
    if (group === joining)
      throw new AppError(
        "input.invalid",
        `${caseNumber(number)} and ${caseNumber(other)} are in one group already. Nothing was changed.`,
      );
    const answer = await findStaffAnswerOf(tx, group);
    if ((await findStaffAnswerOf(tx, joining)) !== null) {
      const advice =
        answer === null
          ? `Join them the other way round: silkdesk cases join ${caseNumber(other)} ${caseNumber(number)}`
          : "Both were answered; answer one of them again instead.";
      throw new AppError(
        "input.invalid",
        `${caseNumber(other)} was answered already, and its answer would be lost. Nothing was changed. ${advice}`,
      );
    }
    await renameGroup(tx, joining, group);
    const told = answer === null ? { told: 0, notTold: 0 } : await tellAskers(tx, answer, now);
    return {
      result: { ...told, group },
      entry: { action: "cases.joined", subject: caseNumber(group), details: { joined: caseNumber(joining), ...told } },
    };
  });
}
