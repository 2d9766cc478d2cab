import { z } from "zod";
import { action, type Feature } from "../../conversation/feature.ts";
import { beginFlow, type Flow, flowRoute } from "../../conversation/flow.ts";
import { act, buttons, type Reply, type ReplyPart, repeatable, reply, text } from "../../conversation/reply.ts";
import { type Apply, answering, type Turn } from "../../conversation/turn.ts";
import { type Localizable, localized, sequence, written } from "../../message/text.ts";
import { later, MINUTE } from "../../shared/clock.ts";
import { createId } from "../../shared/ids.ts";
import type { Store } from "../../store/store.ts";
import type { Answer } from "./answer/answer.ts";
import type { Asker } from "./answer/ask.ts";
import { headingWithin, presentAnswer, presentSources } from "./answer/present.ts";
import { findAnswer, type KeptAnswer, keepAnswer, latestQuestion, setVerdict } from "./answers.ts";
import { knowledgeInvariants } from "./invariants.ts";
import { knowledgeKeeps, knowledgePrivacy } from "./privacy.ts";
import { createQuickAnswer } from "./quick.ts";
import { retainKnowledge } from "./tables.ts";
import { type TakenQuestions, type TakeUnanswered, unansweredOf } from "./unanswered.ts";

export type KnowledgeFeatureDeps = {
  readonly store: Store;
  readonly ask: Asker;
  /** The action of another feature that takes a question to a person, by its name. */
  readonly askPerson: string;
  /** Takes what no document answers to staff. */
  readonly takeUnanswered: TakeUnanswered;
};

/** How long a short follow-up may lean on the question before it. */
const FOLLOW_UP_MS = 30 * MINUTE;

/** Questions and answers: free text, `/ask`, citations that open, and what the person says of an answer. */
export function createKnowledgeFeature({ store, ask, askPerson, takeUnanswered }: KnowledgeFeatureDeps): Feature {
  const answer = async (turn: Turn, question: string): Promise<Apply> => {
    const since = later(turn.now, -FOLLOW_UP_MS);
    const previous = await latestQuestion(store.read, turn.person.id, since);
    const lang = turn.writtenIn ?? turn.language;
    const found = await ask({ question, lang, previous, asOf: turn.now.slice(0, 10) });
    const id = createId();
    const take = await takeUnanswered(turn, unansweredOf(found, { id, lang, previous }));
    return async (tx) => {
      await keepAnswer(tx, keptAnswer(turn, id, found), turn.now);
      return [replyOf(turn, found, { id, askPerson, taken: await take(tx) })];
    };
  };

  const asking: Flow<null> = {
    name: "knowledge.ask",
    version: 1,
    state: z.null(),
    steps: {
      question: {
        ask: () => reply(text(localized("knowledge.whatToAsk"))),
        receive: async (turn, _state, said) => ({ kind: "done", apply: await answer(turn, said) }),
      },
    },
  };

  return {
    name: "knowledge",
    invariants: knowledgeInvariants,
    retain: retainKnowledge,
    privacy: knowledgePrivacy,
    keeps: knowledgeKeeps,
    text: (turn, event) => answer(turn, event.text),
    quick: createQuickAnswer(ask),
    commands: [
      {
        name: "ask",
        word: "knowledge.wordAsk",
        description: "knowledge.commandAsk",
        argument: {
          name: "question",
          word: "knowledge.wordQuestion",
          description: "knowledge.argumentQuestion",
          isQuestion: true,
        },
        response: "new",
        audience: "shared",
        handle: async (turn, { args }) =>
          args === "" ? beginFlow(asking, turn, "question", null) : answer(turn, args),
      },
    ],
    flows: [flowRoute(asking)],
    actions: [
      action({
        name: "knowledge.source",
        params: z.object({ answer: z.string(), n: z.number() }),
        response: "new",
        audience: "shared",
        handle: async (turn, { params }) => answering(await showSource(store, turn, params)),
      }),
      action({
        name: "knowledge.begin",
        params: z.object({}),
        response: "new",
        audience: "shared",
        handle: async (turn) => beginFlow(asking, turn, "question", null),
      }),
      action({
        name: "knowledge.verdict",
        params: z.object({ answer: z.string(), verdict: z.enum(["right", "wrong"]) }),
        response: "new",
        audience: "shared",
        handle:
          async (_turn, { params }) =>
          async (tx) => {
            await setVerdict(tx, params.answer, params.verdict);
            if (params.verdict === "right") return [reply(text(localized("knowledge.thanksRight")))];
            return [
              reply(
                text(localized("knowledge.thanksWrong")),
                buttons(act(localized("knowledge.askPerson"), askPerson, { answer: params.answer })),
              ),
            ];
          },
      }),
    ],
  };
}

/** An answer with the versions it stands on. */
function keptAnswer(turn: Turn, id: string, answer: Answer): KeptAnswer {
  return {
    id,
    person: turn.person.id,
    language: turn.language,
    question: answer.question,
    outcome: answer.outcome,
    citations: answer.parts.flatMap(({ citations }) => citations),
  };
}

function replyOf(
  turn: Turn,
  answer: Answer,
  { id, askPerson, taken }: { readonly id: string; readonly askPerson: string; readonly taken: TakenQuestions },
): Reply {
  const body = text(sequence(presentAnswer(answer, turn.language), ...taken.notes));
  const person = act(localized("knowledge.askPerson"), askPerson, {
    answer: id,
    ...(taken.answered ? { again: true } : {}),
  });
  if (answer.outcome.startsWith("refused.")) return reply(body);
  if (answer.outcome !== "answered") return reply(body, buttons(person));
  const sources: ReplyPart = {
    kind: "sources",
    sources: presentSources(answer, ({ n }) => repeatable("knowledge.source", { answer: id, n })),
  };
  return reply(
    body,
    sources,
    buttons(
      act(localized("knowledge.right"), "knowledge.verdict", { answer: id, verdict: "right" }),
      act(localized("knowledge.wrong"), "knowledge.verdict", { answer: id, verdict: "wrong" }),
      person,
    ),
  );
}

async function showSource(
  store: Store,
  turn: Turn,
  { answer, n }: { readonly answer: string; readonly n: number },
): Promise<Reply> {
  const kept = await findAnswer(store.read, answer);
  const citation = kept?.person === turn.person.id ? kept.citations.find((one) => one.n === n) : undefined;
  if (citation === undefined) return reply(text(localized("knowledge.sourceGone")));
  const row = (label: string, value: Localizable | null) =>
    value === null ? [] : [{ label: localized(label), value }];
  const date = (iso: string | null): Localizable | null =>
    iso === null ? null : localized("knowledge.date", { date: { date: iso, style: "date" } });
  const plain = (words: string | null): Localizable | null => (words === null ? null : written(words, citation.lang));
  return reply(
    {
      kind: "card",
      title: written(`[${citation.n}] ${citation.title}`, citation.lang),
      text: {
        written: [{ kind: "quote", lang: citation.lang, spans: [{ kind: "text", text: citation.quote }] }],
        lang: citation.lang,
      },
      fields: [
        ...row("knowledge.heading", plain(headingWithin(citation.title, citation.heading))),
        ...row("knowledge.issuer", plain(citation.issuer)),
        ...row("knowledge.published", date(citation.published) ?? localized("knowledge.noDate")),
        ...row("knowledge.inForceFrom", date(citation.from)),
        ...row("knowledge.inForceUntil", date(citation.until)),
        ...row("knowledge.origin", plain(citation.basis ?? citation.source)),
      ],
    },
    ...(citation.url === null
      ? []
      : [buttons({ kind: "link", label: localized("knowledge.openDocument"), url: citation.url })]),
  );
}
