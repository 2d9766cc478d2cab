/** The stand-in's time: milliseconds since 1970, and waits in the same time. */
export type Time = {
  readonly now: () => number;
  /** Telegram's dates: whole seconds. */
  readonly date: () => number;
  /** Resolves after `ms` of this time, or when `signal` is aborted. */
  readonly wait: (ms: number, signal?: AbortSignal) => Promise<void>;
};

/** Time that runs `scale` times quicker than the machine's; `now` replaces the clock, and leaves waits alone. */
export function createTime({ now, scale = 1 }: { readonly now?: () => number; readonly scale?: number } = {}): Time {
  const start = Date.now();
  const origin = performance.now();
  const read = now ?? (() => start + (performance.now() - origin) * scale);
  return {
    now: read,
    date: () => Math.floor(read() / 1_000),
    wait: (ms, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted) return resolve();
        const done = () => {
          clearTimeout(timer);
          signal?.removeEventListener("abort", done);
          resolve();
        };
        const timer = setTimeout(done, ms / scale);
        signal?.addEventListener("abort", done, { once: true });
      }),
  };
}
