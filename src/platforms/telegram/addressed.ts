import type { Bot, Entity, Message } from "./update.ts";

/** The words of a message that are meant for the bot; null where it is not spoken to. */
export function wordsForBot(message: Message, bot: Bot): string | null {
  const text = message.text ?? message.caption ?? "";
  if (message.chat.type === "private") return text;
  const mentions = (message.entities ?? message.caption_entities ?? []).filter((entity) =>
    isMention(entity, text, bot),
  );
  const answersBot = repliedTo(message, bot) !== null;
  if (mentions.length === 0) return answersBot || isOurCommand(text, bot) ? text : null;
  const words = withoutMentions(text, mentions);
  // A bare "@bot" below somebody's message asks what that message says.
  const asked = message.reply_to_message;
  return words === "" && asked !== undefined && !answersBot ? (asked.text ?? asked.caption ?? "") : words;
}

/** The bot's message that this one replies to; null where it replies to none. Whatever is said in a topic "replies" to its opening. */
export function repliedTo({ reply_to_message: replied }: Message, { id }: Bot): number | null {
  if (replied === undefined || replied.forum_topic_created !== undefined) return null;
  return String(replied.from?.id) === id ? replied.message_id : null;
}

function isMention({ type, offset, length, user }: Entity, text: string, { id, username }: Bot): boolean {
  if (type === "text_mention") return String(user?.id) === id;
  if (type !== "mention" || username === null) return false;
  return text.slice(offset, offset + length).toLowerCase() === `@${username.toLowerCase()}`;
}

/** `/help`, and `/help@our_bot`, but not `/help@other_bot`. */
function isOurCommand(text: string, { username }: Bot): boolean {
  const command = /^\/[a-z]\w*(?:@(?<name>\w+))?(?:\s|$)/iu.exec(text);
  if (command === null) return false;
  const name = command.groups?.name?.toLowerCase();
  return name === undefined || name === username?.toLowerCase();
}

function withoutMentions(text: string, mentions: readonly Entity[]): string {
  let rest = "";
  let from = 0;
  for (const { offset, length } of mentions.toSorted((one, other) => one.offset - other.offset)) {
    rest += text.slice(from, offset);
    from = offset + length;
  }
  return (rest + text.slice(from)).trim();
}
