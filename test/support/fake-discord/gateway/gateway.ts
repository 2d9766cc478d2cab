import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocketServer } from "ws";
import type { Core } from "../core.ts";
import { type Connection, type GatewayOptions, serveConnection } from "./connection.ts";

/** The gateway as a test handles it: what Discord's servers do to bots from time to time. */
export type Gateway = {
  /** How many connections there are. */
  readonly connections: () => number;
  /** Breaks every connection without a word; events are kept for a bot that resumes. */
  readonly drop: () => void;
  /** Closes every connection with a code, such as 4000. */
  readonly close: (code: number) => void;
  /** Asks the bot to reconnect and resume (opcode 7). */
  readonly askToReconnect: () => void;
  /** Ends every session (opcode 9): the bot must identify anew, or may resume where `canResume`. */
  readonly invalidate: (canResume?: boolean) => void;
  /** Answers no heartbeat of the present connections any more. */
  readonly mute: () => void;
  /** Refuses new connections with status 503, until it is called with false. */
  readonly shut: (isShut: boolean) => void;
};

export type GatewayDoor = {
  readonly gateway: Gateway;
  readonly upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
  readonly stop: () => void;
};

/** The gateway's door: it takes version 10 in JSON without compression, and says so of anything else. */
export function createGateway(core: Core, options: GatewayOptions): GatewayDoor {
  const server = new WebSocketServer({ noServer: true, perMessageDeflate: false });
  const open = new Set<Connection>();
  let isShut = false;

  const turnAway = (socket: Duplex, status: string): void => {
    socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
  };

  const upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    socket.on("error", () => socket.destroy());
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://discord");
    const fault = core.faults.draw("connect")?.kind;
    if (fault === "reset before" || fault === "reset after") return void socket.destroy();
    if (isShut || fault !== undefined) return turnAway(socket, "503 Service Unavailable");
    if (pathname !== "/gateway" && pathname !== "/gateway/") return turnAway(socket, "404 Not Found");
    const compression = searchParams.get("compress");
    if (compression !== null || (searchParams.get("encoding") ?? "json") !== "json") {
      const complaint = `the stand-in's gateway speaks plain JSON only, not ${searchParams.toString()}`;
      core.ledger.violations.push({ at: core.time.now(), route: "gateway", complaint });
      return turnAway(socket, "501 Not Implemented");
    }
    server.handleUpgrade(request, socket, head, (client) => {
      if (searchParams.get("v") !== "10") return client.close(4_012, "Invalid API version.");
      const connection = serveConnection(core, options, client, () => open.delete(connection));
      open.add(connection);
    });
  };

  const each = (work: (connection: Connection) => void): void => {
    for (const connection of [...open]) work(connection);
  };

  return {
    upgrade,
    gateway: {
      connections: () => open.size,
      drop: () => each(({ drop }) => drop()),
      close: (code) => each(({ close }) => close(code, "closed by the test")),
      askToReconnect: () => each(({ send }) => send({ op: 7, d: null })),
      invalidate: (canResume = false) =>
        each(({ send, session }) => {
          const own = session();
          if (own !== null && !canResume) core.sessions.end(own);
          send({ op: 9, d: canResume });
        }),
      mute: () =>
        each((connection) => {
          connection.isMute = true;
        }),
      shut: (shut) => {
        isShut = shut;
      },
    },
    stop: () => {
      each(({ drop }) => drop());
      server.close();
    },
  };
}
