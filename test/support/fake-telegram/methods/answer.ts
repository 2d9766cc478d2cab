import type { Core, Methods, Toast } from "../core.ts";
import { isLink } from "../entities.ts";
import { readInlineKeyboard } from "../keyboards.ts";
import { findBoolean, findInteger, findList, findString, getChatId, getString } from "../params.ts";
import { badRequest, notCovered, violation } from "../refusal.ts";
import { compact, isRecord } from "../shapes.ts";

const LONGEST_TOAST = 200;
const MOST_RESULTS = 50;
const ACTIONS = new Set(
  (
    "typing upload_photo record_video upload_video record_voice upload_voice upload_document choose_sticker " +
    "find_location record_video_note upload_video_note"
  ).split(" "),
);

/** The answers to presses and inline queries, and the sign of life. */
export function createAnswerMethods(core: Core): Methods {
  return {
    answerCallbackQuery: (params) => {
      const text = findString(params, "text") ?? "";
      if (text.length > LONGEST_TOAST)
        throw violation("MESSAGE_TOO_LONG: the text of an answer has at most 200 characters");
      const url = findString(params, "url");
      if (url !== undefined && !isLink(url)) throw violation("URL_INVALID");
      const toast = compact<Toast>({ text, isAlert: findBoolean(params, "show_alert"), url });
      core.presses.answer(getString(params, "callback_query_id"), toast);
      return true;
    },

    answerInlineQuery: (params) => {
      const id = getString(params, "inline_query_id");
      const results = (findList(params, "results") ?? []).map(readResult);
      if (results.length > MOST_RESULTS) throw violation("RESULTS_TOO_MUCH");
      if (new Set(results.map((result) => result.id)).size < results.length) throw violation("RESULT_ID_DUPLICATE");
      core.inlineQueries.answer(id, { results, nextOffset: findString(params, "next_offset") ?? "" });
      return true;
    },

    sendChatAction: (params) => {
      if (!ACTIONS.has(getString(params, "action"))) throw violation("wrong parameter action in request");
      const chat = core.world.writable(getChatId(params));
      const topic = findInteger(params, "message_thread_id");
      if (topic !== undefined && !chat.topics.has(topic)) throw badRequest("message thread not found");
      return true;
    },
  };
}

function readResult(value: unknown): Record<string, unknown> {
  if (!isRecord(value)) throw violation("can't parse inline query result: expected an object");
  const { id, type, title, input_message_content: content, reply_markup: markup } = value;
  if (typeof id !== "string" || id === "" || Buffer.byteLength(id) > 64) throw violation("RESULT_ID_INVALID");
  if (type !== "article") throw notCovered(`inline results of type ${JSON.stringify(type)}`);
  if (typeof title !== "string" || title === "") throw violation("ARTICLE_TITLE_EMPTY");
  if (!isRecord(content) || typeof content.message_text !== "string" || content.message_text.trim() === "")
    throw violation("MESSAGE_EMPTY: an article needs a text to send");
  if (isRecord(markup)) readInlineKeyboard(markup);
  return value;
}
