import type { Core } from "../core.ts";
import type { Interaction } from "../interactions.ts";
import type { Json, User } from "../shapes.ts";
import type { Channel, Posted } from "../world.ts";
import { commandData, findTyped, type OptionValues } from "./command-data.ts";
import { type Found, findButton, findSelect, pickedValues } from "./find-component.ts";
import { sendInteraction } from "./interaction-event.ts";
import { type FieldValues, modalData } from "./modal-data.ts";
import { changedSince, type Shown, shown, shownIn, transcriptOf } from "./shown.ts";
import { createTyping, createUse, type Typing, type Use } from "./use.ts";
import { type Waiting, waitFor } from "./waiting.ts";

type Saying = {
  readonly replyTo?: Shown;
  readonly files?: readonly { readonly name: string; readonly bytes: Buffer }[];
};

/**
 * A person's place in a channel, or in their direct messages with the bot. What they do reaches the bot over the
 * gateway. Each `hears` looks at what the bot sent or edited here since the person last did something; it rejects with
 * the transcript after `timeout` (5,000 ms). All throw where Discord's client would not let a person do it.
 */
export type Seat = {
  readonly channelId: string;
  readonly says: (text: string, saying?: Saying) => Shown;
  /** Runs `/command`, or `/command sub`, with options by name. */
  readonly runs: (command: string, options?: OptionValues) => Use;
  /** Types into an option that has autocomplete. */
  readonly types: (command: string, option: string, text: string, others?: OptionValues) => Typing;
  /** Presses a button by its label, its `custom_id`, or a part of its label; the latest, where no message is named. */
  readonly presses: (...what: [label: string] | [message: Shown, label: string]) => Use;
  /** Picks options by their labels, of the latest select that has them; `name` is its placeholder or `custom_id`. */
  readonly picks: (options: string | readonly string[], name?: string) => Use;
  /** Fills and sends the form that was opened last, or by `use`. */
  readonly fills: (values: FieldValues, use?: Use) => Use;
  readonly edits: (message: Shown, text: string) => Shown;
  readonly hears: {
    (count?: number, waiting?: Waiting): Promise<readonly Shown[]>;
    (predicate: (message: Shown) => boolean, waiting?: Waiting): Promise<Shown>;
  };
  /** Whether the bot is shown as writing; that passes after 10 seconds, or with a message. */
  readonly seesWriting: () => boolean;
  /** The messages that the person sees now, oldest first. */
  readonly shown: () => readonly Shown[];
  readonly transcript: () => string;
};

const WRITING_MS = 10_000;

export function createSeat(core: Core, user: User, channel: Channel): Seat {
  const { world, interactions, files, commands, posting, time } = core;
  const locale = world.accounts.get(user.id)?.locale ?? "en-US";
  const place = { channel, locale, files };
  let since = world.tick();

  const here = () => shownIn(channel, user.id);
  const seen = () => [...channel.messages.values()].filter(({ viewer }) => viewer === null || viewer === user.id);
  const fresh = () => changedSince(channel, since, user.id);

  const act = (
    kind: Interaction["kind"],
    about: { readonly name: string; readonly source?: Posted | null; readonly focused?: number },
    data: Json,
  ): Interaction => {
    if (channel.guild !== null && !world.guilds.includes(channel.guild))
      throw new Error("the bot is not in this guild");
    since = world.tick();
    channel.isOpened = true;
    const { name, source = null, focused = null } = about;
    const interaction = interactions.open({ kind, name, user, channel, source, focused });
    sendInteraction(core, interaction, data);
    return interaction;
  };

  const use = ({ posted, component }: Found, more: Json): Use => {
    const { type, id, custom_id = "" } = component;
    const data = { component_type: type, id, custom_id, ...more };
    return createUse(act("component", { name: custom_id, source: posted }, data));
  };

  return {
    channelId: channel.id,
    says: (text, { replyTo, files: given = [] } = {}) => {
      if (text === "" && given.length === 0) throw new Error("a person's message says something or has a file");
      since = world.tick();
      channel.isOpened = true;
      const added = given.map(({ name, bytes }) => ({
        upload: { name, bytes, mime: undefined },
        name,
        description: undefined,
      }));
      const draft = { content: text, files: { kept: [], added }, isNonceEnforced: false, isReplyNeeded: false };
      const target = replyTo?.message;
      const reply = target && { message_reference: { channel_id: channel.id, message_id: target.id } };
      const extra = target && reply ? { ...reply, referenced_message: target } : {};
      return shown(posting.post(channel, draft, { author: user, type: target === undefined ? 0 : 19, extra }));
    },
    edits: ({ id, message }, text) => {
      const posted = channel.messages.get(id);
      if (posted === undefined || message.author.id !== user.id)
        throw new Error("one can edit only one's own messages");
      since = world.tick();
      const draft = { content: text, files: { kept: message.attachments, added: [] } };
      return shown(posting.edit(channel, posted, { ...draft, isNonceEnforced: false, isReplyNeeded: false }));
    },
    runs: (command, options = {}) => {
      const data = commandData(findTyped(commands, place, command), options, place);
      return createUse(act("command", { name: command }, data));
    },
    types: (command, option, text, others = {}) => {
      const typed = findTyped(commands, place, command);
      const definition = typed.options.find(({ name }) => name === option);
      if (definition?.autocomplete !== true) throw new Error(`"${option}" of "${command}" has no autocomplete`);
      const data = commandData(typed, { ...others, [option]: text }, place, option);
      return createTyping(act("autocomplete", { name: command, focused: definition.type }, data));
    },
    presses: (...what) => {
      const [message, label] = what.length === 2 ? what : [undefined, what[0]];
      return use(
        findButton(message === undefined ? seen() : seen().filter((one) => one.message.id === message.id), label),
        {},
      );
    },
    picks: (options, name) => {
      const labels = [options].flat();
      const found = findSelect(seen(), labels, name);
      return use(found, { values: pickedValues(found.component, labels) });
    },
    fills: (values, given) => {
      const isOpen = (one: Interaction) => one.user.id === user.id && one.channel === channel && one.modal !== null;
      const opener = given?.interaction ?? interactions.all.findLast(isOpen);
      if (opener?.modal == null) throw new Error("no form is open");
      const data = modalData(opener.modal, values, place);
      return createUse(act("modal", { name: opener.modal.custom_id, source: opener.source }, data));
    },
    hears: createHears(channel, fresh, () => transcriptOf(here())),
    seesWriting: () => channel.typingAt !== null && channel.typingAt > time.now() - WRITING_MS,
    shown: here,
    transcript: () => transcriptOf(here()),
  };
}

function createHears(channel: Channel, fresh: () => readonly Shown[], transcript: () => string): Seat["hears"] {
  function hears(count?: number, waiting?: Waiting): Promise<readonly Shown[]>;
  function hears(predicate: (message: Shown) => boolean, waiting?: Waiting): Promise<Shown>;
  function hears(
    want: number | ((message: Shown) => boolean) = 1,
    waiting: Waiting = {},
  ): Promise<readonly Shown[] | Shown> {
    const find = (): readonly Shown[] | Shown | undefined => {
      const messages = fresh();
      if (typeof want === "function") return messages.find(want);
      return messages.length >= want ? messages : undefined;
    };
    const what = () => (typeof want === "number" ? `${want} message(s), but ${fresh().length}` : "such a message");
    return waitFor(
      channel.listeners,
      find,
      () => `did not hear ${what()}; the channel is:\n${transcript()}\n`,
      waiting,
    );
  }
  return hears;
}
