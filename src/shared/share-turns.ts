type Asker<T> = { readonly give: (item: T | undefined) => void; readonly fail: (error: unknown) => void };

/**
 * Makes one call of what many ask for at once: those who ask while a call is under way are served together by the next.
 *
 * @param take fetches up to `most` items; whoever gets none is given `undefined`. What it throws, all of them get.
 */
export function shareTurns<T>(take: (most: number) => Promise<readonly T[]>): () => Promise<T | undefined> {
  let asking: Asker<T>[] = [];
  let isServing = false;

  const serve = async (): Promise<void> => {
    isServing = true;
    while (asking.length > 0) {
      const turn = asking;
      asking = [];
      try {
        const items = await take(turn.length);
        for (const [n, { give }] of turn.entries()) give(items[n]);
      } catch (error) {
        for (const { fail } of turn) fail(error);
      }
    }
    isServing = false;
  };

  return () =>
    new Promise((give, fail) => {
      asking.push({ give, fail });
      if (!isServing) void serve();
    });
}
