import { parseCommand } from "../../message/command.ts";
import type { Incoming } from "../../message/incoming.ts";
import { stripControls } from "../../message/text.ts";
import { repliedTo, wordsForBot } from "./addressed.ts";
import { eventIdOf, toConversation } from "./conversation.ts";
import type { Bot, Message, Update, User } from "./update.ts";

/** What an update is for us. Only an event is stored; a press is answered besides, so that its button stops waiting. */
export type Decoded =
  | { readonly kind: "event"; readonly incoming: Incoming; readonly press: string | null }
  | { readonly kind: "inlineQuery"; readonly id: string; readonly from: User; readonly query: string }
  | { readonly kind: "none" };

const NONE: Decoded = { kind: "none" };

/** An update in the words of no platform. What is not meant for the bot is none of its business. */
export function decodeUpdate(update: Update, bot: Bot): Decoded {
  if (update.message !== undefined) return event(decodeMessage(update.update_id, update.message, bot));
  if (update.edited_message !== undefined) return event(decodeEdited(update.update_id, update.edited_message, bot));
  if (update.callback_query !== undefined) return decodePress(update.update_id, update.callback_query, bot);
  if (update.my_chat_member !== undefined) return event(decodeLeaving(update.update_id, update.my_chat_member, bot));
  if (update.inline_query === undefined) return NONE;
  const { id, from, query } = update.inline_query;
  return { kind: "inlineQuery", id, from, query: stripControls(query).trim() };
}

function event(incoming: Incoming | null, press: string | null = null): Decoded {
  return incoming === null ? NONE : { kind: "event", incoming, press };
}

function decodeMessage(id: number, message: Message, bot: Bot): Incoming | null {
  const { from } = message;
  if (from === undefined || from.is_bot || isOurOwn(message, bot) || !hasContent(message)) return null;
  const words = wordsForBot(message, bot);
  if (words === null) return null;
  const base = baseOf(bot, eventIdOf(id, message.message_id), from, message);
  const text = stripControls(words);
  const command = message.text === undefined ? null : parseCommand(text);
  if (command?.name === "start" && command.args !== "") return { ...base, kind: "joined", payload: command.args };
  if (command !== null) return { ...base, kind: "command", ...command };
  const phone = message.contact?.phone_number;
  const replied = repliedTo(message, bot);
  return {
    ...base,
    kind: "text",
    text,
    files: filesOf(message),
    ...(replied === null ? {} : { replyTo: String(replied) }),
    ...(phone === undefined ? {} : { phone }),
  };
}

function decodeEdited(id: number, message: Message, bot: Bot): Incoming | null {
  const { from } = message;
  if (from === undefined || from.is_bot || isOurOwn(message, bot)) return null;
  const words = wordsForBot(message, bot);
  if (words === null) return null;
  const base = baseOf(bot, eventIdOf(id, message.message_id), from, message);
  return { ...base, kind: "edited", text: stripControls(words), message: String(message.message_id) };
}

function decodePress(id: number, press: NonNullable<Update["callback_query"]>, bot: Bot): Decoded {
  const { from, message, data } = press;
  const base =
    message === undefined
      ? baseOf(bot, `${id}.q${press.id}`, from, { chat: { id: from.id, type: "private" } })
      : baseOf(bot, eventIdOf(id, message.message_id), from, message);
  const carrier = message === undefined ? null : String(message.message_id);
  return event({ ...base, kind: "action", token: data ?? "", message: carrier }, press.id);
}

/** Somebody who blocks the bot has left. What becomes of it in a group is seen when it next writes there. */
function decodeLeaving(
  id: number,
  { chat, from, date, new_chat_member: now }: NonNullable<Update["my_chat_member"]>,
  bot: Bot,
): Incoming | null {
  if (chat.type !== "private" || now.status !== "kicked") return null;
  return { ...baseOf(bot, `${id}.d${date}`, from, { chat }), kind: "left", reason: "blocked" };
}

function baseOf(
  bot: Bot,
  eventId: string,
  from: User,
  { chat, message_thread_id, is_topic_message }: Pick<Message, "chat" | "message_thread_id" | "is_topic_message">,
) {
  const topic = is_topic_message === true ? (message_thread_id ?? null) : null;
  const isGroup = chat.type !== "private";
  return {
    platform: "telegram",
    bot: bot.id,
    eventId,
    account: String(from.id),
    conversation: toConversation({ chat: chat.id, topic }),
    scope: isGroup ? "group" : "direct",
    localeHint: from.language_code?.slice(0, 64) ?? null,
    ...(isGroup && bot.username !== null ? { privateChat: `https://t.me/${bot.username}?start=hello` } : {}),
  } as const;
}

/** A result of inline mode that a person sent: its words are the bot's. */
function isOurOwn({ via_bot: via }: Message, bot: Bot): boolean {
  return String(via?.id) === bot.id;
}

const CONTENT = [
  "text",
  "caption",
  "document",
  "photo",
  "contact",
  "sticker",
  "voice",
  "audio",
  "video",
  "video_note",
  "animation",
  "location",
  "poll",
  "dice",
] as const satisfies readonly (keyof Message)[];

/** False for what Telegram itself says in a chat, such as that somebody came in. */
function hasContent(message: Message): boolean {
  return CONTENT.some((field) => message[field] !== undefined);
}

function filesOf({ document, photo }: Message) {
  const whole = photo?.at(-1);
  return [
    ...(document === undefined
      ? []
      : [
          {
            name: document.file_name ?? "",
            mime: document.mime_type ?? "application/octet-stream",
            size: document.file_size ?? 0,
            ref: document.file_id,
          },
        ]),
    ...(whole === undefined
      ? []
      : [{ name: "photo.jpg", mime: "image/jpeg", size: whole.file_size ?? 0, ref: whole.file_id }]),
  ];
}
