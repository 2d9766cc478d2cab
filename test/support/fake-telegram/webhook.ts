import { setMaxListeners } from "node:events";
import type { Time } from "./time.ts";
import type { UpdateQueue, Waiting } from "./updates.ts";

/** How the pusher behaves; times are milliseconds of the stand-in's time. */
export type WebhookOptions = {
  readonly retryMs: (attempt: number) => number;
  /** After so many failures an update is given up. */
  readonly attempts: number;
  readonly timeoutMs: number;
  /** Whether a method in the answer is carried out, as Telegram does, or ignored. */
  readonly replies: "execute" | "ignore";
  /** Where an address is really reached: a test has no public HTTPS address. */
  readonly target: (url: string) => string;
};

export const WEBHOOK_DEFAULTS: WebhookOptions = {
  retryMs: (attempt) => Math.min(20 * 2 ** attempt, 1_000),
  attempts: 50,
  timeoutMs: 10_000,
  replies: "execute",
  target: (url) => url,
};

export type WebhookSettings = {
  readonly url: string;
  readonly secret: string | undefined;
  readonly maxConnections: number;
  readonly ipAddress: string | undefined;
};

/** The answer of a bot to a pushed update. */
export type Reply = { readonly body: Buffer; readonly contentType: string };

export type Webhook = {
  readonly settings: () => WebhookSettings | null;
  readonly set: (settings: WebhookSettings | null) => void;
  readonly lastError: () => { readonly date: number; readonly message: string } | null;
  readonly stop: () => void;
};

type Lane = { readonly ids: number[]; isBusy: boolean; failures: number };

/**
 * Pushes updates to the bot's address: one at a time and in order for each chat, chats beside each other up to
 * `maxConnections`. An update that fails is tried again, and holds back the later ones of its chat.
 */
export function createWebhook(deps: {
  readonly queue: UpdateQueue;
  readonly time: Time;
  readonly options: WebhookOptions;
  readonly execute: (reply: Reply) => Promise<void>;
}): Webhook {
  const { queue, time, options } = deps;
  let current: WebhookSettings | null = null;
  let error: { date: number; message: string } | null = null;
  let run = createRun();
  let lanes = new Map<number, Lane>();
  let active = 0;

  const enqueue = ({ update, lane }: Waiting): void => {
    const known = lanes.get(lane) ?? { ids: [], isBusy: false, failures: 0 };
    lanes.set(lane, known);
    known.ids.push(update.update_id);
  };

  const pump = (): void => {
    if (current === null) return;
    for (const [key, lane] of lanes) {
      if (active >= current.maxConnections) return;
      if (!lane.isBusy) void drain(key, lane, current, run.signal);
    }
  };

  /** Pushes the first update of a lane. A lane goes to the end of the row after each, so that none starves the others. */
  const drain = async (key: number, lane: Lane, settings: WebhookSettings, signal: AbortSignal): Promise<void> => {
    lane.isBusy = true;
    active += 1;
    const isDone = await deliver(lane, settings, signal);
    if (signal.aborted) return;
    active -= 1;
    pump();
    if (!isDone) await time.wait(options.retryMs(lane.failures - 1), signal);
    if (signal.aborted) return;
    lane.isBusy = false;
    lanes.delete(key);
    if (lane.ids.length > 0) lanes.set(key, lane);
    pump();
  };

  /** Whether the lane is done with its first update. */
  const deliver = async (lane: Lane, settings: WebhookSettings, signal: AbortSignal): Promise<boolean> => {
    const id = lane.ids[0] ?? 0;
    const waiting = queue.get(id);
    if (waiting !== undefined) {
      queue.deliver(waiting.entry);
      const outcome = await push(waiting, settings, signal);
      if (signal.aborted) return true;
      if (typeof outcome === "string") {
        error = { date: time.date(), message: outcome };
        lane.failures += 1;
        if (lane.failures < options.attempts) return false;
        queue.end(id, "given up");
      } else {
        queue.end(id, "confirmed");
        if (options.replies === "execute" && outcome.body.length > 0) await deps.execute(outcome);
      }
    }
    lane.ids.shift();
    lane.failures = 0;
    return true;
  };

  const push = async ({ update }: Waiting, settings: WebhookSettings, signal: AbortSignal): Promise<Reply | string> => {
    try {
      const response = await fetch(options.target(settings.url), {
        method: "POST",
        redirect: "manual",
        signal: AbortSignal.any([signal, AbortSignal.timeout(options.timeoutMs)]),
        headers: {
          "Content-Type": "application/json",
          ...(settings.secret === undefined ? {} : { "X-Telegram-Bot-Api-Secret-Token": settings.secret }),
        },
        body: JSON.stringify(update),
      });
      const body = Buffer.from(await response.arrayBuffer());
      if (!response.ok) return `Wrong response from the webhook: ${response.status} ${response.statusText}`.trim();
      return { body, contentType: response.headers.get("content-type") ?? "" };
    } catch (cause) {
      return cause instanceof DOMException && cause.name === "TimeoutError"
        ? "Read timeout expired"
        : "Connection refused";
    }
  };

  const reset = (): void => {
    run.abort();
    run = createRun();
    lanes = new Map();
    active = 0;
  };

  queue.listeners.add((waiting) => {
    if (current === null) return;
    enqueue(waiting);
    pump();
  });

  return {
    settings: () => current,
    lastError: () => error,
    stop: reset,
    set: (settings) => {
      reset();
      current = settings;
      error = null;
      if (settings === null) return;
      for (const waiting of queue.waiting()) enqueue(waiting);
      pump();
    },
  };
}

/** Ends everything that waits at once: as many deliveries as there are connections. */
function createRun(): AbortController {
  const run = new AbortController();
  setMaxListeners(0, run.signal);
  return run;
}
