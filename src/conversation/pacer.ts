import type { Pace } from "../message/capabilities.ts";
import { SECOND } from "../shared/clock.ts";

/**
 * Spreads sends evenly: a fixed gap between any two, and a longer one between two to the same conversation. There is no
 * burst to save up, so no window of any size is ever exceeded.
 */
export type Pacer = {
  /** Milliseconds until a send to `conversation` is allowed. */
  readonly waitMs: (conversation: string, scope: "direct" | "group") => number;
  /** Notes a send that begins now. */
  readonly sent: (conversation: string) => void;
  /** Holds every send back for a while, as a network asked for. */
  readonly hold: (ms: number) => void;
};

/** @param now milliseconds since any fixed instant. */
export function createPacer(pace: Pace | null, now: () => number): Pacer {
  let nextAny = 0;
  const lastIn = new Map<string, number>();
  return {
    waitMs: (conversation, scope) => {
      if (pace === null) return Math.max(0, nextAny - now());
      const gap = scope === "group" ? pace.groupMs : pace.conversationMs;
      const last = lastIn.get(conversation);
      return Math.max(0, nextAny - now(), last === undefined ? 0 : last + gap - now());
    },
    sent: (conversation) => {
      if (pace === null) return;
      nextAny = Math.max(nextAny, now()) + SECOND / pace.perSecond;
      lastIn.set(conversation, now());
      if (lastIn.size > 10_000) forget(lastIn, now() - Math.max(pace.groupMs, pace.conversationMs));
    },
    hold: (ms) => {
      nextAny = Math.max(nextAny, now() + ms);
    },
  };
}

function forget(lastIn: Map<string, number>, before: number): void {
  for (const [conversation, last] of lastIn) if (last < before) lastIn.delete(conversation);
}
