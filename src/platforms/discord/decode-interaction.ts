import type { Incoming } from "../../message/incoming.ts";
import type { Asked } from "../../message/query.ts";
import { stripControls } from "../../message/text.ts";
import { interactionEvent, messageRef, type Place, toConversation } from "./conversation.ts";
import { readCustomId } from "./custom-id.ts";
import { privateChatOf } from "./decode-message.ts";
import { type Bot, FLAGS, INTERACTIONS, type Interaction } from "./payload.ts";

/** What somebody did: an event, how its answer is asked for, and what opens a form instead, where anything does. */
export type Done = {
  readonly kind: "done";
  readonly incoming: Incoming;
  readonly asked: Asked;
  readonly form: string | null;
  /** The message that was pressed, as the store names it; null where none was. */
  readonly pressed: string | null;
};

export type Decoded =
  | Done
  | {
      readonly kind: "typing";
      readonly account: string;
      readonly locale: string | null;
      readonly words: string;
      readonly command: string;
    }
  | { readonly kind: "none" };

const NONE: Decoded = { kind: "none" };
const DIRECT_WITH_BOT = 1;
const THREADS = [10, 11, 12];

/** An interaction in the words of no platform. */
export function decodeInteraction(interaction: Interaction, bot: Bot): Decoded {
  const user = interaction.member?.user ?? interaction.user;
  if (user === undefined || user.bot === true) return NONE;
  const base = baseOf(interaction, bot, user.id);
  switch (interaction.type) {
    case INTERACTIONS.command:
      return decodeCommand(interaction, base);
    case INTERACTIONS.component:
      return decodePress(interaction, base);
    case INTERACTIONS.modal:
      return decodeForm(interaction, base);
    case INTERACTIONS.autocomplete:
      return decodeTyping(interaction, user.id);
    default:
      return NONE;
  }
}

type Base = ReturnType<typeof baseOf>;

function decodeCommand({ data }: Interaction, base: Base): Decoded {
  const name = data?.name ?? "";
  const given = (data?.options ?? []).flatMap(({ value }) => (value === undefined ? [] : [String(value)]));
  const args = stripControls(given.join(" ")).trim();
  return { kind: "done", incoming: { ...base, kind: "command", name, args }, asked: { command: name }, ...NO_FORM };
}

const NO_FORM = { form: null, pressed: null } as const;

function decodePress({ data, message }: Interaction, base: Base): Decoded {
  const meaning = readCustomId(data?.custom_id ?? "");
  const token = meaning.kind === "list" ? (data?.values?.[0] ?? "") : meaning.token;
  const isEphemeral = ((message?.flags ?? 0) & FLAGS.ephemeral) !== 0;
  const pressed = message === undefined ? null : messageRef(message.id, isEphemeral);
  const incoming = { ...base, kind: "action", token, message: pressed } as const;
  return { kind: "done", incoming, asked: { press: token }, form: meaning.kind === "form" ? token : null, pressed };
}

function decodeForm({ data }: Interaction, base: Base): Decoded {
  const meaning = readCustomId(data?.custom_id ?? "");
  if (meaning.kind !== "page") return NONE;
  const { token, next } = meaning;
  const answers: Record<string, string> = {};
  for (const { component, components = [] } of data?.components ?? [])
    for (const { custom_id: name, value, values } of [...(component === undefined ? [] : [component]), ...components])
      if (name !== undefined) answers[name] = stripControls(values?.[0] ?? String(value ?? ""));
  const incoming = { ...base, kind: "form", token, answers, ...(next === null ? {} : { next }) } as const;
  return { kind: "done", incoming, asked: { form: token }, ...NO_FORM };
}

function decodeTyping({ data, locale }: Interaction, account: string): Decoded {
  const focused = data?.options?.find((option) => option.focused === true);
  const words = stripControls(String(focused?.value ?? "")).trim();
  return { kind: "typing", account, locale: locale ?? null, words, command: data?.name ?? "" };
}

/** All that people do there is void unless it is acknowledged, and can be answered to the person alone. */
function baseOf({ id, locale, ...where }: Interaction, bot: Bot, account: string) {
  const alone = toConversation({ kind: "person", account });
  const isDirect = where.guild_id === undefined && (where.context ?? DIRECT_WITH_BOT) === DIRECT_WITH_BOT;
  return {
    platform: "discord",
    bot: bot.id,
    eventId: interactionEvent(id),
    account,
    conversation: isDirect ? alone : toConversation(placeOf(where)),
    scope: isDirect ? "direct" : "group",
    localeHint: locale?.slice(0, 64) ?? null,
    unconfirmed: true,
    ...(isDirect ? {} : { alone, aside: true as const, privateChat: privateChatOf(bot) }),
  } as const;
}

function placeOf({ channel_id, channel }: Pick<Interaction, "channel_id" | "channel">): Place {
  const here = channel?.id ?? channel_id ?? "0";
  const parent = channel !== undefined && THREADS.includes(channel.type) ? (channel.parent_id ?? null) : null;
  return { kind: "channel", channel: parent ?? here, thread: parent === null ? null : here };
}
