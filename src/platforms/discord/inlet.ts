import { type Clock, SECOND } from "../../shared/clock.ts";
import { messageOf } from "../../shared/errors.ts";
import type { Logger } from "../../shared/logger.ts";

/** What one shard received: taken in its order, many at once, and again where it could not be saved. */
export type Inlet<T> = {
  readonly push: (one: T) => void;
  /** Takes nothing new. Resolves when all that was pushed is saved, or (where the store fails) is left to be resumed. */
  readonly close: () => Promise<void>;
};

const MOST_AT_ONCE = 100;
const LONGEST_REST_MS = 5 * SECOND;

export function createInlet<T>(
  take: (batch: readonly T[]) => Promise<void>,
  { clock, log }: { readonly clock: Clock; readonly log: Logger },
): Inlet<T> {
  const waiting: T[] = [];
  let running: Promise<void> | null = null;
  let isClosed = false;

  const run = async (): Promise<void> => {
    for (let rest = 100; waiting.length > 0; ) {
      const batch = waiting.slice(0, MOST_AT_ONCE);
      try {
        await take(batch);
        waiting.splice(0, batch.length);
        rest = 100;
      } catch (error) {
        log.warn({ reason: messageOf(error) }, "events of Discord could not be saved; trying again");
        if (isClosed) return;
        await clock.sleep(rest);
        rest = Math.min(2 * rest, LONGEST_REST_MS);
      }
    }
  };

  const start = (): void => {
    running ??= run().finally(() => {
      running = null;
      if (waiting.length > 0 && !isClosed) start();
    });
  };

  return {
    push: (one) => {
      if (isClosed) return;
      waiting.push(one);
      start();
    },
    close: async () => {
      isClosed = true;
      await running;
    },
  };
}
