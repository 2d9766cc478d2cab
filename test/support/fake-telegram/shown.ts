import { compact, type Entity, type InlineButton, type Message } from "./shapes.ts";
import type { Chat, Posted } from "./world.ts";

/** A message as a person sees it now. */
export type Shown = {
  readonly id: number;
  readonly by: string;
  readonly isFromBot: boolean;
  /** The text, or the caption of a picture or file. */
  readonly text: string;
  readonly entities: readonly Entity[];
  /** The labels of its buttons, row by row. */
  readonly buttons: readonly (readonly string[])[];
  readonly picture?: { readonly fileId: string; readonly width: number; readonly height: number };
  readonly document?: { readonly fileId: string; readonly name: string };
  readonly topic?: number;
  readonly replyTo?: number;
  readonly isEdited: boolean;
  /** When it came, or was last edited: milliseconds of the stand-in's time. */
  readonly at: number;
  /** The message in Telegram's shape. */
  readonly message: Message;
};

export function shown({ message, isFromBot, changedAt }: Posted): Shown {
  const { photo, document, from } = message;
  const whole = photo?.at(-1);
  return compact<Shown>({
    id: message.message_id,
    by: from?.first_name ?? "",
    isFromBot,
    text: message.text ?? message.caption ?? "",
    entities: message.entities ?? message.caption_entities ?? [],
    buttons: rowsOf(message).map((row) => row.map(({ text }) => text)),
    picture: whole === undefined ? undefined : { fileId: whole.file_id, width: whole.width, height: whole.height },
    document: document === undefined ? undefined : { fileId: document.file_id, name: document.file_name ?? "" },
    topic: message.message_thread_id,
    replyTo: message.reply_to_message?.message_id,
    isEdited: message.edit_date !== undefined,
    at: changedAt,
    message,
  });
}

export function rowsOf({ reply_markup: markup }: Message): readonly (readonly InlineButton[])[] {
  return markup?.inline_keyboard ?? [];
}

/** The messages that stand in a chat or topic, oldest first. */
export function shownIn(chat: Chat, topic: number | undefined): readonly Shown[] {
  return [...chat.messages.values()].map(shown).filter((one) => topic === undefined || one.topic === topic);
}

/** A chat as one would read it aloud: a line per message, buttons in brackets. */
export function transcriptOf(messages: readonly Shown[]): string {
  return messages
    .map(({ by, text, buttons, picture, document, isEdited }) => {
      const things = [picture && "(picture)", document && `(file ${document.name})`, text].filter(Boolean).join(" ");
      const rows = buttons.map((row) => row.map((label) => `[${label}]`).join(" "));
      return [`${by}${isEdited ? " (edited)" : ""}: ${things}`, ...rows].join("\n    ");
    })
    .join("\n");
}

/** Bot messages that were sent or edited after a count of changes, in the order of their last change. */
export function changedSince(chat: Chat, tick: number, topic: number | undefined): readonly Shown[] {
  const found = new Set<Posted>();
  for (let at = chat.changes.length - 1; at >= 0; at--) {
    const posted = chat.changes[at];
    if (posted === undefined || posted.changedTick <= tick) break;
    if (posted.isFromBot && !posted.isDeleted) found.add(posted);
  }
  return [...found]
    .reverse()
    .map(shown)
    .filter((one) => topic === undefined || one.topic === topic);
}
