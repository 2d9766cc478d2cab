import type { Core } from "../core.ts";
import { findBoolean, findInteger, findRecord, findString, getChatId, getInteger, type Params } from "../params.ts";
import { badRequest } from "../refusal.ts";
import { compact, type Message } from "../shapes.ts";
import type { Chat, Placing } from "../world.ts";

/** Finds where a message is to be sent: the chat, its topic, and the message that it answers. Throws a refusal. */
export function readPlace(core: Core, params: Params): { readonly chat: Chat; readonly placing: Placing } {
  const chat = core.world.writable(getChatId(params));
  const topic = findInteger(params, "message_thread_id");
  if (topic !== undefined) checkTopic(chat, topic);
  const extra = compact<Partial<Message>>({
    has_protected_content: findBoolean(params, "protect_content") ? true : undefined,
    ...readReply(core, chat, params),
  });
  return { chat, placing: { from: core.world.bot, topic, extra } };
}

function checkTopic(chat: Chat, id: number): void {
  const topic = chat.topics.get(id);
  if (topic === undefined) throw badRequest("message thread not found");
  if (topic.isClosed && !chat.rights.has("can_manage_topics")) throw badRequest("TOPIC_CLOSED");
}

function readReply(core: Core, chat: Chat, params: Params): Partial<Message> {
  const reply = findRecord(params, "reply_parameters");
  if (reply === undefined) return {};
  const given: Params = { values: reply, uploads: params.uploads };
  const source = reply.chat_id === undefined ? chat : core.world.get(getChatId(given));
  const target = source.messages.get(getInteger(given, "message_id"))?.message;
  if (target === undefined) {
    if (findBoolean(given, "allow_sending_without_reply") && source === chat) return {};
    throw badRequest("message to be replied not found");
  }
  const { reply_to_message: _deeper, ...shown } = target;
  const quote = findString(given, "quote");
  if (quote === undefined) return { reply_to_message: shown };
  const position = (target.text ?? target.caption ?? "").indexOf(quote);
  if (position === -1) throw badRequest("QUOTE_TEXT_INVALID");
  return { reply_to_message: shown, quote: { text: quote, position, is_manual: true } };
}
