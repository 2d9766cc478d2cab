import type { Pace } from "../message/capabilities.ts";
import { SECOND } from "../shared/clock.ts";

/**
 * Spreads sends evenly: a fixed gap between any two, and a longer one between two to the same conversation. Each send
 * books its slot before it waits, so sends that wait at the same time never go out together.
 */
export type Pacer = {
  /** Milliseconds until a send to `conversation` would be allowed. */
  readonly waitMs: (conversation: string, scope: "direct" | "group") => number;
  /** Books the next slot for a send to `conversation`, and returns the milliseconds until then. */
  readonly book: (conversation: string, scope: "direct" | "group") => number;
  /** Holds every send back for a while, as a network asked for. */
  readonly hold: (ms: number) => void;
};

/** @param now milliseconds since any fixed instant. */
export function createPacer(pace: Pace | null, now: () => number): Pacer {
  let nextAny = 0;
  const booked = new Map<string, number>();
  const waitMs: Pacer["waitMs"] = (conversation, scope) => {
    const last = booked.get(conversation);
    const gap = scope === "group" ? (pace?.groupMs ?? 0) : (pace?.conversationMs ?? 0);
    return Math.max(0, nextAny - now(), last === undefined ? 0 : last + gap - now());
  };
  return {
    waitMs,
    book: (conversation, scope) => {
      const wait = waitMs(conversation, scope);
      if (pace === null) return wait;
      const slot = now() + wait;
      nextAny = slot + SECOND / pace.perSecond;
      booked.set(conversation, slot);
      if (booked.size > 10_000) forget(booked, now() - Math.max(pace.groupMs, pace.conversationMs));
      return wait;
    },
    hold: (ms) => {
      nextAny = Math.max(nextAny, now() + ms);
    },
  };
}

function forget(booked: Map<string, number>, before: number): void {
  for (const [conversation, slot] of booked) if (slot < before) booked.delete(conversation);
}
