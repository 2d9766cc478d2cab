import { Worker } from "node:worker_threads";
import { MINUTE } from "../../../shared/clock.ts";
import type { PaintOrder } from "./paint.ts";

/** Paints on another thread. */
export type Painting = {
  /** Resolves with the picture. */
  paint(order: PaintOrder): Promise<Uint8Array>;
  /** Ends the thread; what is not painted yet fails. */
  close(): Promise<void>;
};

type Answer = { readonly id: number; readonly picture: Uint8Array } | { readonly id: number; readonly fault: string };
type Waiting = { readonly resolve: (picture: Uint8Array) => void; readonly reject: (error: Error) => void };

/** A thread that nobody asked for so long ends, and gives its memory back. */
const IDLE = MINUTE;
/** Megabytes of JavaScript; fonts and pixels come on top. They make the thread tidy up early. */
const LIMITS = { maxOldGenerationSizeMb: 128, maxYoungGenerationSizeMb: 8 };

/**
 * Starts a thread with the first picture, so that laying out a large hall keeps nobody waiting, and ends it when it has
 * been idle for a minute. A thread that dies fails the pictures it had; the next picture starts another.
 */
export function createPainting(): Painting {
  let worker: Worker | null = null;
  let idle: NodeJS.Timeout | undefined;
  let last = 0;
  const waiting = new Map<number, Waiting>();

  const end = async (): Promise<void> => {
    clearTimeout(idle);
    const ending = worker;
    worker = null;
    await ending?.terminate();
  };

  const start = (): Worker => {
    const started = new Worker(threadFile(), { resourceLimits: LIMITS });
    started.unref();
    started.on("message", (answer: Answer) => settle(answer));
    started.on("error", (error) => fail(error));
    started.on("exit", () => {
      if (worker === started) worker = null;
      if (worker === null) fail(new Error("The thread that paints floor plans has ended."));
    });
    return started;
  };

  const settle = (answer: Answer): void => {
    const one = waiting.get(answer.id);
    waiting.delete(answer.id);
    if (waiting.size === 0) rest();
    if ("picture" in answer) one?.resolve(answer.picture);
    else one?.reject(new Error(answer.fault));
  };

  const rest = (): void => {
    worker?.unref();
    clearTimeout(idle);
    idle = setTimeout(() => void end(), IDLE).unref();
  };

  const fail = (error: unknown): void => {
    for (const { reject } of waiting.values()) reject(error instanceof Error ? error : new Error(String(error)));
    waiting.clear();
  };

  return {
    paint: (order) =>
      new Promise((resolve, reject) => {
        clearTimeout(idle);
        worker ??= start();
        // A picture that is asked for keeps the program running; an idle thread does not.
        worker.ref();
        last += 1;
        waiting.set(last, { resolve, reject });
        worker.postMessage({ id: last, order });
      }),
    close: end,
  };
}

/** Threads run compiled code, also when the program itself runs from its source, as in tests. */
function threadFile(): URL {
  const fromSource = import.meta.url.endsWith(".ts");
  const file = fromSource ? "../../../../dist/features/expo/floor-plan/paint-thread.js" : "./paint-thread.js";
  return new URL(file, import.meta.url);
}
