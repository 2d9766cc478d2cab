/** Tasks that go on until they are ended, at most one for each key. */
export type KeyedTasks = {
  /** Begins a task, in place of the one that the key has. */
  readonly begin: (key: string) => void;
  readonly end: (key: string) => void;
  readonly stop: () => void;
};

/** @param run works until it is done or the signal is aborted; it does not fail. */
export function createKeyedTasks(run: (key: string, signal: AbortSignal) => Promise<void>): KeyedTasks {
  const open = new Map<string, AbortController>();

  const end = (key: string): void => {
    open.get(key)?.abort();
    open.delete(key);
  };

  return {
    begin: (key) => {
      end(key);
      const controller = new AbortController();
      open.set(key, controller);
      void run(key, controller.signal).then(() => {
        if (open.get(key) === controller) open.delete(key);
      });
    },
    end,
    stop: () => {
      for (const key of [...open.keys()]) end(key);
    },
  };
}
