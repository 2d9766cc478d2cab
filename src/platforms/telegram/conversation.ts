/** Where a message of Telegram belongs: `telegram:<chat>[:<topic>]`. A group's id is negative. */
export type Place = { readonly chat: number; readonly topic: number | null };

export function toConversation({ chat, topic }: Place): string {
  return `telegram:${chat}${topic === null ? "" : `:${topic}`}`;
}

export function toPlace(conversation: string): Place {
  const [, chat, topic] = conversation.split(":");
  return { chat: Number(chat), topic: topic === undefined ? null : Number(topic) };
}

/** The id of an event about a message. It carries the message, so that an answer in a group can point to it. */
export function eventIdOf(update: number, message: number): string {
  return `${update}.${message}`;
}

/** The message that the first piece of an answer answers; null where it answers none. */
export function answeredMessage(pieceKey: string): number | null {
  const message = /\/\d+\.(?<message>\d+):0:0$/u.exec(pieceKey)?.groups?.message;
  return message === undefined ? null : Number(message);
}
