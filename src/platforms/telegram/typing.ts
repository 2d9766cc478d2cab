import { type Clock, MINUTE, SECOND } from "../../shared/clock.ts";
import type { Logger } from "../../shared/logger.ts";
import type { TelegramApi } from "./api.ts";
import { toPlace } from "./conversation.ts";
import { readFault } from "./fault.ts";
import type { Rests } from "./rests.ts";

/** "typing ..." in a chat, from the moment that a message is saved until its answer is sent. */
export type Typing = {
  readonly begin: (conversation: string) => void;
  readonly end: (conversation: string) => void;
  readonly stop: () => void;
};

export type TypingDeps = {
  readonly api: TelegramApi;
  readonly rests: Rests;
  readonly clock: Clock;
  readonly log: Logger;
};

/** Telegram shows it for five seconds. */
const RENEW_MS = 4 * SECOND;
/** An answer that takes longer is late for a reason that no sign of life mends. */
const LONGEST_MS = MINUTE;
/** So many at once and in a second: a rush must not use up what Telegram lets us send. Renewals give way to first signs. */
const IN_FLIGHT = 8;
const PER_SECOND = { first: 25, renewal: 5 } as const;
/** When a first sign that had to give way is tried again. */
const AGAIN_MS = 250;

type Turn = keyof typeof PER_SECOND;

export function createTyping({ api, rests, clock, log }: TypingDeps): Typing {
  const open = new Map<string, AbortController>();
  let inFlight = 0;
  let taken: number[] = [];

  const mayShow = (turn: Turn): boolean => {
    const now = performance.now();
    taken = taken.filter((at) => at > now - SECOND);
    return inFlight < IN_FLIGHT && taken.length < PER_SECOND[turn];
  };

  /** Resolves to false where it had to give way. */
  const show = async (conversation: string, turn: Turn): Promise<boolean> => {
    const { chat, topic } = toPlace(conversation);
    if (!mayShow(turn) || rests.waitMs(chat) > 0) return false;
    taken.push(performance.now());
    inFlight += 1;
    const where = topic === null ? { chat_id: chat } : { chat_id: chat, message_thread_id: topic };
    try {
      await api.sendChatAction({ ...where, action: "typing" });
    } catch (error) {
      const fault = readFault(error);
      if (fault.kind === "answered" && fault.retryAfterMs !== null) rests.note(chat, fault.retryAfterMs);
      log.debug({ reason: fault.description }, "no sign of life was shown");
    }
    inFlight -= 1;
    return true;
  };

  const run = async (conversation: string, signal: AbortSignal): Promise<void> => {
    const until = performance.now() + LONGEST_MS;
    let turn: Turn = "first";
    while (!signal.aborted && performance.now() < until) {
      if (await show(conversation, turn)) turn = "renewal";
      await clock.sleep(turn === "first" ? AGAIN_MS : RENEW_MS, signal);
    }
    if (!signal.aborted) open.delete(conversation);
  };

  const end = (conversation: string): void => {
    open.get(conversation)?.abort();
    open.delete(conversation);
  };

  return {
    begin: (conversation) => {
      end(conversation);
      const controller = new AbortController();
      open.set(conversation, controller);
      void run(conversation, controller.signal);
    },
    end,
    stop: () => {
      for (const conversation of [...open.keys()]) end(conversation);
    },
  };
}
