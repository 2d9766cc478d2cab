/** Small JSON values that outlive a reload, by key. Where the browser keeps nothing, nothing is kept, and nothing fails. */
export type Shelf = {
  read(key: string): unknown;
  write(key: string, value: unknown): void;
  remove(key: string): void;
  /** All keys that begin with `prefix`, sorted. */
  keys(prefix: string): string[];
};

/** Kept until removed, shared by all tabs. */
export const lasting: Shelf = createShelf(() => localStorage);

/** Kept while the tab is open. */
export const passing: Shelf = createShelf(() => sessionStorage);

function createShelf(open: () => Storage): Shelf {
  const attempt = <T>(act: (storage: Storage) => T, otherwise: T): T => {
    try {
      return act(open());
    } catch {
      return otherwise;
    }
  };
  return {
    read: (key) => attempt((storage) => JSON.parse(storage.getItem(key) ?? "null") as unknown, null),
    write: (key, value) => attempt((storage) => storage.setItem(key, JSON.stringify(value)), undefined),
    remove: (key) => attempt((storage) => storage.removeItem(key), undefined),
    keys: (prefix) =>
      attempt(
        (storage) =>
          Object.keys(storage)
            .filter((key) => key.startsWith(prefix))
            .sort(),
        [],
      ),
  };
}
