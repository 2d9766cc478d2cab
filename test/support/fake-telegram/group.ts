import type { Core } from "./core.ts";
import { botMember } from "./membership.ts";
import { openTopic } from "./methods/topics.ts";
import type { Person, Place } from "./person.ts";
import type { ChatShape } from "./shapes.ts";
import { type Shown, shownIn, transcriptOf } from "./shown.ts";
import type { BotStatus } from "./world.ts";

/** What an administrator may do here, where nothing else is said. */
const RIGHTS = ["can_manage_chat", "can_delete_messages", "can_manage_topics", "can_pin_messages"];

/** A supergroup. Everything that happens to the bot in it reaches the bot as my_chat_member. */
export type Group = Place & {
  readonly addsBot: (by: Person) => void;
  readonly promotesBot: (by: Person, rights?: readonly string[]) => void;
  readonly restrictsBot: (by: Person) => void;
  readonly kicksBot: (by: Person) => void;
  readonly promotes: (person: Person) => void;
  /** Makes a topic by a person's hand. */
  readonly opensTopic: (name: string, by: Person) => Required<Place>;
  readonly shown: () => readonly Shown[];
  readonly transcript: () => string;
};

export function createGroup(core: Core, shape: ChatShape): Group {
  const { world, queue, time } = core;
  const chat = world.add(shape, "left");

  const turn = (by: Person, next: BotStatus, rights: readonly string[] = []): void => {
    by.in({ chatId: shape.id });
    const before = botMember(world.bot, chat);
    chat.bot = next;
    chat.rights.clear();
    for (const right of rights) chat.rights.add(right);
    const body = {
      chat: shape,
      from: by.user,
      date: time.date(),
      old_chat_member: before,
      new_chat_member: botMember(world.bot, chat),
    };
    queue.add("my_chat_member", body, shape.id);
  };

  return {
    chatId: shape.id,
    addsBot: (by) => {
      turn(by, "member");
      const { message } = world.post(chat, { new_chat_members: [world.bot] }, { from: by.user });
      queue.add("message", message, shape.id);
    },
    promotesBot: (by, rights = RIGHTS) => turn(by, "administrator", rights),
    restrictsBot: (by) => turn(by, "restricted"),
    kicksBot: (by) => turn(by, "kicked"),
    promotes: ({ user }) => {
      chat.members.set(user.id, { user, isAdmin: true });
    },
    opensTopic: (name, by) => {
      by.in({ chatId: shape.id });
      const topic = openTopic(core, chat, name, by.user);
      const posted = chat.messages.get(topic);
      if (posted !== undefined && chat.bot !== "left") queue.add("message", posted.message, shape.id);
      return { chatId: shape.id, topic };
    },
    shown: () => shownIn(chat, undefined),
    transcript: () => transcriptOf(shownIn(chat, undefined)),
  };
}
