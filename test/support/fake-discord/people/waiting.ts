/** How long a test waits, in the machine's milliseconds. */
export type Waiting = { readonly timeout?: number };

/** Resolves with what `find` finds, looking again whenever a listener is called; rejects with `why` after a while. */
export function waitFor<T>(
  listeners: Set<() => void>,
  find: () => T | undefined,
  why: () => string,
  { timeout = 5_000 }: Waiting = {},
): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      listeners.delete(look);
    };
    const look = () => {
      const found = find();
      if (found === undefined) return;
      stop();
      resolve(found);
    };
    const timer = setTimeout(() => {
      stop();
      reject(new Error(`${why()} within ${timeout} ms`));
    }, timeout);
    listeners.add(look);
    look();
  });
}
