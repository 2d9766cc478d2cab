import type { RawData, WebSocket } from "ws";
import type { Core } from "../core.ts";
import type { GatewayEntry } from "../ledger.ts";
import { isRecord } from "../shapes.ts";
import { closeCodeOf } from "./intents.ts";
import { greet } from "./ready.ts";
import type { Line, Session } from "./sessions.ts";

export type GatewayOptions = {
  /** How often a bot must send a sign of life, in milliseconds; Discord: 41,250. */
  readonly heartbeatMs: number;
  /** The privileged intents that Discord granted, as bits. */
  readonly grantedIntents: number;
  /** How many payloads a connection may send in a minute. */
  readonly sendsPerMinute: number;
};

export const DISCORD_GATEWAY: GatewayOptions = { heartbeatMs: 41_250, grantedIntents: 0, sendsPerMinute: 120 };

/** A bot's connection to the gateway. */
export type Connection = {
  readonly session: () => Session | null;
  readonly send: (payload: object) => void;
  readonly close: (code: number, why: string) => void;
  /** Breaks the connection without a word. */
  readonly drop: () => void;
  /** Whether heartbeats are answered; a bot must take a silent gateway for dead. */
  isMute: boolean;
};

const OPS = { heartbeat: 1, identify: 2, presence: 3, resume: 6, hello: 10, ack: 11, invalidSession: 9 } as const;
const LATE = 1.5;
/** What a bot may send at once, in bytes. */
const LARGEST_PAYLOAD = 4_096;

/** Serves one connection: HELLO, heartbeats, IDENTIFY, RESUME, and closes with Discord's codes for what is wrong. */
export function serveConnection(core: Core, options: GatewayOptions, socket: WebSocket, ended: () => void): Connection {
  const { ledger, time, sessions, faults } = core;
  const sends: number[] = [];
  let session: Session | null = null;
  let heardAt = performance.now();
  let closedBy = "";

  const note = (kind: GatewayEntry["kind"], more: Partial<GatewayEntry> = {}): void => {
    const about = { session: session?.id ?? null, shard: session?.shard[0] ?? null, code: null, note: "" };
    ledger.gateway.push({ at: time.now(), kind, ...about, ...more });
  };
  const send = (payload: object): void => socket.send(JSON.stringify(payload));
  const close = (code: number, why: string): void => {
    closedBy ||= `Discord: ${why}`;
    socket.close(code, why);
  };
  const drop = (): void => {
    closedBy ||= "the connection broke";
    socket.terminate();
  };

  const line: Line = {
    close,
    send: (dispatch) => {
      const fault = faults.draw("dispatch")?.kind;
      if (fault === "reset before") return drop();
      if (fault !== "reset after") return send(dispatch);
      socket.send(JSON.stringify(dispatch), () => drop());
    },
  };
  const attach = (own: Session): void => {
    own.line?.close(4_000, "the session goes on at another connection");
    own.line = line;
    own.idleSince = null;
    session = own;
  };
  const refuseSession = (why: string): void => {
    note("invalid session", { note: why });
    send({ op: OPS.invalidSession, d: false });
  };

  const identify = (d: Record<string, unknown>): void => {
    if (session !== null) return close(4_005, "Already authenticated.");
    if (!isRecord(d.properties)) return close(4_002, "Error while decoding payload.");
    if (core.token.isReset || plain(d.token) !== core.token.value) return close(4_004, "Authentication failed.");
    const shard = readShard(d.shard);
    if (shard === null) return close(4_010, "Invalid shard.");
    const code = closeCodeOf(d.intents, options.grantedIntents);
    if (code !== null) return close(code, code === 4_013 ? "Invalid intent(s)." : "Disallowed intent(s).");
    note("identify", { shard: shard[0] });
    const start = core.starts.spend(shard[0]);
    if (start === "spent") return resetToken(core);
    if (start === "crowded") return refuseSession("too many IDENTIFY at once");
    attach(sessions.create(shard, Number(d.intents)));
    note("ready");
    if (session !== null) greet(core, session);
  };

  const resume = (d: Record<string, unknown>): void => {
    if (session !== null) return close(4_005, "Already authenticated.");
    if (core.token.isReset || plain(d.token) !== core.token.value) return close(4_004, "Authentication failed.");
    note("resume", { session: String(d.session_id) });
    const found = sessions.find(String(d.session_id));
    if (found === undefined) return refuseSession("there is no such session (any more)");
    const seq = d.seq;
    if (typeof seq !== "number" || seq > found.seq || seq < 0) return close(4_007, "Invalid seq.");
    const oldest = found.kept[0]?.s ?? found.seq + 1;
    if (seq < oldest - 1) return refuseSession("the events are not kept any more");
    attach(found);
    const missed = found.kept.filter(({ s }) => s > seq);
    for (const dispatch of missed) send(dispatch);
    note("resumed", { note: `${missed.length} replayed` });
    sessions.tell(found, "RESUMED", { _trace: [] });
  };

  const receive = (data: RawData): void => {
    const text = String(data);
    const payload = Buffer.byteLength(text) > LARGEST_PAYLOAD ? null : decode(text);
    if (payload === null) return close(4_002, "Error while decoding payload.");
    const now = time.now();
    while (sends[0] !== undefined && sends[0] <= now - 60_000) sends.shift();
    sends.push(now);
    if (sends.length > options.sendsPerMinute) return close(4_008, "Rate limited.");
    const d = isRecord(payload.d) ? payload.d : {};
    switch (payload.op) {
      case OPS.heartbeat:
        heardAt = performance.now();
        if (!connection.isMute) send({ op: OPS.ack });
        return;
      case OPS.identify:
        return identify(d);
      case OPS.resume:
        return resume(d);
      case OPS.presence:
        return session === null ? close(4_003, "Not authenticated.") : undefined;
      default:
        return close(session === null ? 4_003 : 4_001, session === null ? "Not authenticated." : "Unknown opcode.");
    }
  };

  const watch = setInterval(() => {
    if (performance.now() - heardAt > options.heartbeatMs * LATE) close(4_000, "no heartbeat came");
  }, options.heartbeatMs / 4);
  socket.on("message", receive);
  socket.on("error", () => socket.terminate());
  socket.on("close", (code) => {
    clearInterval(watch);
    note("close", { code, note: closedBy === "" ? "the bot" : closedBy });
    ended();
    if (session === null || session.line !== line) return;
    session.line = null;
    session.idleSince = time.now();
    // A bot that says good-bye properly gives its session up.
    if (closedBy === "" && (code === 1_000 || code === 1_001)) sessions.end(session);
  });

  const connection: Connection = { session: () => session, send, close, drop, isMute: false };
  note("connect");
  send({ op: OPS.hello, d: { heartbeat_interval: options.heartbeatMs } });
  return connection;
}

/** What Discord does to a bot that identified too often: the token is void, and every session ends. */
function resetToken({ token, sessions }: Core): void {
  token.isReset = true;
  for (const session of sessions.all()) {
    session.line?.close(4_004, "the token was reset");
    sessions.end(session);
  }
}

function plain(token: unknown): string {
  return String(token).replace(/^Bot /u, "");
}

function readShard(value: unknown): readonly [number, number] | null {
  if (value === undefined) return [0, 1];
  const [index, count] = Array.isArray(value) ? (value as readonly unknown[]) : [];
  const isWhole = Number.isSafeInteger(index) && Number.isSafeInteger(count);
  return isWhole && Number(index) >= 0 && Number(index) < Number(count) ? [Number(index), Number(count)] : null;
}

function decode(text: string): Record<string, unknown> | null {
  try {
    const payload: unknown = JSON.parse(text);
    return isRecord(payload) ? payload : null;
  } catch {
    return null;
  }
}
