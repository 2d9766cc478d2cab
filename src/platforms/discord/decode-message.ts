import { parseCommand } from "../../message/command.ts";
import type { Incoming } from "../../message/incoming.ts";
import { stripControls } from "../../message/text.ts";
import { repliedTo, wordsForBot } from "./addressed.ts";
import { messageEvent, type Place, toConversation } from "./conversation.ts";
import type { Bot, Message } from "./payload.ts";

/** What people write themselves: a plain message, and a reply. All else is said by Discord. */
const WRITTEN = [0, 19];

/** A message in the words of no platform; null where it is not meant for the bot. */
export function decodeMessage(message: Message, bot: Bot, parent: string | null): Incoming | null {
  const words = meantFor(message, bot);
  if (words === null) return null;
  const base = baseOf(message, bot, { parent, editedAt: null });
  const text = stripControls(words);
  const command = parseCommand(text);
  if (command?.name === "start" && command.args !== "") return { ...base, kind: "joined", payload: command.args };
  if (command !== null) return { ...base, kind: "command", ...command };
  const replied = repliedTo(message, bot);
  return { ...base, kind: "text", text, files: filesOf(message), ...(replied === null ? {} : { replyTo: replied }) };
}

/** New words for a message. What Discord itself changes, such as a preview, has no time of an edit. */
export function decodeEdited(message: Message, bot: Bot, parent: string | null): Incoming | null {
  const editedAt = message.edited_timestamp ?? null;
  const words = meantFor(message, bot);
  if (words === null || editedAt === null) return null;
  const base = baseOf(message, bot, { parent, editedAt });
  return { ...base, kind: "edited", text: stripControls(words), message: message.id };
}

function meantFor(message: Message, bot: Bot): string | null {
  const { author, webhook_id: hook, type } = message;
  if (author.bot === true || author.id === bot.user || hook !== undefined || !WRITTEN.includes(type)) return null;
  return wordsForBot(message, bot);
}

function baseOf(
  message: Message,
  bot: Bot,
  { parent, editedAt }: { readonly parent: string | null; readonly editedAt: string | null },
) {
  const account = message.author.id;
  const alone = toConversation({ kind: "person", account });
  const isGroup = message.guild_id !== undefined;
  return {
    platform: "discord",
    bot: bot.id,
    eventId: messageEvent(message.id, editedAt),
    account,
    conversation: isGroup ? toConversation(placeOf(message, parent, bot)) : alone,
    scope: isGroup ? "group" : "direct",
    localeHint: null,
    ...(isGroup ? { alone, privateChat: privateChatOf(bot) } : {}),
  } as const;
}

/** A reply to a message of ours that has a thread belongs to that thread, wherever it stands. */
function placeOf(message: Message, parent: string | null, bot: Bot): Place {
  const { channel_id: here, referenced_message: replied } = message;
  if (parent !== null) return { kind: "channel", channel: parent, thread: here };
  const hasThread = replied?.thread != null && replied.author.id === bot.user;
  return { kind: "channel", channel: here, thread: hasThread ? replied.id : null };
}

/** Where a person opens the direct messages with the bot. */
export function privateChatOf({ user }: Bot): string {
  return `https://discord.com/users/${user}`;
}

function filesOf({ attachments }: Message) {
  return attachments.map(({ id, filename, content_type: mime, size }) => ({
    name: filename,
    mime: mime ?? "application/octet-stream",
    size,
    ref: id,
  }));
}
