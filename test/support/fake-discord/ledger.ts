/** A request as it was written down; long values are cut. */
export type RequestEntry = {
  readonly n: number;
  /** Milliseconds of the stand-in's time. */
  readonly at: number;
  /** The operation's name in Discord's OpenAPI file, "file" for a download, or the method and path of an unknown one. */
  readonly route: string;
  readonly params: Readonly<Record<string, string>>;
  body: unknown;
  /** The names and sizes of the files that came with it. */
  files: readonly string[];
  /** "" while the request is being handled. */
  outcome: "" | "ok" | "refused" | "lost" | "reset";
  status: number;
  /** Discord's JSON error code; 0 where there is none. */
  code: number;
  message: string;
  fault: string;
  tookMs: number;
};

/** A request that no correct bot makes, with what is wrong with it. */
export type Violation = { readonly at: number; readonly route: string; readonly complaint: string };

export type Breach = {
  readonly at: number;
  readonly route: string;
  readonly scope: "global" | "user";
  /** "over" the limit, or "early": before the time that a 429 named had passed. */
  readonly kind: "over" | "early";
  /** Seconds. */
  readonly retryAfter: number;
};

/** A message's life: what was done to it, oldest first. */
export type MessageEntry = {
  readonly id: string;
  readonly channel: string;
  readonly nonce: string | null;
  readonly changes: {
    readonly at: number;
    readonly kind: "created" | "edited" | "deleted";
    readonly content: string;
  }[];
  /** How many further creations were answered with this message because of its nonce. */
  repeats: number;
};

/** A step of a connection to the gateway. `code` is that of a close. */
export type GatewayEntry = {
  readonly at: number;
  readonly kind: "connect" | "identify" | "ready" | "resume" | "resumed" | "invalid session" | "close";
  readonly session: string | null;
  readonly shard: number | null;
  readonly code: number | null;
  /** Who closed, or how many events were replayed. */
  readonly note: string;
};

/** Everything that happened, in order. The lists may be read at any time, and emptied by a test that is done with them. */
export type Ledger = {
  readonly requests: RequestEntry[];
  readonly violations: Violation[];
  readonly breaches: Breach[];
  readonly messages: Map<string, MessageEntry>;
  readonly gateway: GatewayEntry[];
  readonly count: (route?: string) => number;
  readonly of: (route: string) => readonly RequestEntry[];
  readonly open: (at: number, route: string, params: Readonly<Record<string, string>>) => RequestEntry;
  /** Writes down what a request carried, cut to a readable size. */
  readonly carry: (entry: RequestEntry, body: unknown, files: readonly string[]) => void;
};

const LONGEST_BODY = 4_096;

export function createLedger(): Ledger {
  const requests: RequestEntry[] = [];
  return {
    requests,
    violations: [],
    breaches: [],
    messages: new Map(),
    gateway: [],
    count: (route) => requests.filter((entry) => route === undefined || entry.route === route).length,
    of: (route) => requests.filter((entry) => entry.route === route),
    open: (at, route, params) => {
      const entry: RequestEntry = {
        n: requests.length + 1,
        at,
        route,
        params,
        body: undefined,
        files: [],
        outcome: "",
        status: 0,
        code: 0,
        message: "",
        fault: "",
        tookMs: 0,
      };
      requests.push(entry);
      return entry;
    },
    carry: (entry, body, files) => {
      entry.body = bounded(body);
      entry.files = files;
    },
  };
}

function bounded(body: unknown): unknown {
  const text = JSON.stringify(body) ?? "";
  return text.length > LONGEST_BODY ? `${text.slice(0, LONGEST_BODY)}…` : body;
}
