import type { Bot, Message } from "./payload.ts";

/**
 * The words of a message that are meant for the bot; null where it is not spoken to. In a guild that is where it is
 * mentioned, which a reply to it does by itself: only then Discord shows the words to a bot without a privileged intent.
 */
export function wordsForBot({ guild_id, content, mentions, referenced_message: replied }: Message, { user }: Bot) {
  if (guild_id === undefined) return content;
  if (!mentions.some(({ id }) => id === user)) return null;
  const words = content.replaceAll(new RegExp(`<@!?${user}>`, "gu"), "").trim();
  // A bare mention below somebody's message asks what that message says.
  return words === "" && replied != null && replied.author.id !== user ? (replied.content ?? "") : words;
}

/** The bot's message that this one replies to; null where it replies to none. */
export function repliedTo({ referenced_message: replied }: Message, { user }: Bot): string | null {
  return replied != null && replied.author.id === user ? replied.id : null;
}
