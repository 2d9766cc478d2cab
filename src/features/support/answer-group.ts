import { AppError } from "../../shared/errors.ts";
import type { Actor } from "../../store/audit.ts";
import { changeWithin } from "../../store/audit.ts";
import type { Store, Tx } from "../../store/store.ts";
import { caseNumber, GROUPS_LOCK } from "./cases.ts";
import { dropClaim } from "./claims.ts";
import { refreshCard } from "./posts.ts";
import { findStaffAnswerOf, type StaffAnswer } from "./staff-answer.ts";
import { groupOf, SUPPORT_ROLES } from "./staff-list.ts";
import type { SupportTables } from "./tables.ts";
import { type Told, tellAskers } from "./tell-askers.ts";

/** The longest answer that is taken, in characters. */
export const MAX_ANSWER = 8_000;

export function isAnswer(words: string): boolean {
  return words.trim() !== "" && words.length <= MAX_ANSWER;
}

/** What became of an answer by staff. */
export type AnsweredGroup = Told & {
  readonly group: number;
  readonly answer: StaffAnswer;
  readonly corrected: boolean;
};

/**
 * Answers a group of questions, named by the number of any of them: keeps the words and queues them for every asker, in
 * one transaction. An answer after another one corrects it.
 *
 * @throws AppError `input.notFound`, `input.invalid` or `input.notAllowed`: nothing was saved and nobody is told.
 */
export async function answerGroup(
  store: Store,
  number: number,
  { words, lang }: { readonly words: string; readonly lang: string },
  actor: Actor,
  now: string,
): Promise<AnsweredGroup> {
  return store.transaction((tx) => answerWithin(tx, store.traits, number, { words, lang }, actor, now));
}

/** The same inside a transaction that is open already, such as that of a message by staff. */
export async function answerWithin(
  tx: Tx,
  traits: Pick<Store["traits"], "lock">,
  number: number,
  { words, lang }: { readonly words: string; readonly lang: string },
  actor: Actor,
  now: string,
): Promise<AnsweredGroup> {
  if (!isAnswer(words))
    throw new AppError(
      "input.invalid",
      `An answer takes 1 to ${MAX_ANSWER} characters; this one has ${words.trim().length}. Nothing was saved and nobody is told.`,
    );
  return changeWithin(tx, actor, SUPPORT_ROLES, now, async () => {
    await traits.lock(tx, GROUPS_LOCK);
    const group = await groupOf(tx, number);
    const before = await findStaffAnswerOf(tx, group);
    const { id } = await tx
      .withTables<SupportTables>()
      .insertInto("case_answers")
      .values({ case_group: group, words: words.trim(), lang, actor: actor.name, at: now })
      .returning("id")
      .executeTakeFirstOrThrow();
    const answer: StaffAnswer = { id, group, words: words.trim(), lang, by: actor.name, at: now };
    const told = await tellAskers(tx, answer, now);
    await dropClaim(tx, group);
    await refreshCard(tx, group, `answer-${id}`, now);
    return {
      result: { ...told, group, answer, corrected: before !== null },
      entry: { action: "cases.answered", subject: caseNumber(group), details: { ...told, corrected: before !== null } },
    };
  });
}
