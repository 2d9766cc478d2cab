import { badRequest, forbidden } from "./refusal.ts";
import { type ChatShape, type Content, compact, type Message, type User } from "./shapes.ts";
import type { Time } from "./time.ts";

/** Where the bot stands in a chat. A stranger is a person who never wrote to it. */
export type BotStatus = "stranger" | "member" | "administrator" | "restricted" | "left" | "kicked";

export type Topic = { name: string; isClosed: boolean; readonly iconColor: number };

/** A message and what is known of it beside what bots see. */
export type Posted = {
  message: Message;
  readonly isFromBot: boolean;
  readonly hasReplyKeyboard: boolean;
  /** When it was last sent, edited or deleted: in milliseconds, and as the world's count of changes. */
  changedAt: number;
  changedTick: number;
  isDeleted: boolean;
};

export type Chat = {
  readonly shape: ChatShape;
  bot: BotStatus;
  isDeactivated: boolean;
  readonly rights: Set<string>;
  readonly members: Map<number, { readonly user: User; isAdmin: boolean }>;
  readonly messages: Map<number, Posted>;
  readonly topics: Map<number, Topic>;
  /** Every change, oldest first: a message stands here once for its sending, and once for each edit. */
  readonly changes: Posted[];
  readonly listeners: Set<() => void>;
  /** What the bot streams while it writes; the next message of the bot takes its place. */
  draft: { readonly text: string; readonly at: number } | null;
  lastMessageId: number;
};

/** Where a message goes, and what surrounds it. */
export type Placing = {
  readonly from: User;
  readonly topic?: number | undefined;
  readonly hasReplyKeyboard?: boolean;
  readonly extra?: Partial<Message>;
};

export type World = {
  readonly bot: User;
  readonly chats: ReadonlyMap<number, Chat>;
  readonly add: (shape: ChatShape, bot: BotStatus) => Chat;
  readonly find: (id: number | string) => Chat | undefined;
  readonly get: (id: number | string) => Chat;
  /** The chat, where the bot may write in it; otherwise Telegram's refusal. */
  readonly writable: (id: number | string) => Chat;
  readonly post: (chat: Chat, content: Content, placing: Placing) => Posted;
  readonly change: (chat: Chat, posted: Posted, message: Message) => void;
  readonly remove: (chat: Chat, posted: Posted) => void;
  /** The count of changes so far. */
  readonly tick: () => number;
};

export function createWorld(bot: User, time: Time): World {
  const chats = new Map<number, Chat>();
  const byName = new Map<string, Chat>();
  let ticks = 0;
  let privateMessages = 0;

  const note = (chat: Chat, posted: Posted): void => {
    ticks += 1;
    posted.changedAt = time.now();
    posted.changedTick = ticks;
    chat.changes.push(posted);
    for (const listener of [...chat.listeners]) listener();
  };

  const find = (id: number | string): Chat | undefined =>
    typeof id === "number" ? chats.get(id) : byName.get(id.slice(1).toLowerCase());

  const get = (id: number | string): Chat => {
    const chat = find(id);
    if (chat === undefined) throw badRequest("chat not found");
    return chat;
  };

  /** Messages of private chats share one row of numbers; every supergroup has its own. */
  const nextMessageId = (chat: Chat): number => {
    if (chat.shape.type === "private") {
      privateMessages += 1;
      return privateMessages;
    }
    chat.lastMessageId += 1;
    return chat.lastMessageId;
  };

  return {
    bot,
    chats,
    find,
    get,
    tick: () => ticks,
    add: (shape, status) => {
      if (chats.has(shape.id)) throw new Error(`there is a chat ${shape.id} already`);
      const chat: Chat = {
        shape,
        bot: status,
        isDeactivated: false,
        rights: new Set(),
        members: new Map(),
        messages: new Map(),
        topics: new Map(),
        changes: [],
        listeners: new Set(),
        draft: null,
        lastMessageId: 0,
      };
      chats.set(shape.id, chat);
      if (shape.type === "supergroup" && shape.username !== undefined) byName.set(shape.username.toLowerCase(), chat);
      return chat;
    },
    writable: (id) => {
      const chat = get(id);
      refuseUnreachable(chat, chats);
      return chat;
    },
    post: (chat, content, { from, topic, hasReplyKeyboard = false, extra = {} }) => {
      const id = nextMessageId(chat);
      const posted: Posted = {
        message: {
          message_id: id,
          from,
          chat: chat.shape,
          date: time.date(),
          ...placed(chat, topic),
          ...extra,
          ...content,
        },
        isFromBot: from.id === bot.id,
        hasReplyKeyboard,
        changedAt: 0,
        changedTick: 0,
        isDeleted: false,
      };
      chat.messages.set(id, posted);
      if (posted.isFromBot) chat.draft = null;
      note(chat, posted);
      return posted;
    },
    change: (chat, posted, message) => {
      posted.message = message;
      note(chat, posted);
    },
    remove: (chat, posted) => {
      posted.isDeleted = true;
      chat.messages.delete(posted.message.message_id);
      note(chat, posted);
    },
  };
}

/** In a topic every message that answers nothing else is shown as an answer to the message that made the topic. */
function placed(chat: Chat, topic: number | undefined): Partial<Message> {
  if (topic === undefined) return {};
  const root = chat.messages.get(topic)?.message;
  return compact<Partial<Message>>({ message_thread_id: topic, is_topic_message: true, reply_to_message: root });
}

function refuseUnreachable({ shape, bot, isDeactivated }: Chat, chats: ReadonlyMap<number, Chat>): void {
  if (shape.type === "private") {
    if (isDeactivated) throw forbidden("user is deactivated");
    if (bot === "kicked") throw forbidden("bot was blocked by the user");
    if (bot !== "stranger") return;
    if (!isSeenInGroup(shape.id, chats)) throw badRequest("chat not found");
    throw forbidden("bot can't initiate conversation with a user");
  }
  if (bot === "kicked") throw forbidden("bot was kicked from the supergroup chat");
  if (bot === "left" || bot === "stranger") throw forbidden("bot is not a member of the supergroup chat");
  if (bot === "restricted") throw badRequest("not enough rights to send text messages to the chat");
}

function isSeenInGroup(person: number, chats: ReadonlyMap<number, Chat>): boolean {
  return [...chats.values()].some(
    ({ shape, bot, members }) =>
      shape.type === "supergroup" && members.has(person) && bot !== "stranger" && bot !== "left" && bot !== "kicked",
  );
}
