import type { Server } from "./server.ts";
import { lasting } from "./storage.ts";

/** Something that the visitor did. Its id is made here once, so that sending it again is never doing it again. */
export type OwnEvent = { readonly id: string } & (
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "action"; readonly token: string; readonly message: string | null }
  | { readonly kind: "form"; readonly token: string; readonly answers: Readonly<Record<string, string>> }
);

/** What has become of it so far. */
export type SendState =
  | { readonly kind: "sending" | "failed" | "saved" }
  | { readonly kind: "refused"; readonly message: string };

export type Sender = {
  send(event: OwnEvent): void;
  /** Tries again at once what waits for its next try. */
  retryNow(): void;
  /** What an earlier page could not send, oldest first; from now on this page sends it. */
  restore(): readonly OwnEvent[];
};

export type SenderEvents = {
  readonly onState: (event: OwnEvent, state: SendState) => void;
  readonly onUnknownVisitor: () => void;
};

const PREFIX = "silkdesk:unsent:";
const LONGEST_WAIT_MS = 30_000;
/** How often a fault of the server is met before an event is left to the visitor, so that it can't block the others. */
const MAX_FAULTS = 5;

/**
 * Sends one event after another, in order. What the server did not take stays in the browser, also over a reload, and is
 * tried again after 1 s, 2 s, 4 s ... 30 s.
 */
export function createSender(server: Server, { onState, onUnknownVisitor }: SenderEvents): Sender {
  const waiting: Kept[] = [];
  let running = false;
  let cutShort: () => void = () => undefined;

  const run = async (): Promise<void> => {
    if (running) return;
    running = true;
    for (let head = waiting[0]; head !== undefined; head = waiting[0]) {
      await sendOne(head);
      lasting.remove(head.key);
      waiting.shift();
    }
    running = false;
  };

  const sendOne = async ({ event }: Kept): Promise<void> => {
    let faults = 0;
    for (let tries = 0; ; tries++) {
      onState(event, { kind: "sending" });
      const outcome = await server.post("/chat/events", event);
      if (outcome.kind === "accepted") return onState(event, { kind: "saved" });
      if (outcome.kind === "refused") return onState(event, outcome);
      if (outcome.kind === "unknownVisitor") onUnknownVisitor();
      else if (outcome.fault) faults += 1;
      if (faults >= MAX_FAULTS) return onState(event, { kind: "refused", message: "" });
      onState(event, { kind: "failed" });
      const wait = Math.min(1_000 * 2 ** tries, LONGEST_WAIT_MS);
      await rest(outcome.kind === "later" ? Math.max(outcome.afterMs ?? 0, wait) : LONGEST_WAIT_MS);
    }
  };

  const rest = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      cutShort = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  return {
    send: (event) => {
      const key = `${PREFIX}${String(Date.now()).padStart(15, "0")}:${event.id}`;
      lasting.write(key, event);
      waiting.push({ key, event });
      if (waiting.length > 1) onState(event, { kind: "sending" });
      void run();
    },
    retryNow: () => cutShort(),
    restore: () => {
      waiting.push(...lasting.keys(PREFIX).map((key) => ({ key, event: lasting.read(key) as OwnEvent })));
      queueMicrotask(() => void run());
      return waiting.map(({ event }) => event);
    },
  };
}

type Kept = { readonly key: string; readonly event: OwnEvent };
