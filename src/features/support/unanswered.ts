import type { Turn } from "../../conversation/turn.ts";
import { eventKey } from "../../message/incoming.ts";
import { localized } from "../../message/text.ts";
import type { Store } from "../../store/store.ts";
import { asKept, type TakeUnanswered, type UnansweredQuestion } from "../knowledge/index.ts";
import { fileCase, type NewCase } from "./cases.ts";
import { findSame } from "./find-same.ts";
import { announceCase } from "./posts.ts";
import { answerToLikeQuestion } from "./present.ts";
import type { QuestionReader } from "./read-question.ts";
import { following, isBare } from "./signature.ts";
import { listStaffAnswers, type StaffAnswer } from "./staff-answer.ts";
import { noteTold } from "./tell-askers.ts";

type Deps = { readonly store: Store; readonly read: QuestionReader };

/**
 * Takes what no document answers to staff. Where they have answered the same before, the person gets those words at once;
 * where not, they are told that staff have the question now.
 */
export function createTakeUnanswered({ store, read }: Deps): TakeUnanswered {
  return async (turn, questions) => {
    const cases = questions.map((question) => newCase(read, turn, question));
    return async (tx) => {
      const answers = new Map<number, StaffAnswer>();
      let open = 0;
      for (const one of cases) {
        const filed = await fileCase(tx, store.traits, one, turn.now);
        const { answer } = filed;
        if (answer === null) {
          await announceCase(tx, filed, turn.now);
          open += 1;
          continue;
        }
        answers.set(answer.id, answer);
        await noteTold(tx, answer, turn.person.id, { notice: `${eventKey(turn.incoming)}:0` }, turn.now);
      }
      return {
        notes: [
          ...[...answers.values()].map((answer) => answerToLikeQuestion(answer, turn.language)),
          ...(open > 0 ? [localized("support.passedOn")] : []),
        ],
        answered: answers.size > 0,
      };
    };
  };
}

/** Finds what staff answered to questions that mean the same as this one; null where they have answered none. */
export type FindStaffAnswer = (question: string, lang: string, today: string) => Promise<StaffAnswer | null>;

export function createFindStaffAnswer({ store, read }: Deps): FindStaffAnswer {
  return async (question, lang, today) => {
    const same = await findSame(store.read, read(question, lang, today));
    const answers = await listStaffAnswers(
      store.read,
      same.map(({ group }) => group),
    );
    for (const { group } of same) {
      const answer = answers.find((one) => one.group === group);
      if (answer !== undefined) return answer;
    }
    return null;
  };
}

/** A question as it is filed. A bare one, such as "And in 2019?", is filed with the question it leans on. */
export function newCase(
  read: QuestionReader,
  turn: Turn,
  { question, lang, previous, answer, part, nearest }: UnansweredQuestion,
): NewCase {
  const { platform, bot, conversation, account, scope } = turn.incoming;
  const today = turn.now.slice(0, 10);
  const own = read(question, lang, today);
  const after = isBare(own) ? previous : null;
  return {
    asker: { platform, bot, conversation, account, scope, person: turn.person.id },
    language: turn.language,
    writtenIn: lang,
    question: asKept(question),
    after: after === null ? null : asKept(after),
    signature: after === null ? own : following(read(after, lang, today), own),
    answer,
    part,
    nearest: nearest === null ? null : JSON.stringify(nearest),
  };
}
