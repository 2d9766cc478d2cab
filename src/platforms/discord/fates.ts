import type { PlatformPort } from "../../message/platform.ts";
import { type Clock, SECOND } from "../../shared/clock.ts";
import type { Logger } from "../../shared/logger.ts";
import { readFault } from "./fault.ts";

/** What became of an interaction. */
export type Fate = "valid" | "void";

const LONGEST_REST_MS = 5 * SECOND;
/** So long the answers of a rush wait for its acknowledgements: they take the processor, which those need. */
const GIVE_WAY_MS = 400;

/**
 * Stores what became of interactions, all that are known at once in one transaction: after a pause there are thousands.
 * Resolves once it is stored; where the process stops before, the next one finds it out again.
 */
export function createFates(deps: {
  readonly port: Pick<PlatformPort, "settle">;
  readonly clock: Clock;
  readonly log: Logger;
  readonly signal: AbortSignal;
  /** Whether others are being acknowledged just now. */
  readonly isRush: () => boolean;
}): (events: readonly string[], fate: Fate) => Promise<void> {
  const { port, clock, log, signal, isRush } = deps;
  const waiting: Record<Fate, string[]> = { valid: [], void: [] };
  let running: Promise<void> | null = null;

  const storeAll = async (): Promise<void> => {
    for (const fate of ["valid", "void"] as const) {
      const events = waiting[fate].slice();
      if (events.length === 0) continue;
      await port.settle(events, fate);
      waiting[fate].splice(0, events.length);
    }
  };

  const run = async (): Promise<void> => {
    for (let rest = 100; waiting.valid.length + waiting.void.length > 0; ) {
      try {
        for (let waited = 0; waited < GIVE_WAY_MS && isRush(); waited += 10) await clock.sleep(10, signal);
        await storeAll();
        rest = 100;
      } catch (error) {
        log.warn({ reason: readFault(error).description }, "what became of interactions can't be stored");
        if (signal.aborted) return;
        await clock.sleep(rest, signal);
        rest = Math.min(2 * rest, LONGEST_REST_MS);
      }
    }
  };

  return (events, fate) => {
    waiting[fate].push(...events);
    running ??= run().finally(() => {
      running = null;
    });
    return running;
  };
}
