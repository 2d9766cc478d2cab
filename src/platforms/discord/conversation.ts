/**
 * Where a message of Discord belongs: `discord:<channel>[:<thread>]`, or `discord:u<account>` for the direct messages with
 * a person, whose channel the bot can open by itself.
 */
export type Place =
  | { readonly kind: "person"; readonly account: string }
  | { readonly kind: "channel"; readonly channel: string; readonly thread: string | null };

export function toConversation(place: Place): string {
  if (place.kind === "person") return `discord:u${place.account}`;
  return `discord:${place.channel}${place.thread === null ? "" : `:${place.thread}`}`;
}

export function toPlace(conversation: string): Place {
  const [, first = "", thread = null] = conversation.split(":");
  return first.startsWith("u")
    ? { kind: "person", account: first.slice(1) }
    : { kind: "channel", channel: first, thread };
}

/** The id of an event that is an interaction, and of one that is a message: an answer may point to what it answers. */
export function interactionEvent(id: string): string {
  return `i${id}`;
}

export function messageEvent(id: string, editedAt: string | null): string {
  return editedAt === null ? `m${id}` : `m${id}.${Date.parse(editedAt)}`;
}

/** The interaction that a piece answers; null where it answers none. */
export function answeredInteraction(pieceKey: string): string | null {
  return /^discord\/[^/]+\/i(?<id>\d+):/u.exec(pieceKey)?.groups?.id ?? null;
}

/** The message that the first piece of an answer answers; null where it answers none. */
export function answeredMessage(pieceKey: string): string | null {
  return /\/m(?<id>\d+)(?:\.\d+)?:0:0$/u.exec(pieceKey)?.groups?.id ?? null;
}

/**
 * How a message is named in the store: one that only its reader sees can be changed only in answer to that reader, and is
 * known by its `e`.
 */
export function messageRef(id: string, isEphemeral: boolean): string {
  return isEphemeral ? `e${id}` : id;
}

export function isEphemeralRef(message: string): boolean {
  return message.startsWith("e");
}
