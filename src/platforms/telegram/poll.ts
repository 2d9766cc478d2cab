import { z } from "zod";
import type { PlatformPort } from "../../message/platform.ts";
import { type Clock, SECOND } from "../../shared/clock.ts";
import { messageOf } from "../../shared/errors.ts";
import type { Logger } from "../../shared/logger.ts";
import { POLL_MS, type TelegramApi } from "./api.ts";
import { type Fault, isTokenRefused, readFault } from "./fault.ts";
import { OFFSET, type Receive } from "./receive.ts";
import { ALLOWED_UPDATES } from "./update.ts";

export type PollDeps = {
  readonly api: TelegramApi;
  readonly port: PlatformPort;
  readonly receive: Receive;
  readonly clock: Clock;
  readonly log: Logger;
};

/** Asking for updates, again and again. */
export type Polling = { readonly stop: () => Promise<void> };

/**
 * Long polling, in a loop of our own: the next request, which confirms the updates before it, is made only when each of
 * them is committed. What waits at Telegram is never dropped. The offset follows the last update, up or down, because
 * after a quiet week the ids go on at a random number.
 */
export function startPolling(deps: PollDeps): Polling {
  const { api, port, receive, clock, log } = deps;
  const over = new AbortController();
  let failures = 0;

  const run = async (): Promise<void> => {
    let offset = await recallOffset(port);
    while (!over.signal.aborted) {
      try {
        offset = await pollOnce(offset);
        failures = 0;
      } catch (error) {
        if (over.signal.aborted) return;
        failures += 1;
        const wait = explainFault(log, error, failures);
        if (wait === null) return;
        await clock.sleep(wait, over.signal);
        offset = await recallOffset(port).catch(() => offset);
      }
    }
  };

  const pollOnce = async (offset: number): Promise<number> => {
    const request = { offset, limit: 100, timeout: POLL_MS / SECOND, allowed_updates: [...ALLOWED_UPDATES] };
    // grammY's type of a signal is that of a package for old versions of Node.js.
    const updates = await api.getUpdates(request, over.signal as never);
    // The offset confirms everything below it, and an update that comes again may stand anywhere in the list.
    const inOrder = updates.toSorted((one, other) => one.update_id - other.update_id);
    const last = inOrder.at(-1);
    if (last === undefined || over.signal.aborted) return offset;
    await receive(inOrder, last.update_id + 1);
    return last.update_id + 1;
  };

  const running = run().catch((error: unknown) =>
    log.error({ err: error }, "Telegram is not asked for updates any more"),
  );
  return {
    stop: async () => {
      over.abort();
      await running;
    },
  };
}

async function recallOffset(port: PlatformPort): Promise<number> {
  return z
    .number()
    .catch(0)
    .parse(await port.recall(OFFSET));
}

/** Says in the log what to do, and returns how long to wait; null where asking again is of no use. */
function explainFault(log: Logger, error: unknown, failures: number): number | null {
  const fault = readFault(error);
  if (isTokenRefused(fault)) {
    log.error(
      { reason: fault.description },
      "Telegram does not know the token any more. Set a new one and start again",
    );
    return null;
  }
  const wait = waitOf(fault, failures);
  if (fault.kind === "answered" && fault.code === 409) log.error({ reason: fault.description }, CONFLICT);
  else log.warn({ reason: messageOf(error), waitMs: wait }, "no updates from Telegram; asking again");
  return wait;
}

const CONFLICT =
  "another program asks for this bot's updates, or a webhook is set for it. Stop the other one, or use a token of your own " +
  "(from @BotFather); several processes share a bot by TELEGRAM_WEBHOOK_URL. Asking again";

/** 1 s, 2 s, 4 s ... up to 30 s; as long as Telegram says, where it does. */
function waitOf(fault: Fault, failures: number): number {
  if (fault.kind === "answered" && fault.retryAfterMs !== null) return fault.retryAfterMs;
  return Math.min(SECOND * 2 ** (failures - 1), 30 * SECOND);
}
