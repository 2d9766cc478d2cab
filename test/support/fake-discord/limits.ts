import { createHash } from "node:crypto";
import type { Ledger } from "./ledger.ts";
import { Refusal } from "./refusal.ts";
import { type Matched, majorOf } from "./routes.ts";

/** At most `n` requests in a window of `perMs` milliseconds. */
export type Window = { readonly n: number; readonly perMs: number };

/**
 * Discord's limits. It tells its own figures only in headers and asks that none be written into a program, so those here
 * are merely of the usual size. Routes with the same `bucket` share one; `invalid` bounds 401, 403 and 429 answers.
 */
export type Limits = {
  readonly global: Window | null;
  readonly invalid: Window | null;
  readonly routes: Readonly<Record<string, Window & { readonly bucket?: string }>>;
  /** For routes that are not named. */
  readonly other: Window | null;
};

export const DISCORD_LIMITS: Limits = {
  global: { n: 50, perMs: 1_000 },
  invalid: { n: 10_000, perMs: 600_000 },
  other: { n: 30, perMs: 1_000 },
  routes: {
    create_message: { n: 5, perMs: 5_000 },
    update_message: { n: 5, perMs: 5_000 },
    delete_message: { n: 5, perMs: 1_000 },
    trigger_typing_indicator: { n: 5, perMs: 5_000 },
    create_dm: { n: 10, perMs: 10_000 },
    create_thread: { n: 5, perMs: 5_000, bucket: "threads" },
    create_thread_from_message: { n: 5, perMs: 5_000, bucket: "threads" },
    bulk_set_application_commands: { n: 5, perMs: 20_000 },
    execute_webhook: { n: 5, perMs: 2_000 },
    update_original_webhook_message: { n: 5, perMs: 2_000, bucket: "webhook edits" },
    update_webhook_message: { n: 5, perMs: 2_000, bucket: "webhook edits" },
  },
};

export const NO_LIMITS: Limits = { global: null, invalid: null, routes: {}, other: null };

type Gate = { used: number; resetAt: number; closedUntil: number };

export type Limiter = {
  /** Counts a request, and returns the headers of its bucket; throws a 429 and writes the breach down. */
  readonly pass: (matched: Matched) => Readonly<Record<string, string>>;
  /** Closes a request's bucket for `seconds`, as a 429 of another cause does, and returns that 429. */
  readonly close: (matched: Matched, seconds: number) => Refusal;
  /** Counts an answer of 401, 403 or 429; true where the address is banned from now on. */
  readonly countInvalid: () => void;
  readonly isBanned: () => boolean;
};

export function createLimiter(limits: Limits, ledger: Ledger, now: () => number): Limiter {
  const gates = new Map<string, Gate>();
  const invalid: number[] = [];
  const all: number[] = [];
  let closedUntil = 0;

  const gateOf = (key: string): Gate => {
    const known = gates.get(key);
    if (known !== undefined) return known;
    const made: Gate = { used: 0, resetAt: 0, closedUntil: 0 };
    gates.set(key, made);
    return made;
  };

  const breach = (route: string, scope: "global" | "user", kind: "over" | "early", ms: number): number => {
    const retryAfter = Math.max(0.001, Math.ceil(ms) / 1_000);
    ledger.breaches.push({ at: now(), route, scope, kind, retryAfter });
    return retryAfter;
  };

  const passGlobal = (route: string): void => {
    if (limits.global === null) return;
    const { n, perMs } = limits.global;
    const at = now();
    while (all[0] !== undefined && all[0] <= at - perMs) all.shift();
    const isEarly = at < closedUntil;
    if (!isEarly && all.length < n) {
      all.push(at);
      return;
    }
    if (!isEarly) closedUntil = (all[0] ?? at) + perMs;
    throw tooMany(breach(route, "global", isEarly ? "early" : "over", closedUntil - at), "global", {});
  };

  return {
    pass: (matched) => {
      const { route } = matched;
      if (!route.isOpen) passGlobal(route.name);
      const { window, bucket, key } = bucketOf(limits, matched);
      const gate = gateOf(key);
      const at = now();
      if (at < gate.closedUntil) {
        const wait = breach(route.name, "user", "early", gate.closedUntil - at);
        const full = { used: window?.n ?? 0, resetAt: gate.closedUntil };
        throw tooMany(wait, "user", window === null ? {} : headersOf(bucket, window, full, at));
      }
      if (window === null) return {};
      if (at >= gate.resetAt) Object.assign(gate, { used: 0, resetAt: at + window.perMs });
      if (gate.used >= window.n) {
        gate.closedUntil = gate.resetAt;
        const wait = breach(route.name, "user", "over", gate.resetAt - at);
        throw tooMany(wait, "user", headersOf(bucket, window, gate, at));
      }
      gate.used += 1;
      return headersOf(bucket, window, gate, at);
    },
    close: (matched, seconds) => {
      const { key } = bucketOf(limits, matched);
      gateOf(key).closedUntil = now() + seconds * 1_000;
      return tooMany(seconds, "user", {});
    },
    countInvalid: () => {
      invalid.push(now());
    },
    isBanned: () => {
      if (limits.invalid === null) return false;
      const { n, perMs } = limits.invalid;
      while (invalid[0] !== undefined && invalid[0] <= now() - perMs) invalid.shift();
      return invalid.length >= n;
    },
  };
}

function bucketOf(limits: Limits, { route, params }: Matched) {
  const own = limits.routes[route.name];
  const window = own ?? limits.other;
  const bucket = createHash("sha256")
    .update(own?.bucket ?? route.name)
    .digest("hex")
    .slice(0, 32);
  return { window, bucket, key: `${bucket}:${majorOf(params)}` };
}

function headersOf(bucket: string, { n }: Window, { used, resetAt }: Pick<Gate, "used" | "resetAt">, at: number) {
  return {
    "X-RateLimit-Limit": String(n),
    "X-RateLimit-Remaining": String(Math.max(0, n - used)),
    "X-RateLimit-Reset": (resetAt / 1_000).toFixed(3),
    "X-RateLimit-Reset-After": (Math.max(0, resetAt - at) / 1_000).toFixed(3),
    "X-RateLimit-Bucket": bucket,
  };
}

/** The whole seconds of the header are rounded up; the JSON has them to the millisecond. */
function tooMany(seconds: number, scope: "global" | "user", headers: Readonly<Record<string, string>>): Refusal {
  return new Refusal(429, 0, "You are being rate limited.", {
    fields: { retry_after: seconds, global: scope === "global" },
    headers: {
      ...headers,
      "Retry-After": String(Math.ceil(seconds)),
      "X-RateLimit-Scope": scope,
      ...(scope === "global" ? { "X-RateLimit-Global": "true" } : {}),
    },
  });
}
