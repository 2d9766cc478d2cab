import type { Params } from "./params.ts";
import type { UpdateKind } from "./shapes.ts";

/** A request as it was written down; long values are cut. */
export type RequestEntry = {
  readonly n: number;
  readonly at: number;
  readonly method: string;
  readonly params: Readonly<Record<string, unknown>>;
  /** "" while the request is being handled. */
  outcome: "" | "ok" | "refused" | "lost" | "reset";
  code: number;
  description: string;
  fault: string;
  tookMs: number;
};

/** What became of an update. */
export type UpdateEntry = {
  readonly id: number;
  readonly kind: UpdateKind;
  readonly chat: number;
  readonly at: number;
  deliveries: number;
  /** When it was first handed to the bot. */
  deliveredAt: number | null;
  fate: "waiting" | "confirmed" | "unwanted" | "expired" | "dropped" | "given up";
  endedAt: number | null;
};

export type Breach = {
  readonly at: number;
  readonly method: string;
  readonly scope: "overall" | "chat" | "group";
  readonly chat: number | null;
  /** "over" the limit, or "early": before the time that a 429 named had passed. */
  readonly kind: "over" | "early";
  readonly retryAfter: number;
};

export type Violation = { readonly at: number; readonly method: string; readonly complaint: string };

/** Everything that happened, in order. The lists may be read at any time, and emptied by a test that is done with them. */
export type Ledger = {
  readonly requests: RequestEntry[];
  readonly updates: UpdateEntry[];
  readonly breaches: Breach[];
  readonly violations: Violation[];
  /** How many requests of a method came, or of all. */
  readonly count: (method?: string) => number;
  readonly of: (method: string) => readonly RequestEntry[];
  readonly open: (at: number, method: string, params: Params | null) => RequestEntry;
};

const LONGEST_STRING = 512;
const LONGEST_STRUCTURE = 4_096;

export function createLedger(): Ledger {
  const requests: RequestEntry[] = [];
  const counts = new Map<string, number>();
  return {
    requests,
    updates: [],
    breaches: [],
    violations: [],
    count: (method) => {
      if (method !== undefined) return counts.get(method) ?? 0;
      return [...counts.values()].reduce((sum, count) => sum + count, 0);
    },
    of: (method) => requests.filter((entry) => entry.method === method),
    open: (at, method, params) => {
      counts.set(method, (counts.get(method) ?? 0) + 1);
      const entry: RequestEntry = {
        n: requests.length + 1,
        at,
        method,
        params: params === null ? {} : bounded(params),
        outcome: "",
        code: 0,
        description: "",
        fault: "",
        tookMs: 0,
      };
      requests.push(entry);
      return entry;
    },
  };
}

function bounded({ values, uploads }: Params): Record<string, unknown> {
  const short = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, cut(value)]));
  for (const [name, { name: file, bytes }] of uploads) short[name] = `<${file}, ${bytes.length} bytes>`;
  return short;
}

function cut(value: unknown): unknown {
  if (typeof value === "string") return value.length > LONGEST_STRING ? `${value.slice(0, LONGEST_STRING)}…` : value;
  if (typeof value !== "object") return value;
  const text = JSON.stringify(value);
  return text.length > LONGEST_STRUCTURE ? `${text.slice(0, LONGEST_STRING)}…` : value;
}
