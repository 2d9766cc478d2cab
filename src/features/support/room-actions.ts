import { z } from "zod";
import { type ActionRoute, action, type ReplyRoute } from "../../conversation/feature.ts";
import { buttons, reply, shared, text } from "../../conversation/reply.ts";
import { type Apply, actorOf, answering, type Turn } from "../../conversation/turn.ts";
import { languageName } from "../../i18n/languages.ts";
import { eventKey } from "../../message/incoming.ts";
import { localized, sequence } from "../../message/text.ts";
import { isAppError } from "../../shared/errors.ts";
import type { Store } from "../../store/store.ts";
import { questionLanguage } from "../knowledge/index.ts";
import { answerWithin, isAnswer, MAX_ANSWER } from "./answer-group.ts";
import { caseNumber } from "./cases.ts";
import { claimCase, releaseCase } from "./claim-case.ts";
import { draftNote } from "./draft-note.ts";
import { addPost, findPosted } from "./posts.ts";
import { findStaffAnswerOf } from "./staff-answer.ts";
import { findGroupOf, SUPPORT_ROLES } from "./staff-list.ts";

const params = z.object({ number: z.number() });
const declared = { response: "new", audience: "shared", staff: SUPPORT_ROLES, params } as const;

/** What staff press below a question in their room. */
export function roomActions(store: Store): readonly ActionRoute[] {
  return [
    action({
      ...{ name: "support.claim", ...declared },
      handle: async (turn, { params: { number } }) => claimCase(store, turn, number),
    }),
    action({
      ...{ name: "support.release", ...declared },
      handle: async (turn, { params: { number } }) => releaseCase(store, turn, number),
    }),
    action({
      ...{ name: "support.howToAnswer", ...declared },
      handle: async (turn, { params: { number } }) => howToAnswer(turn, number),
    }),
    action({
      ...{ name: "support.note", ...declared },
      handle: (turn, { params: { number } }) => makeNote(store, turn, number),
    }),
  ];
}

/** A reply to a message about a question is its answer, in the language it is written in. */
export function answerByReply(store: Store): ReplyRoute {
  return {
    name: "support.answer",
    staff: SUPPORT_ROLES,
    about: async (db, conversation, message) => {
      const number = await findPosted(db, conversation, message);
      return number === null ? null : String(number);
    },
    handle: async (turn, { about, text: words }) => answer(store, turn, Number(about), words),
  };
}

function answer(store: Store, turn: Turn, number: number, words: string): Apply {
  if (!isAnswer(words))
    return answering(reply(text(localized("support.roomTooLong", { max: MAX_ANSWER, length: words.trim().length }))));
  const lang = questionLanguage(words);
  return async (tx) => {
    if ((await findGroupOf(tx, number)) === null) return [gone()];
    const sent = await answerWithin(tx, store.traits, number, { words, lang }, actorOf(turn), turn.now);
    const { group, told, notTold } = sent;
    const said = [
      localized("support.roomSent", { number: caseNumber(group), told, language: languageName(lang, turn.language) }),
      ...(notTold > 0 ? [localized("support.roomUnreached", { count: notTold })] : []),
    ];
    return [
      reply(text(sequence(...said)), buttons(shared(localized("support.makeNote"), "support.note", { number: group }))),
    ];
  };
}

/** Says how to answer. A reply to these words is an answer as well: that is what people do next. */
function howToAnswer(turn: Turn, number: number): Apply {
  return async (tx) => {
    if ((await findGroupOf(tx, number)) === null) return [gone()];
    await addPost(tx, { key: `${eventKey(turn.incoming)}:0`, case: number, card: false }, turn.now);
    return [reply(text(localized("support.roomHowToAnswer", { number: caseNumber(number) })))];
  };
}

/** Who answers for a note that was made in a chat, until an editor names somebody else. */
const ISSUER = "Silkdesk";

/** A draft of the answer. It is saved before the event's transaction; the same words again change nothing. */
async function makeNote(store: Store, turn: Turn, number: number): Promise<Apply> {
  const group = await findGroupOf(store.read, number);
  if (group === null) return answering(gone());
  const latest = await findStaffAnswerOf(store.read, group);
  if (latest === null)
    return answering(reply(text(localized("support.noteNeedsAnswer", { number: caseNumber(group) }))));
  const { words, lang } = latest;
  try {
    const request = { issuer: ISSUER, words, lang, actor: actorOf(turn), now: turn.now };
    const { id } = await draftNote(store, group, request);
    return answering(reply(text(localized("support.noteSaved", { id }))));
  } catch (error) {
    if (!isAppError(error, "content.invalid")) throw error;
    return answering(reply(text(localized("support.noteRefused", { number: caseNumber(group) }))));
  }
}

function gone() {
  return reply(text(localized("support.roomGone")));
}
