import { refusals } from "./refusal.ts";
import { CHANNEL_TYPES, type Json, type Message, type User } from "./shapes.ts";

/** A message and what is known of it beside what bots see. */
export type Posted = {
  message: Message;
  /** The only person who sees it, of an ephemeral one. */
  readonly viewer: string | null;
  readonly isFromBot: boolean;
  /** When it was last sent, edited or deleted: in milliseconds, and as the world's count of changes. */
  changedAt: number;
  changedTick: number;
  isDeleted: boolean;
};

/** What the bot may do in a channel: everything, only read, or not even see it. */
export type Access = "full" | "read" | "none";

export type Channel = {
  readonly id: string;
  readonly type: number;
  readonly guild: Guild | null;
  readonly parent: Channel | null;
  readonly name: string;
  /** The person at the other end of a direct channel. */
  readonly recipient: User | null;
  access: Access;
  readonly messages: Map<string, Posted>;
  /** Every change, oldest first: a message stands here once for its sending, and once for each edit. */
  readonly changes: Posted[];
  readonly listeners: Set<() => void>;
  /** Whether the person at the other end ever wrote or used the bot there. */
  isOpened: boolean;
  /** When the bot last showed that it is writing, in milliseconds; that is seen for 10 seconds. */
  typingAt: number | null;
};

export type Guild = {
  readonly id: string;
  readonly name: string;
  /** The language that the guild's owner chose: one of Discord's locales. */
  readonly locale: string;
  readonly ownerId: string;
  readonly members: Map<string, User>;
  readonly channels: Channel[];
};

/** A person as Discord knows them; `acceptsDirect` is their setting for direct messages. */
export type Account = { readonly user: User; readonly locale: string; acceptsDirect: boolean };

type NewChannel = Omit<Channel, "messages" | "changes" | "listeners" | "isOpened" | "typingAt" | "id"> & {
  readonly id?: string;
};

export type World = {
  readonly bot: User;
  readonly guilds: readonly Guild[];
  readonly channels: ReadonlyMap<string, Channel>;
  readonly accounts: Map<string, Account>;
  readonly addGuild: (guild: Guild) => void;
  /** The bot is no member any more, and sees no channel of it. */
  readonly removeGuild: (guild: Guild) => void;
  readonly addChannel: (channel: NewChannel) => Channel;
  /** The direct channel of a person and the bot; it is made where it is not there yet. */
  readonly directOf: (user: User) => Channel;
  /** The channel, where the bot may see it; otherwise Discord's refusal. */
  readonly visible: (id: string) => Channel;
  /** The channel, where the bot may write in it; otherwise Discord's refusal. */
  readonly writable: (id: string) => Channel;
  readonly put: (channel: Channel, message: Message, placing: { readonly viewer: string | null }) => Posted;
  readonly change: (channel: Channel, posted: Posted, message: Message) => void;
  readonly remove: (channel: Channel, posted: Posted) => void;
  /** The count of changes so far. */
  readonly tick: () => number;
};

export function createWorld(bot: User, now: () => number, makeId: () => string): World {
  const guilds: Guild[] = [];
  const channels = new Map<string, Channel>();
  const accounts = new Map<string, Account>();
  const direct = new Map<string, Channel>();
  let ticks = 0;

  const note = (channel: Channel, posted: Posted): void => {
    ticks += 1;
    posted.changedAt = now();
    posted.changedTick = ticks;
    channel.changes.push(posted);
    for (const listener of [...channel.listeners]) listener();
  };

  const addChannel: World["addChannel"] = (given) => {
    const channel: Channel = {
      ...given,
      id: given.id ?? makeId(),
      messages: new Map(),
      changes: [],
      listeners: new Set(),
      isOpened: false,
      typingAt: null,
    };
    channels.set(channel.id, channel);
    if (channel.guild !== null && channel.parent === null) channel.guild.channels.push(channel);
    return channel;
  };

  const visible = (id: string): Channel => {
    const channel = channels.get(id);
    if (channel === undefined) throw refusals.unknownChannel();
    if (channel.access === "none") throw refusals.missingAccess();
    return channel;
  };

  return {
    bot,
    guilds,
    channels,
    accounts,
    addGuild: (guild) => guilds.push(guild),
    removeGuild: (guild) => {
      guilds.splice(guilds.indexOf(guild), 1);
      for (const channel of channels.values()) if (channel.guild === guild) channel.access = "none";
    },
    addChannel,
    directOf: (user) => {
      const known = direct.get(user.id);
      if (known !== undefined) return known;
      const made = addChannel({
        type: CHANNEL_TYPES.direct,
        guild: null,
        parent: null,
        name: "",
        recipient: user,
        access: "full",
      });
      direct.set(user.id, made);
      return made;
    },
    visible,
    writable: (id) => {
      const channel = visible(id);
      if (channel.access === "read") throw refusals.missingPermissions();
      if (channel.recipient !== null) refuseUnreachable(channel.recipient, channel, accounts, guilds);
      return channel;
    },
    put: (channel, message, { viewer }) => {
      const isFromBot = message.author.id === bot.id;
      const posted: Posted = { message, viewer, isFromBot, changedAt: 0, changedTick: 0, isDeleted: false };
      channel.messages.set(message.id, posted);
      if (isFromBot) channel.typingAt = null;
      note(channel, posted);
      return posted;
    },
    change: (channel, posted, message) => {
      posted.message = message;
      note(channel, posted);
    },
    remove: (channel, posted) => {
      posted.isDeleted = true;
      channel.messages.delete(posted.message.id);
      note(channel, posted);
    },
    tick: () => ticks,
  };
}

/** Who wrote to the bot or used it, or shares a guild with it, can be written to, unless they closed their direct messages. */
function refuseUnreachable(
  { id }: User,
  channel: Channel,
  accounts: ReadonlyMap<string, Account>,
  guilds: readonly Guild[],
): void {
  if (accounts.get(id)?.acceptsDirect === false) throw refusals.cannotSendToUser();
  if (!channel.isOpened && !guilds.some(({ members }) => members.has(id))) throw refusals.noMutualGuilds();
}

/** A channel in Discord's shape. */
export function channelShape({ id, type, guild, parent, name, recipient }: Channel): Json {
  if (recipient !== null) return { id, type, recipients: [recipient], last_message_id: null, flags: 0 };
  return {
    id,
    type,
    guild_id: guild?.id,
    name,
    parent_id: parent?.id ?? null,
    position: 0,
    permission_overwrites: [],
    nsfw: false,
    topic: null,
    last_message_id: null,
    rate_limit_per_user: 0,
    flags: 0,
    ...(parent === null
      ? {}
      : { owner_id: guild?.ownerId, message_count: 0, member_count: 1, thread_metadata: THREAD }),
  };
}

const THREAD = {
  archived: false,
  auto_archive_duration: 1_440,
  archive_timestamp: new Date(0).toISOString(),
  locked: false,
};
