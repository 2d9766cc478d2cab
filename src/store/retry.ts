import { type Clock, SECOND } from "../shared/clock.ts";

/** How long work is tried again before its fault counts. */
const LIMIT_MS = 10 * SECOND;

/**
 * Runs `work` again while its fault is one that passes, with growing random waits, for at most ten seconds.
 *
 * @param passes whether a fault is worth another try.
 * @param explain turns the last fault into one that says what happened and what to do.
 */
export async function withRetry<T>(
  clock: Clock,
  passes: (error: unknown) => boolean,
  explain: (error: unknown) => unknown,
  work: () => Promise<T>,
): Promise<T> {
  const started = performance.now();
  for (let attempt = 0; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (!passes(error) || performance.now() - started > LIMIT_MS) throw explain(error);
      await clock.sleep(Math.min(5 * 2 ** attempt, 200) * (0.5 + Math.random()));
    }
  }
}
