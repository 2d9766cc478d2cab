import { type Clock, MINUTE, SECOND } from "../../shared/clock.ts";
import { createKeyedTasks, type KeyedTasks } from "../../shared/keyed-tasks.ts";
import type { Logger } from "../../shared/logger.ts";
import type { TelegramApi } from "./api.ts";
import { type Place, toPlace } from "./conversation.ts";
import { readFault } from "./fault.ts";
import type { Rests } from "./rests.ts";

/** "typing ..." in a chat, from the moment that a message is saved until its answer is sent; by conversation. */
export type Typing = KeyedTasks & {
  /** Resolves when no sign is on its way, or it takes long: what Telegram says of it may concern the chat's next message. */
  readonly settled: (conversation: string) => Promise<void>;
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
/** How long a message waits for the sign of life before it. */
const PATIENCE_MS = 0.5 * SECOND;
/** When a first sign that had to give way is tried again. */
const AGAIN_MS = 250;

type Turn = keyof typeof PER_SECOND;

export function createTyping({ api, rests, clock, log }: TypingDeps): Typing {
  const underWay = new Map<string, Promise<void>>();
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
    const call = sendSign({ chat, topic });
    underWay.set(conversation, call);
    await call;
    if (underWay.get(conversation) === call) underWay.delete(conversation);
    inFlight -= 1;
    return true;
  };

  const sendSign = async ({ chat, topic }: Place): Promise<void> => {
    const where = topic === null ? { chat_id: chat } : { chat_id: chat, message_thread_id: topic };
    try {
      await api.sendChatAction({ ...where, action: "typing" });
    } catch (error) {
      const fault = readFault(error);
      if (fault.kind === "answered" && fault.retryAfterMs !== null) rests.note(chat, fault.retryAfterMs);
      log.debug({ reason: fault.description }, "no sign of life was shown");
    }
  };

  const run = async (conversation: string, signal: AbortSignal): Promise<void> => {
    const until = performance.now() + LONGEST_MS;
    let turn: Turn = "first";
    while (!signal.aborted && performance.now() < until) {
      if (await show(conversation, turn)) turn = "renewal";
      await clock.sleep(turn === "first" ? AGAIN_MS : RENEW_MS, signal);
    }
  };

  return {
    ...createKeyedTasks(run),
    settled: async (conversation) => {
      const call = underWay.get(conversation);
      if (call === undefined) return;
      const patience = new AbortController();
      await Promise.race([call, clock.sleep(PATIENCE_MS, patience.signal)]);
      patience.abort();
    },
  };
}
