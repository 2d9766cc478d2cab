import type { Files } from "./files.ts";
import { INTENTS } from "./gateway/intents.ts";
import { memberShape } from "./gateway/member.ts";
import { messageIntent, type Sessions } from "./gateway/sessions.ts";
import type { Ledger, MessageEntry } from "./ledger.ts";
import type { Draft } from "./rules/message.ts";
import { type Attachment, compact, FLAGS, isRecord, type Json, type Message, type User } from "./shapes.ts";
import type { Channel, Posted, World } from "./world.ts";

/** How a message is put into a channel, beside what it says. */
export type Placing = {
  readonly author: User;
  /** The only person who sees it, of an ephemeral one. */
  readonly viewer?: string | null;
  readonly flags?: number;
  readonly type?: number;
  readonly extra?: Partial<Message>;
};

/** Puts messages into channels: their files are kept, the ledger has their history, and the gateway tells the bot. */
export type Posting = {
  readonly post: (channel: Channel, draft: Draft, placing: Placing) => Posted;
  readonly edit: (channel: Channel, posted: Posted, draft: Draft) => Posted;
  readonly remove: (channel: Channel, posted: Posted) => void;
};

export function createPosting(deps: {
  readonly world: World;
  readonly files: Files;
  readonly ledger: Ledger;
  readonly sessions: Sessions;
  readonly makeId: () => string;
  readonly now: () => number;
}): Posting {
  const { world, files, ledger, sessions, makeId, now } = deps;

  const note = ({ message }: Posted, kind: MessageEntry["changes"][number]["kind"]): void => {
    const { id, channel_id: channel, nonce } = message;
    const known = ledger.messages.get(id);
    const entry = known ?? { id, channel, nonce: nonce === undefined ? null : String(nonce), changes: [], repeats: 0 };
    entry.changes.push({ at: now(), kind, content: message.content });
    ledger.messages.set(id, entry);
  };

  const tell = (t: string, channel: Channel, posted: Posted): void => {
    if (posted.viewer !== null || channel.access === "none") return;
    const guildId = channel.guild?.id ?? null;
    const intents = messageIntent(guildId);
    sessions.dispatch({ t, guildId, intents, d: (own) => seenByBot(world.bot, channel, posted.message, own) });
  };

  const filesOf = (
    channel: Channel,
    { files: { kept, added } }: Draft,
    isEphemeral: boolean,
  ): readonly Attachment[] => [
    ...kept,
    ...added.map(({ upload: { bytes, mime }, name, description }) =>
      files.add(channel.id, { name, bytes, mime, description, isEphemeral }),
    ),
  ];

  return {
    post: (channel, draft, { author, viewer = null, flags = 0, type = 0, extra = {} }) => {
      const attachments = filesOf(channel, draft, viewer !== null);
      const content = draft.content ?? "";
      const message = compact<Message>({
        id: makeId(),
        channel_id: channel.id,
        author,
        content,
        timestamp: new Date(now()).toISOString(),
        edited_timestamp: null,
        tts: false,
        mention_everyone: false,
        mentions: mentioned(world, content, draft.allowedMentions, extra.referenced_message?.author),
        mention_roles: [],
        attachments,
        embeds: linked(draft.embeds ?? [], attachments),
        components: draft.components ?? [],
        pinned: false,
        type,
        flags: (draft.flags ?? 0) | flags,
        nonce: draft.nonce,
        ...extra,
      });
      const posted = world.put(channel, message, { viewer });
      note(posted, "created");
      tell("MESSAGE_CREATE", channel, posted);
      return posted;
    },
    edit: (channel, posted, draft) => {
      const before = posted.message;
      const attachments = filesOf(channel, draft, posted.viewer !== null);
      const content = draft.content ?? before.content;
      const fixed = before.flags & (FLAGS.ephemeral | FLAGS.hasThread | FLAGS.componentsV2);
      const wasLoading = (before.flags & FLAGS.loading) !== 0;
      world.change(channel, posted, {
        ...before,
        content,
        attachments,
        embeds: draft.embeds === undefined ? before.embeds : linked(draft.embeds, attachments),
        components: draft.components ?? before.components,
        mentions: mentioned(world, content, draft.allowedMentions, before.referenced_message?.author),
        flags: (draft.flags ?? before.flags & ~FLAGS.loading) | fixed,
        edited_timestamp: wasLoading ? null : new Date(now()).toISOString(),
      });
      note(posted, "edited");
      tell("MESSAGE_UPDATE", channel, posted);
      return posted;
    },
    remove: (channel, posted) => {
      world.remove(channel, posted);
      note(posted, "deleted");
      const guildId = channel.guild?.id ?? null;
      const d = compact<Json>({ id: posted.message.id, channel_id: channel.id, guild_id: guildId ?? undefined });
      const intents = messageIntent(guildId);
      if (posted.viewer === null && channel.access !== "none")
        sessions.dispatch({ t: "MESSAGE_DELETE", guildId, intents, d: () => d });
    },
  };
}

/** People named in a text as <@id>, and whom it answers, where the writer lets them be notified. */
function mentioned(
  world: World,
  content: string,
  allowed: Record<string, unknown> | undefined,
  answered: User | undefined,
): readonly User[] {
  const named = [...content.matchAll(/<@!?(\d+)>/gu)].map(([, id]) => id ?? "");
  const parse = Array.isArray(allowed?.parse) ? allowed.parse : [];
  const users = Array.isArray(allowed?.users) ? allowed.users : [];
  const isHeard = (id: string) => allowed === undefined || parse.includes("users") || users.includes(id);
  const isAnswerHeard = answered !== undefined && (allowed === undefined || allowed.replied_user === true);
  const ids = new Set([...named.filter(isHeard), ...(isAnswerHeard ? [answered.id] : [])]);
  return [...ids].flatMap((id) => (id === world.bot.id ? world.bot : (world.accounts.get(id)?.user ?? [])));
}

/** Discord puts its own address in the place of attachment://name. */
function linked<T>(value: T, attachments: readonly Attachment[]): T {
  const swap = (one: unknown): unknown => {
    if (Array.isArray(one)) return one.map(swap);
    if (isRecord(one)) return Object.fromEntries(Object.entries(one).map(([key, inner]) => [key, swap(inner)]));
    const name = typeof one === "string" ? /^attachment:\/\/(.+)$/u.exec(one)?.[1] : undefined;
    return name === undefined ? one : (attachments.find(({ filename }) => filename === name)?.url ?? one);
  };
  return swap(value) as T;
}

/** A message as the gateway shows it: what people wrote is empty, unless it is for the bot or the bot has the intent. */
function seenByBot(bot: User, channel: Channel, message: Message, intents: number): Json {
  const place =
    channel.guild === null ? { channel_type: channel.type } : { guild_id: channel.guild.id, member: memberShape() };
  const isOwn = message.author.id === bot.id || message.mentions.some(({ id }) => id === bot.id);
  const isOpen = channel.guild === null || isOwn || (intents & INTENTS.messageContent) !== 0;
  return { ...message, ...place, ...(isOpen ? {} : { content: "", embeds: [], attachments: [], components: [] }) };
}
