import { z } from "zod";
import { action, type Feature } from "../../conversation/feature.ts";
import { act, buttons, openForm, type Reply, reply, show, text } from "../../conversation/reply.ts";
import { type Apply, answering, type Turn } from "../../conversation/turn.ts";
import { detectLanguage } from "../../i18n/detect.ts";
import type { Form } from "../../message/form.ts";
import { eventKey } from "../../message/incoming.ts";
import { type Localizable, localized, sequence, written } from "../../message/text.ts";
import type { Reading, Store } from "../../store/store.ts";
import { findAnswer, type KeptAnswer, type UnansweredQuestion } from "../knowledge/index.ts";
import { caseNumber, describeCase, fileCase, listCasesOf, listCasesOfAnswer, wantPerson } from "./cases.ts";
import { createOverhear, promiseTimer } from "./held.ts";
import { supportInvariants } from "./invariants.ts";
import { announceCase, refreshCard } from "./posts.ts";
import { answerToLikeQuestion, shorten, staffWords } from "./present.ts";
import { supportKeeps, supportPrivacy } from "./privacy.ts";
import { promisedOn } from "./promise.ts";
import type { QuestionReader } from "./read-question.ts";
import { retainCases } from "./retain.ts";
import { answerByReply, roomActions } from "./room-actions.ts";
import type { StaffAnswer } from "./staff-answer.ts";
import { findGroupOf } from "./staff-list.ts";
import { noteTold } from "./tell-askers.ts";
import { newCase } from "./unanswered.ts";

/** The action that takes a question to a person. */
export const ASK_PERSON = "support.file";

const DETAILS_FORM = "support.details";

const detailsForm: Form = {
  id: DETAILS_FORM,
  title: localized("support.detailsTitle"),
  submit: localized("support.detailsSubmit"),
  fields: [
    {
      name: "topic",
      kind: "choice",
      label: localized("support.topic"),
      optional: false,
      maxLength: 40,
      options: [
        { value: "policy", label: localized("support.topicPolicy") },
        { value: "tax", label: localized("support.topicTax") },
        { value: "logistics", label: localized("support.topicLogistics") },
        { value: "expo", label: localized("support.topicExpo") },
        { value: "other", label: localized("support.topicOther") },
      ],
      parse: (value) => ({ ok: true, value }),
    },
    {
      name: "details",
      kind: "longText",
      label: localized("support.details"),
      help: localized("support.detailsHelp"),
      optional: true,
      maxLength: 2_000,
      parse: (value) => ({ ok: true, value }),
    },
  ],
};

export type SupportFeatureDeps = { readonly store: Store; readonly read: QuestionReader };

/** What the desk can't answer goes to a person, with a number. */
export function createSupportFeature({ store, read }: SupportFeatureDeps): Feature {
  return {
    name: "support",
    invariants: supportInvariants,
    retain: retainCases,
    privacy: supportPrivacy,
    keeps: supportKeeps,
    matters: describeCases,
    replies: [answerByReply(store)],
    overhear: createOverhear(store),
    timers: [promiseTimer],
    actions: [
      action({
        name: ASK_PERSON,
        params: z.object({ answer: z.string(), again: z.boolean().optional() }),
        response: "new",
        audience: "private",
        handle: (turn, { params }) => takeToPerson({ store, read }, turn, params),
      }),
      action({
        name: "support.status",
        params: z.object({}),
        response: "new",
        audience: "private",
        handle: async (turn) => answering(await showStatus(store.read, turn)),
      }),
      ...roomActions(store),
    ],
    forms: [
      {
        form: detailsForm,
        submit: async (turn, { answers, params }) => {
          const { number } = z.object({ number: z.number() }).parse(params);
          return async (tx) => {
            const known = await describeCase(tx, number, turn.person.id, answers.topic ?? "", answers.details ?? "");
            const group = known ? await findGroupOf(tx, number) : null;
            if (group !== null) await refreshCard(tx, group, eventKey(turn.incoming), turn.now);
            return [
              reply(
                text(localized(known ? "support.detailsSaved" : "support.unknownCase", { number: caseNumber(number) })),
              ),
            ];
          };
        },
      },
    ],
  };
}

/**
 * Takes a question to staff by the button below an answer. Where staff have answered it, the person sees that first;
 * pressed `again` below those words, the question waits for staff once more.
 */
async function takeToPerson(
  { store, read }: SupportFeatureDeps,
  turn: Turn,
  { answer: id, again = false }: { readonly answer: string; readonly again?: boolean | undefined },
): Promise<Apply> {
  const answer = await findAnswer(store.read, id);
  if (answer === null || answer.person !== turn.person.id)
    return answering(reply(text(localized("support.questionGone"))));
  const asked = newCase(read, turn, whole(answer));
  return async (tx) => {
    const known = await listCasesOfAnswer(tx, id);
    const cases = known.length > 0 ? known : [await fileCase(tx, store.traits, asked, turn.now)];
    const answers = cases.flatMap((one) => (one.answer === null ? [] : [one.answer]));
    if (answers.length > 0 && !again) {
      for (const one of answers)
        await noteTold(tx, one, turn.person.id, { notice: `${eventKey(turn.incoming)}:0` }, turn.now);
      return [answeredBefore(turn, id, answers)];
    }
    const ids = cases.map((one) => one.id);
    await wantPerson(tx, ids);
    for (const one of cases) await announceCase(tx, one, turn.now, one.answer === null ? "" : eventKey(turn.incoming));
    return [filed(ids)];
  };
}

/** A kept answer as a question of its own. What it is written in was not kept, and is told from its words. */
function whole({ id, question, language }: KeptAnswer): UnansweredQuestion {
  const { language: seen } = detectLanguage(question, language);
  return { question, lang: seen ?? language, previous: null, answer: id, part: 0, nearest: null };
}

function answeredBefore(turn: Turn, answer: string, answers: readonly StaffAnswer[]): Reply {
  const unique = [...new Map(answers.map((one) => [one.id, one])).values()];
  return reply(
    text(sequence(...unique.map((one) => answerToLikeQuestion(one, turn.language)))),
    buttons(act(localized("knowledge.askPerson"), ASK_PERSON, { answer, again: true })),
  );
}

function filed(ids: readonly number[]): Reply {
  return reply(
    text(localized("support.filed", { number: ids.map(caseNumber).join(", ") })),
    buttons(
      openForm(localized("support.addDetails"), DETAILS_FORM, { number: ids[0] ?? 0 }),
      show(localized("support.myQuestions"), "support.status"),
    ),
  );
}

async function showStatus(db: Reading, turn: Turn): Promise<Reply> {
  const texts = await describeCases(db, turn);
  return texts.length === 0
    ? reply(text(localized("support.noCases")), buttons(show(localized("core.ask"), "knowledge.begin")))
    : reply(text(sequence(...texts)));
}

/** The cases of a person with their numbers, states and answers; empty where there are none. */
async function describeCases(db: Reading, turn: Turn): Promise<Localizable[]> {
  const cases = await listCasesOf(db, turn.person.id);
  if (cases.length === 0) return [];
  const texts = cases.flatMap(({ id, question, state, createdAt, answer, promisedAt }): Localizable[] => [
    state === "open" && promisedAt !== null && promisedAt > turn.now
      ? localized("support.caseClaimed", {
          number: caseNumber(id),
          question: written(shorten(question)),
          date: promisedOn(promisedAt),
        })
      : localized(state === "open" ? "support.caseOpen" : "support.caseAnswered", {
          number: caseNumber(id),
          question: written(shorten(question)),
          date: { date: createdAt, style: "date" },
        }),
    ...(answer === null ? [] : answerInStatus(answer, turn.language)),
  ]);
  return [localized("support.yourCases", { count: cases.length }), ...texts];
}

function answerInStatus(answer: StaffAnswer, reader: string): Localizable[] {
  const date = { date: answer.at, style: "date" } as const;
  return [localized("support.staffAnswered", { date }), ...staffWords(answer, reader)];
}
