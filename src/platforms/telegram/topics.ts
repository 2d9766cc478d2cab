import type { TelegramApi } from "./api.ts";
import { readFault } from "./fault.ts";

/** The topics that are opened for messages which begin one. */
export type Topics = {
  /**
   * Opens a topic for a message, once however often the message is tried; null where the group has none or does not let
   * the bot open one.
   *
   * @throws the fault of a call that Telegram may take later.
   */
  readonly open: (message: string, chat: number, name: string) => Promise<number | null>;
  /** Forgets what was opened for a message that stands there now. */
  readonly close: (message: string) => void;
};

/** The longest name of a topic, in UTF-16 units. */
const LONGEST_NAME = 128;

export function createTopics(api: TelegramApi): Topics {
  const opened = new Map<string, number>();
  return {
    open: async (message, chat, name) => {
      const known = opened.get(message);
      if (known !== undefined) return known;
      try {
        const topic = await api.createForumTopic({ chat_id: chat, name: name.slice(0, LONGEST_NAME).toWellFormed() });
        opened.set(message, topic.message_thread_id);
        return topic.message_thread_id;
      } catch (error) {
        const fault = readFault(error);
        if (fault.kind !== "answered" || fault.code !== 400) throw error;
        return null;
      }
    },
    close: (message) => void opened.delete(message),
  };
}
