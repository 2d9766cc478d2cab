import {
  type Attachment,
  COMPONENT_TYPES,
  type Component,
  compact,
  type Embed,
  FLAGS,
  type Message,
} from "../shapes.ts";
import { inputsOf } from "../with-ids.ts";
import type { Channel, Posted } from "../world.ts";

/** A select as a person sees it. */
export type ShownSelect = {
  readonly customId: string;
  readonly placeholder: string;
  readonly options: readonly string[];
  readonly isDisabled: boolean;
};

/** A message as a person sees it now. */
export type Shown = {
  readonly id: string;
  readonly by: string;
  readonly isFromBot: boolean;
  readonly text: string;
  readonly embeds: readonly Embed[];
  /** The labels of its buttons, row by row. */
  readonly buttons: readonly (readonly string[])[];
  readonly selects: readonly ShownSelect[];
  readonly files: readonly Attachment[];
  readonly replyTo?: string;
  /** Whether only this person sees it. */
  readonly isEphemeral: boolean;
  /** Whether Discord shows "... is thinking" in its place. */
  readonly isLoading: boolean;
  readonly isEdited: boolean;
  /** When it came, or was last edited: milliseconds of the stand-in's time. */
  readonly at: number;
  /** The message in Discord's shape. */
  readonly message: Message;
};

export function shown({ message, isFromBot, viewer, changedAt }: Posted): Shown {
  const reference = message.message_reference?.message_id;
  const own = inputsOf(message.components);
  return compact<Shown>({
    id: message.id,
    by: message.author.global_name ?? message.author.username,
    isFromBot,
    text: [message.content, ...textsOf(message.components)].filter((text) => text !== "").join("\n"),
    embeds: message.embeds,
    buttons: rowsOf(message.components),
    selects: own.filter(({ type }) => type === COMPONENT_TYPES.stringSelect || (type >= 5 && type <= 8)).map(selectOf),
    files: message.attachments,
    replyTo: typeof reference === "string" ? reference : undefined,
    isEphemeral: viewer !== null,
    isLoading: (message.flags & FLAGS.loading) !== 0,
    isEdited: message.edited_timestamp !== null,
    at: changedAt,
    message,
  });
}

function selectOf({ custom_id = "", placeholder = "", options = [], disabled = false }: Component): ShownSelect {
  return { customId: custom_id, placeholder, options: options.map(({ label }) => label), isDisabled: disabled };
}

function textsOf(components: readonly Component[]): readonly string[] {
  return components.flatMap(({ content, components: inner = [] }) => [
    ...(content === undefined ? [] : [content]),
    ...textsOf(inner),
  ]);
}

function rowsOf(components: readonly Component[]): readonly (readonly string[])[] {
  return components.flatMap(({ components: inner = [], accessory }) => {
    const labels = [...inner, ...(accessory === undefined ? [] : [accessory])]
      .filter(({ type }) => type === COMPONENT_TYPES.button)
      .map(({ label = "" }) => label);
    return [...(labels.length > 0 ? [labels] : []), ...rowsOf(inner.filter((one) => one.components !== undefined))];
  });
}

/** What a person sees in a channel, oldest first: not what others alone are shown. */
export function shownIn(channel: Channel, viewer: string): readonly Shown[] {
  return [...channel.messages.values()].filter((one) => isSeenBy(one, viewer)).map(shown);
}

function isSeenBy(posted: Posted, viewer: string): boolean {
  return posted.viewer === null || posted.viewer === viewer;
}

/** Bot messages that were sent or edited after a count of changes, in the order of their last change; loading ones are not. */
export function changedSince(channel: Channel, tick: number, viewer: string): readonly Shown[] {
  const found = new Set<Posted>();
  for (let at = channel.changes.length - 1; at >= 0; at--) {
    const posted = channel.changes[at];
    if (posted === undefined || posted.changedTick <= tick) break;
    if (posted.isFromBot && !posted.isDeleted && isSeenBy(posted, viewer)) found.add(posted);
  }
  return [...found]
    .reverse()
    .map(shown)
    .filter(({ isLoading }) => !isLoading);
}

/** A channel as one would read it aloud: a line per message, buttons in brackets, selects in braces. */
export function transcriptOf(messages: readonly Shown[]): string {
  return messages
    .map(({ by, text, embeds, buttons, selects, files, isEdited, isEphemeral, isLoading }) => {
      const marks = [isEdited && " (edited)", isEphemeral && " (only to you)"].filter(Boolean).join("");
      const cards = embeds.map(({ title, description }) => `<${[title, description].filter(Boolean).join(": ")}>`);
      const things = [
        ...files.map(({ filename }) => `(file ${filename})`),
        isLoading && "(is thinking)",
        text,
        ...cards,
      ];
      const rows = buttons.map((row) => row.map((label) => `[${label}]`).join(" "));
      const menus = selects.map(({ placeholder, options }) => `{${placeholder}: ${options.join(" | ")}}`);
      return [`${by}${marks}: ${things.filter(Boolean).join(" ")}`, ...rows, ...menus].join("\n    ");
    })
    .join("\n");
}
