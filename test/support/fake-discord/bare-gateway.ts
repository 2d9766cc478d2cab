import { WebSocket } from "ws";
import type { FakeDiscord } from "./fake-discord.ts";

export type Payload = {
  readonly op: number;
  readonly t?: string;
  readonly s?: number;
  readonly d: Record<string, unknown>;
};

/** A bare connection to the gateway: it sends what it is told, and hands back what came. */
export type BareGateway = {
  readonly received: readonly Payload[];
  readonly send: (op: number, d: unknown) => void;
  readonly sendText: (text: string) => void;
  /** The first payload of an opcode, or event of a name, that came or will come. Rejects after 2,000 ms. */
  readonly next: (what: number | string) => Promise<Payload>;
  readonly identify: (more?: Record<string, unknown>) => void;
  readonly resume: (session: string, seq: number) => void;
  /** The code of the close that came or will come. */
  readonly closed: Promise<number>;
  readonly close: (code: number) => void;
};

const GUILDS_AND_MESSAGES = 1 | (1 << 9) | (1 << 12);

export async function connect(
  { url, token }: Pick<FakeDiscord, "url" | "token">,
  query = "v=10&encoding=json",
): Promise<BareGateway> {
  const socket = new WebSocket(`${url.replace("http", "ws")}/gateway?${query}`);
  const received: Payload[] = [];
  const listeners = new Set<() => void>();
  socket.on("message", (data) => {
    received.push(JSON.parse(String(data)));
    for (const listener of [...listeners]) listener();
  });
  const closed = new Promise<number>((resolve) => socket.once("close", resolve));
  await new Promise((resolve, reject) => {
    socket.once("open", resolve);
    socket.once("error", reject);
  });
  socket.on("error", () => undefined);
  const send = (op: number, d: unknown) => socket.send(JSON.stringify({ op, d }));
  return {
    received,
    send,
    sendText: (text) => socket.send(text),
    next: (what) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error(`nothing came of ${what}`)), 2_000);
        const look = () => {
          const hit = received.find(({ op, t }) => (typeof what === "number" ? op === what : t === what));
          if (hit === undefined) return;
          clearTimeout(timer);
          listeners.delete(look);
          resolve(hit);
        };
        listeners.add(look);
        look();
      }),
    identify: (more = {}) =>
      send(2, { token, intents: GUILDS_AND_MESSAGES, properties: { os: "linux", browser: "t", device: "t" }, ...more }),
    resume: (session, seq) => send(6, { token, session_id: session, seq }),
    closed,
    close: (code) => socket.close(code),
  };
}
