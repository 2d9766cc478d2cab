import type { Core, InlineResults } from "./core.ts";
import { detectEntities } from "./entities.ts";
import { botMember } from "./membership.ts";
import { type BotCommand, shownCommands } from "./profile.ts";
import { createSeat, type Seat, within } from "./seat.ts";
import { compact, type InlineKeyboard, isRecord, type Message, type User } from "./shapes.ts";
import { type Shown, shown } from "./shown.ts";
import type { Chat } from "./world.ts";

/** A group or one of its topics. */
export type Place = { readonly chatId: number; readonly topic?: number };

/** Someone with Telegram on the phone: a seat in the private chat with the bot, and what they can do elsewhere. */
export type Person = Seat & {
  readonly user: User;
  /** The private chat with the bot; Telegram gives it the person's own id. */
  readonly chatId: number;
  /** Opens the bot by its link: `/start`, or `/start payload`. */
  readonly startsWith: (payload?: string) => Shown;
  readonly blocks: () => void;
  readonly unblocks: () => void;
  readonly deletesAccount: () => void;
  /** The seat in a group or topic; sitting down there joins the group. */
  readonly in: (place: Place) => Seat;
  /** The commands that the menu of the private chat shows. */
  readonly menu: () => readonly BotCommand[];
  /** Types `@bot query` somewhere. */
  readonly types: (query: string, offset?: string) => InlineQuery;
};

/** An inline query: its results, and the choice of one, which is sent to a place (or the private chat). */
export type InlineQuery = {
  readonly id: string;
  readonly results: (waiting?: { readonly timeout?: number }) => Promise<InlineResults>;
  readonly chooses: (resultId: string, place?: Place) => Promise<Shown>;
};

export function createPerson(core: Core, user: User): Person {
  const { world, queue, time } = core;
  const { id, first_name, last_name, username } = user;
  const shape = compact<Chat["shape"]>({ id, type: "private", first_name, last_name, username });
  const chat = world.add(shape, "stranger");
  chat.members.set(id, { user, isAdmin: false });
  const seat = createSeat(core, user, chat);
  const seats = new Map<string, Seat>();

  const turn = (next: "member" | "kicked"): void => {
    if (chat.bot === next) throw new Error(`the bot is "${next}" already`);
    const [before, after] = [botMember(world.bot, chat), botMember(world.bot, { ...chat, bot: next })];
    chat.bot = next;
    const body = { chat: shape, from: user, date: time.date(), old_chat_member: before, new_chat_member: after };
    queue.add("my_chat_member", body, id);
  };

  const join = ({ chatId, topic }: Place): Seat => {
    const group = world.get(chatId);
    if (!group.members.has(id)) group.members.set(id, { user, isAdmin: false });
    const key = `${chatId}:${topic ?? ""}`;
    const made = seats.get(key) ?? createSeat(core, user, group, topic);
    seats.set(key, made);
    return made;
  };

  const send = async (
    query: string,
    asked: Promise<InlineResults>,
    resultId: string,
    place?: Place,
  ): Promise<Shown> => {
    const result = (await asked).results.find((one) => one.id === resultId);
    if (result === undefined || !isRecord(result.input_message_content))
      throw new Error(`there is no result "${resultId}"`);
    const text = String(result.input_message_content.message_text);
    const keyboard = result.reply_markup as InlineKeyboard | undefined;
    const target = place === undefined ? chat : world.get(place.chatId);
    const extra = compact<Partial<Message>>({ via_bot: world.bot, reply_markup: keyboard });
    const content = { text, entities: detectEntities(text) };
    const posted = world.post(target, content, { from: user, topic: place?.topic, extra });
    const inlineId = keyboard === undefined ? undefined : `BAAAA${target.shape.id}_${posted.message.message_id}`;
    if (inlineId !== undefined) core.inlineMessages.set(inlineId, { chat: target, posted });
    const chosen = compact({ result_id: resultId, from: user, query, inline_message_id: inlineId });
    queue.add("chosen_inline_result", chosen, id);
    return shown(posted);
  };

  return {
    ...seat,
    user,
    chatId: id,
    startsWith: (payload) => {
      if (payload !== undefined && !/^[\w-]{1,64}$/u.test(payload))
        throw new Error("a start payload is [A-Za-z0-9_-]{1,64}");
      if (chat.bot === "kicked") turn("member");
      return seat.says(payload === undefined ? "/start" : `/start ${payload}`);
    },
    blocks: () => turn("kicked"),
    unblocks: () => turn("member"),
    deletesAccount: () => {
      chat.isDeactivated = true;
    },
    in: join,
    menu: () => shownCommands(core.profile, [`chat:${id}`, "all_private_chats", "default"], user.language_code ?? ""),
    types: (query, offset = "") => {
      const { id: queryId, answer } = core.inlineQueries.ask();
      queue.add("inline_query", { id: queryId, from: user, query, offset, chat_type: "sender" }, id);
      const results = ({ timeout = 5_000 } = {}) => within(answer, timeout, "the inline query was not answered");
      return { id: queryId, results, chooses: (resultId, place) => send(query, results(), resultId, place) };
    },
  };
}
