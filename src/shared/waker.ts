import type { Clock } from "./clock.ts";

/**
 * Lets a loop rest until there is something to do. Take a ticket before looking for work: a call of `wake` since then
 * ends the rest at once, so nothing slips in between looking and resting.
 */
export type Waker = {
  readonly ticket: () => number;
  /** Resolves after `ms`, or as soon as someone has called `wake` or `stop` since the ticket was taken. */
  readonly rest: (ms: number, ticket: number) => Promise<void>;
  readonly wake: () => void;
  /** Wakes for good: every later rest is over at once. */
  readonly stop: () => void;
  readonly stopped: () => boolean;
};

export function createWaker(clock: Clock): Waker {
  const resting = new Set<AbortController>();
  let calls = 0;
  let stopped = false;
  const wake = (): void => {
    calls += 1;
    for (const controller of resting) controller.abort();
  };
  return {
    ticket: () => calls,
    rest: async (ms, ticket) => {
      if (stopped || ticket !== calls) return;
      const controller = new AbortController();
      resting.add(controller);
      await clock.sleep(ms, controller.signal);
      resting.delete(controller);
    },
    wake,
    stop: () => {
      stopped = true;
      wake();
    },
    stopped: () => stopped,
  };
}
