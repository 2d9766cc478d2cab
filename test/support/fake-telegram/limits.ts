import type { Breach, Ledger } from "./ledger.ts";
import { tooManyRequests } from "./refusal.ts";

/** At most `n` messages in any stretch of `perMs` milliseconds. A burst is allowed by widening both: 3 per 3,000. */
export type Window = { readonly n: number; readonly perMs: number };

/** Telegram's sending limits. `slackMs` forgives the jitter of the way; edits count only where `countEdits` says so. */
export type Limits = {
  readonly overall: Window | null;
  readonly chat: Window | null;
  readonly group: Window | null;
  readonly slackMs: number;
  readonly countEdits: boolean;
};

export const TELEGRAM_LIMITS: Limits = {
  overall: { n: 30, perMs: 1_000 },
  chat: { n: 1, perMs: 1_000 },
  group: { n: 20, perMs: 60_000 },
  slackMs: 20,
  countEdits: false,
};

export type Limiter = {
  /** Counts a message to a chat, or throws a 429 and writes the breach down. */
  readonly pass: (chat: number, method: string) => void;
  /** Closes the way for `seconds` after a 429 of another cause; to one chat or, with null, to all. */
  readonly close: (chat: number | null, seconds: number) => void;
};

type Gate = { readonly times: number[]; closedUntil: number };

const SENDS = new Set(["sendMessage", "sendPhoto", "sendDocument", "copyMessage", "forwardMessage"]);
const EDITS = new Set(["editMessageText", "editMessageCaption", "editMessageMedia", "editMessageReplyMarkup"]);

export function isCounted(method: string, { countEdits }: Limits): boolean {
  return SENDS.has(method) || (countEdits && EDITS.has(method));
}

export function createLimiter(limits: Limits, ledger: Ledger, now: () => number): Limiter {
  const overall: Gate = { times: [], closedUntil: 0 };
  const gates = new Map<number, Gate>();

  const gateOf = (chat: number): Gate => {
    const known = gates.get(chat);
    if (known !== undefined) return known;
    const made: Gate = { times: [], closedUntil: 0 };
    gates.set(chat, made);
    return made;
  };

  const breach = (entry: Omit<Breach, "at">): Error => {
    ledger.breaches.push({ at: now(), ...entry });
    return tooManyRequests(entry.retryAfter);
  };

  return {
    pass: (chat, method) => {
      const at = now();
      const scope = chat < 0 ? "group" : "chat";
      const checks = [
        { scope, gate: gateOf(chat), window: limits[scope] },
        { scope: "overall", gate: overall, window: limits.overall },
      ] as const;
      for (const { scope, gate } of checks)
        if (at < gate.closedUntil)
          throw breach({ method, scope, chat, kind: "early", retryAfter: seconds(gate.closedUntil - at) });
      for (const { scope, gate, window } of checks) {
        const wait = window === null ? 0 : waitFor(gate, window, limits.slackMs, at);
        if (wait <= 0) continue;
        gate.closedUntil = at + seconds(wait) * 1_000 - limits.slackMs;
        throw breach({ method, scope, chat, kind: "over", retryAfter: seconds(wait) });
      }
      for (const { gate } of checks) gate.times.push(at);
    },
    close: (chat, wait) => {
      (chat === null ? overall : gateOf(chat)).closedUntil = now() + wait * 1_000 - limits.slackMs;
    },
  };
}

/** Milliseconds until the window has room again; 0 where it has room now. */
function waitFor({ times }: Gate, { n, perMs }: Window, slackMs: number, at: number): number {
  const span = perMs - slackMs;
  while (times[0] !== undefined && times[0] <= at - span) times.shift();
  if (times.length < n) return 0;
  return (times[times.length - n] ?? at) + span - at;
}

function seconds(ms: number): number {
  return Math.max(1, Math.ceil(ms / 1_000));
}
