import type { Core, Method, Methods } from "../core.ts";
import { findInteger, findString, getChatId, getInteger, getString, type Params } from "../params.ts";
import { badRequest, violation } from "../refusal.ts";
import type { Content, User } from "../shapes.ts";
import type { Chat, Topic } from "../world.ts";

const COLOURS = [7_322_096, 16_766_590, 13_338_331, 9_367_192, 16_749_490, 16_478_047];
const FIRST_COLOUR = 7_322_096;
const LONGEST_NAME = 128;

/** The topics of a forum. */
export function createTopicMethods(core: Core): Methods {
  const { world } = core;

  const forum = (params: Params): Chat => {
    const chat = world.writable(getChatId(params));
    if (chat.shape.is_forum !== true) throw badRequest("the chat is not a forum");
    if (!chat.rights.has("can_manage_topics")) throw badRequest("not enough rights to manage topics");
    return chat;
  };

  /** Changes a topic, and says so in it as Telegram does. */
  const revise =
    (change: (topic: Topic, params: Params) => Content): Method =>
    (params) => {
      const chat = forum(params);
      const id = getInteger(params, "message_thread_id");
      const topic = chat.topics.get(id);
      if (topic === undefined) throw badRequest("message thread not found");
      world.post(chat, change(topic, params), { from: world.bot, topic: id });
      return true;
    };

  const closing = (isClosed: boolean, content: Content) =>
    revise((topic) => {
      if (topic.isClosed === isClosed) throw badRequest("TOPIC_NOT_MODIFIED");
      topic.isClosed = isClosed;
      return content;
    });

  return {
    createForumTopic: (params) => {
      const name = readName(getString(params, "name"));
      const iconColor = findInteger(params, "icon_color") ?? FIRST_COLOUR;
      if (!COLOURS.includes(iconColor)) throw violation("TOPIC_ICON_COLOR_INVALID");
      const chat = forum(params);
      return { message_thread_id: openTopic(core, chat, name, world.bot, iconColor), name, icon_color: iconColor };
    },
    editForumTopic: revise((topic, params) => {
      const name = readName(findString(params, "name") ?? "");
      if (name === "" || name === topic.name) throw badRequest("TOPIC_NOT_MODIFIED");
      topic.name = name;
      return { forum_topic_edited: { name } };
    }),
    closeForumTopic: closing(true, { forum_topic_closed: {} }),
    reopenForumTopic: closing(false, { forum_topic_reopened: {} }),
  };
}

/** Makes a topic; its id is that of the message that says so. */
export function openTopic({ world }: Core, chat: Chat, name: string, from: User, iconColor = FIRST_COLOUR): number {
  const id = chat.lastMessageId + 1;
  chat.topics.set(id, { name, isClosed: false, iconColor });
  const content: Content = { forum_topic_created: { name, icon_color: iconColor } };
  world.post(chat, content, { from, extra: { message_thread_id: id, is_topic_message: true } });
  return id;
}

function readName(name: string): string {
  if (name.length > LONGEST_NAME) throw violation("TOPIC_TITLE_INVALID: at most 128 characters");
  return name.trim();
}
