/** The chats that Telegram wants left alone for a while, as it said when it refused something other than a message. */
export type Rests = {
  readonly note: (chat: number, ms: number) => void;
  /** Milliseconds until the chat may be written to. */
  readonly waitMs: (chat: number) => number;
};

/** @param now milliseconds since any fixed instant. */
export function createRests(now: () => number = () => performance.now()): Rests {
  const until = new Map<number, number>();
  return {
    note: (chat, ms) => {
      for (const [other, end] of until) if (end <= now()) until.delete(other);
      until.set(chat, Math.max(now() + ms, until.get(chat) ?? 0));
    },
    waitMs: (chat) => Math.max(0, (until.get(chat) ?? 0) - now()),
  };
}
