import type { Core, Toast } from "./core.ts";
import { detectEntities } from "./entities.ts";
import { documentShape, photoShape, type StoredFile } from "./files.ts";
import { findImageSize } from "./images.ts";
import { type Content, compact, type InlineButton, type Message, type User } from "./shapes.ts";
import { changedSince, rowsOf, type Shown, shown, shownIn, transcriptOf } from "./shown.ts";
import type { Chat, Posted } from "./world.ts";

type Waiting = { readonly timeout?: number };
type Saying = { readonly replyTo?: Shown | number };
type Picture = {
  readonly bytes?: Buffer;
  readonly width?: number;
  readonly height?: number;
  readonly caption?: string;
};
type Document = {
  readonly name: string;
  readonly mime?: string;
  readonly bytes?: Buffer;
  /** For a file whose bytes do not matter: so many zeros. */
  readonly size?: number;
  readonly caption?: string;
};

/** A press, and what the bot answers to it. */
export type Press = { readonly id: string; readonly toast: (waiting?: Waiting) => Promise<Toast> };

/**
 * A person's place in a chat or topic. What they do reaches the bot as an update. Each `hears` looks at what the bot
 * sent or edited here since the person last did something; it rejects with the transcript after `timeout` (5,000 ms).
 */
export type Seat = {
  readonly says: (text: string, saying?: Saying) => Shown;
  /** Presses a button by its label, its data, or a part of its label; of the latest message that has it, where none is named. */
  readonly presses: (...what: [label: string] | [message: Shown | number, label: string]) => Press;
  readonly sendsDocument: (document: Document) => Shown;
  readonly sendsPhoto: (picture: Picture) => Shown;
  readonly sendsContact: (phone: string, of?: User) => Shown;
  /** Sends anything else, in the fields of Telegram's Message: `{ sticker: { ... } }`. */
  readonly sends: (content: object) => Shown;
  readonly edits: (message: Shown | number, text: string) => Shown;
  readonly hears: {
    (count?: number, waiting?: Waiting): Promise<readonly Shown[]>;
    (predicate: (message: Shown) => boolean, waiting?: Waiting): Promise<Shown>;
  };
  /** What the bot is streaming here, or null; a draft is seen for 30 seconds. */
  readonly draft: () => string | null;
  /** The messages that stand here now, oldest first. */
  readonly shown: () => readonly Shown[];
  readonly transcript: () => string;
};

const DRAFT_MS = 30_000;

export function createSeat(core: Core, user: User, chat: Chat, topic?: number): Seat {
  const { world, queue, files, time } = core;
  let since = world.tick();

  const deliver = (kind: "message" | "edited_message", { message }: Posted): Shown => {
    if (isForBot(core, chat, message)) queue.add(kind, message, chat.shape.id);
    return shown(chat.messages.get(message.message_id) ?? failNoMessage());
  };

  const send = (content: Content, { replyTo }: Saying = {}): Shown => {
    enter(chat);
    since = world.tick();
    const target = replyTo === undefined ? undefined : posted(replyTo).message;
    const extra = compact<Partial<Message>>({ reply_to_message: target });
    return deliver("message", world.post(chat, content, { from: user, topic, extra }));
  };

  const posted = (message: Shown | number): Posted =>
    chat.messages.get(typeof message === "number" ? message : message.id) ?? failNoMessage();

  const press = (target: Posted, button: InlineButton): Press => {
    const { message } = target;
    if (button.callback_data === undefined) throw new Error(`the button "${button.text}" does not ask the bot`);
    since = world.tick();
    const { id, answer } = core.presses.ask();
    const inline = [...core.inlineMessages].find(([, one]) => one.posted === target)?.[0];
    const about = inline === undefined ? { message } : { inline_message_id: inline };
    const query = {
      id,
      from: user,
      ...about,
      chat_instance: `-${Math.abs(chat.shape.id)}77`,
      data: button.callback_data,
    };
    queue.add("callback_query", query, chat.shape.id);
    return { id, toast: ({ timeout = 5_000 } = {}) => within(answer, timeout, "the press was not answered") };
  };

  const fresh = () => changedSince(chat, since, topic);
  const here = () => shownIn(chat, topic);

  return {
    says: (text, saying) => send(textContent(text), saying),
    presses: (...what) => {
      if (what.length === 2) {
        const target = posted(what[0]);
        const seen = typeof what[0] === "number" ? target.message : what[0].message;
        return press(target, findButton([target.message, seen], what[1]) ?? failNoButton(what[1], [target]));
      }
      const all = [...chat.messages.values()].reverse();
      const hit = all.find(({ message }) => findButton([message], what[0]) !== undefined) ?? failNoButton(what[0], all);
      return press(hit, findButton([hit.message], what[0]) ?? failNoButton(what[0], all));
    },
    sendsDocument: ({ caption, ...document }) =>
      send({ document: documentShape(files.add("document", document)), ...captionContent(caption) }),
    sendsPhoto: ({ bytes, width = 1_280, height = 960, caption }) => {
      const image = (bytes && findImageSize(bytes)) ?? { width, height };
      const source = bytes === undefined ? { size: 120_000 } : { bytes };
      const photo: StoredFile = files.add("photo", { name: "photo.jpg", ...source, image });
      return send({ photo: photoShape(photo), ...captionContent(caption) });
    },
    sendsContact: (phone, of = user) =>
      send({
        contact: compact<NonNullable<Content["contact"]>>({
          phone_number: phone,
          first_name: of.first_name,
          last_name: of.last_name,
          user_id: of.id,
        }),
      }),
    sends: (content) => send(content),
    edits: (message, text) => {
      const target = posted(message);
      since = world.tick();
      const { entities: _old, ...rest } = target.message;
      world.change(chat, target, { ...rest, ...textContent(text), edit_date: time.date() });
      return deliver("edited_message", target);
    },
    hears: createHears(chat, fresh, () => transcriptOf(here())),
    draft: () => (chat.draft !== null && chat.draft.at > time.now() - DRAFT_MS ? chat.draft.text : null),
    shown: here,
    transcript: () => transcriptOf(here()),
  };
}

function textContent(text: string): Content {
  if (text === "" || text.length > 4_096) throw new Error("a person's message has 1 to 4,096 UTF-16 units");
  const entities = detectEntities(text);
  return entities.length > 0 ? { text, entities } : { text };
}

function captionContent(caption: string | undefined): Content {
  if (caption === undefined) return {};
  const entities = detectEntities(caption);
  return entities.length > 0 ? { caption, caption_entities: entities } : { caption };
}

/** Writing to a bot makes one known to it. */
function enter(chat: Chat): void {
  if (chat.shape.type === "private" && chat.bot === "kicked")
    throw new Error("this person blocked the bot: unblock it first");
  if (chat.bot === "stranger" && chat.shape.type === "private") chat.bot = "member";
}

/**
 * Whether a message of a group reaches the bot: in privacy mode only commands, mentions and answers to it do, where it
 * is no administrator.
 */
function isForBot({ world: { bot }, profile }: Core, chat: Chat, message: Message): boolean {
  if (chat.shape.type === "private") return true;
  if (chat.bot === "administrator") return true;
  if (chat.bot !== "member" && chat.bot !== "restricted") return false;
  if (!profile.isPrivate || message.reply_to_message?.from?.id === bot.id) return true;
  const text = message.text ?? message.caption ?? "";
  if (message.via_bot?.id === bot.id) return true;
  return (message.entities ?? message.caption_entities ?? []).some(({ type, offset, length }) => {
    const word = text.slice(offset, offset + length).toLowerCase();
    const isOurs = word.endsWith(`@${bot.username?.toLowerCase()}`);
    return (type === "bot_command" && (isOurs || !word.includes("@"))) || (type === "mention" && isOurs);
  });
}

function findButton(messages: readonly Message[], label: string): InlineButton | undefined {
  const buttons = messages.flatMap((message) => rowsOf(message).flat());
  return (
    buttons.find(({ text, callback_data }) => text === label || callback_data === label) ??
    buttons.find(({ text }) => text.includes(label))
  );
}

function failNoMessage(): never {
  throw new Error("there is no such message here (any more)");
}

function failNoButton(label: string, among: readonly Posted[]): never {
  const labels = among.flatMap(({ message }) => rowsOf(message).flat()).map(({ text }) => text);
  throw new Error(`there is no button "${label}" among: ${labels.join(", ")}`);
}

function createHears(chat: Chat, fresh: () => readonly Shown[], transcript: () => string): Seat["hears"] {
  function hears(count?: number, waiting?: Waiting): Promise<readonly Shown[]>;
  function hears(predicate: (message: Shown) => boolean, waiting?: Waiting): Promise<Shown>;
  function hears(
    want: number | ((message: Shown) => boolean) = 1,
    { timeout = 5_000 }: Waiting = {},
  ): Promise<readonly Shown[] | Shown> {
    const find = (): readonly Shown[] | Shown | undefined => {
      const messages = fresh();
      if (typeof want === "function") return messages.find(want);
      return messages.length >= want ? messages : undefined;
    };
    return new Promise((resolve, reject) => {
      const stop = () => {
        clearTimeout(timer);
        chat.listeners.delete(look);
      };
      const look = () => {
        const found = find();
        if (found === undefined) return;
        stop();
        resolve(found);
      };
      const timer = setTimeout(() => {
        stop();
        const what = typeof want === "number" ? `${want} message(s), but ${fresh().length}` : "such a message";
        reject(new Error(`did not hear ${what} within ${timeout} ms; the chat is:\n${transcript()}`));
      }, timeout);
      chat.listeners.add(look);
      look();
    });
  }
  return hears;
}

/** The promise's value, or a rejection after `ms`. */
export function within<T>(promise: Promise<T>, ms: number, why: string): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`${why} within ${ms} ms`)), ms);
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
