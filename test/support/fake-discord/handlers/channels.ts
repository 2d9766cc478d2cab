import { type Core, type Handlers, Reply } from "../core.ts";
import { createFormErrors } from "../form-errors.ts";
import { INTENTS } from "../gateway/intents.ts";
import { refusals, violations } from "../refusal.ts";
import { checkChoice, checkText } from "../rules/checks.ts";
import { CHANNEL_TYPES, FLAGS, isRecord } from "../shapes.ts";
import { type Channel, channelShape } from "../world.ts";

const ARCHIVE_MINUTES = [60, 1_440, 4_320, 10_080];
const { publicThread, privateThread, direct } = CHANNEL_TYPES;

/** Channels: looking one up, showing that the bot writes, and threads. */
export function createChannelHandlers({ world, sessions, time }: Core): Handlers {
  const startThread = (parent: Channel, json: unknown, about: { readonly id?: string; readonly type: number }) => {
    const body = isRecord(json) ? json : {};
    const errors = createFormErrors();
    const name = checkText(errors, ["name"], body.name, { min: 1, max: 100, isRequired: true }) ?? "";
    checkChoice(errors, ["auto_archive_duration"], body.auto_archive_duration, ARCHIVE_MINUTES);
    errors.settle();
    if (parent.guild === null || parent.parent !== null) throw violations.wrongChannelType();
    const thread = world.addChannel({ ...about, guild: parent.guild, parent, name, recipient: null, access: "full" });
    const shape = { ...channelShape(thread), newly_created: true };
    sessions.dispatch({ t: "THREAD_CREATE", guildId: parent.guild.id, intents: INTENTS.guilds, d: () => shape });
    return thread;
  };

  return {
    get_channel: ({ params }) => channelShape(world.visible(params.channel_id ?? "")),
    trigger_typing_indicator: ({ params }) => {
      const channel = world.writable(params.channel_id ?? "");
      channel.typingAt = time.now();
      for (const listener of [...channel.listeners]) listener();
    },
    create_thread: ({ params, json }) => {
      const parent = world.writable(params.channel_id ?? "");
      const type = isRecord(json) ? (json.type ?? privateThread) : privateThread;
      if (parent.type === direct || (type !== publicThread && type !== privateThread))
        throw violations.wrongChannelType();
      return new Reply(201, channelShape(startThread(parent, json, { type: Number(type) })));
    },
    create_thread_from_message: ({ params, json }) => {
      const parent = world.writable(params.channel_id ?? "");
      const posted = parent.messages.get(params.message_id ?? "");
      if (posted === undefined || posted.viewer !== null) throw refusals.unknownMessage();
      if (posted.message.thread !== undefined) throw refusals.threadExists();
      // A thread that begins at a message has the message's id.
      const thread = startThread(parent, json, { id: posted.message.id, type: publicThread });
      const { message } = posted;
      world.change(parent, posted, {
        ...message,
        thread: channelShape(thread),
        flags: message.flags | FLAGS.hasThread,
      });
      return new Reply(201, channelShape(thread));
    },
  };
}
