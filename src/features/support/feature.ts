import { z } from "zod";
import { action, type Feature } from "../../conversation/feature.ts";
import { buttons, openForm, type Reply, reply, show, text } from "../../conversation/reply.ts";
import { type Apply, answering, type Turn } from "../../conversation/turn.ts";
import type { Form } from "../../message/form.ts";
import { type Localizable, localized, sequence, written } from "../../message/text.ts";
import type { Reading, Store } from "../../store/store.ts";
import { findAnswer } from "../knowledge/index.ts";
import { describeCase, fileCase, listCasesOf } from "./cases.ts";

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

/** What the desk can't answer goes to a person, with a number; `/status` shows where it stands. */
export function createSupportFeature({ store }: { readonly store: Store }): Feature {
  return {
    name: "support",
    commands: [
      {
        name: "status",
        description: "support.commandStatus",
        response: "new",
        audience: "private",
        handle: async (turn) => answering(await showStatus(store.read, turn)),
      },
    ],
    actions: [
      action({
        name: ASK_PERSON,
        params: z.object({ answer: z.string() }),
        response: "new",
        audience: "private",
        handle: (turn, { params }) => fileQuestion(store, turn, params.answer),
      }),
      action({
        name: "support.status",
        params: z.object({}),
        response: "new",
        audience: "private",
        handle: async (turn) => answering(await showStatus(store.read, turn)),
      }),
    ],
    forms: [
      {
        form: detailsForm,
        submit: async (turn, { answers, params }) => {
          const { number } = z.object({ number: z.number() }).parse(params);
          return async (tx) => {
            const known = await describeCase(tx, number, turn.person.id, answers.topic ?? "", answers.details ?? "");
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

/** A case's number as people say it. */
function caseNumber(id: number): string {
  return `Q-${String(id).padStart(4, "0")}`;
}

async function fileQuestion(store: Store, turn: Turn, answerId: string): Promise<Apply> {
  const answer = await findAnswer(store.read, answerId);
  if (answer === null || answer.person !== turn.person.id)
    return answering(reply(text(localized("support.questionGone"))));
  const { platform, bot, conversation, account, scope } = turn.incoming;
  const asker = { platform, bot, conversation, account, scope, person: turn.person.id };
  return async (tx) => {
    const number = await fileCase(
      tx,
      { asker, language: turn.language, question: answer.question, answer: answerId },
      turn.now,
    );
    return [filed(number)];
  };
}

function filed(number: number): Reply {
  return reply(
    text(localized("support.filed", { number: caseNumber(number) })),
    buttons(
      openForm(localized("support.addDetails"), DETAILS_FORM, { number }),
      show(localized("support.myQuestions"), "support.status"),
    ),
  );
}

async function showStatus(db: Reading, turn: Turn): Promise<Reply> {
  const cases = await listCasesOf(db, turn.person.id);
  if (cases.length === 0)
    return reply(text(localized("support.noCases")), buttons(show(localized("core.ask"), "knowledge.begin")));
  const lines = cases.map(
    ({ id, question, state, createdAt }): Localizable =>
      localized(state === "open" ? "support.caseOpen" : "support.caseAnswered", {
        number: caseNumber(id),
        question: written(question.length > 160 ? `${question.slice(0, 160).toWellFormed()}…` : question),
        date: { date: createdAt, style: "date" },
      }),
  );
  return reply(text(sequence(localized("support.yourCases", { count: cases.length }), ...lines)));
}
