import type { Context } from "hono";
import { type SSEStreamingApi, streamSSE } from "hono/streaming";
import type { PlatformPort } from "../../message/platform.ts";
import { type Clock, SECOND } from "../../shared/clock.ts";
import type { Logger } from "../../shared/logger.ts";
import type { PieceEvent } from "./page/protocol.ts";
import { messageOfPiece, renderPiece } from "./render.ts";
import type { Voice } from "./words.ts";

/** The open pages of this process. */
export type Streams = {
  /** Reads a conversation on from the piece with the id `after`, until the page goes away or the platform stops. */
  open(context: Context, conversation: string, after: number, voice: Voice): Response;
  /** How many pages of a conversation are open here. */
  count(conversation: string): number;
  /** A piece was stored: the pages need not wait for their next look. */
  wake(conversation: string): void;
  /** Shows that an answer is being written. Not stored, and lost where no page is open here. */
  typing(conversation: string): void;
  /** Closes every stream. The pages come back by themselves, with the last id they saw. */
  stop(): void;
};

/** How often a page looks for pieces that another process stored, and how often a quiet one shows that it lives. */
const LOOK_MS = SECOND;
const PING_MS = 15 * SECOND;
/** How long a browser waits before it comes back. */
const RETRY_MS = 2 * SECOND;

export type StreamDeps = { readonly query: PlatformPort["query"]; readonly clock: Clock; readonly log: Logger };

export function createStreams(deps: StreamDeps): Streams {
  const open = new Map<string, Set<Connection>>();
  const each = (conversation: string, act: (connection: Connection) => void): void =>
    open.get(conversation)?.forEach(act);

  const add = (conversation: string, connection: Connection): void => {
    open.set(conversation, (open.get(conversation) ?? new Set()).add(connection));
  };

  const remove = (conversation: string, connection: Connection): void => {
    const others = open.get(conversation);
    others?.delete(connection);
    if (others?.size === 0) open.delete(conversation);
  };

  return {
    open: (context, conversation, after, voice) => {
      context.header("X-Accel-Buffering", "no");
      const response = streamSSE(context, async (stream) => {
        const connection = createConnection();
        add(conversation, connection);
        stream.onAbort(connection.close);
        try {
          await follow(deps, stream, connection, { conversation, after, voice });
        } catch (error) {
          deps.log.warn({ err: error }, "a page's stream broke; the page comes back by itself");
        } finally {
          remove(conversation, connection);
        }
      });
      // The socket serves nothing else: kept alive after the stream, it would only hold up a server that is closing.
      response.headers.set("Connection", "close");
      return response;
    },
    count: (conversation) => open.get(conversation)?.size ?? 0,
    wake: (conversation) => each(conversation, (connection) => connection.wake()),
    typing: (conversation) => each(conversation, (connection) => connection.type()),
    stop: () => {
      for (const connections of open.values()) for (const connection of connections) connection.close();
    },
  };
}

type Connection = ReturnType<typeof createConnection>;

/** What the rest of the process may tell a stream. A call while the stream is busy is not lost. */
function createConnection() {
  let sleeper = new AbortController();
  let closed = false;
  let typing = false;
  const wake = (): void => sleeper.abort();
  return {
    wake,
    type: () => {
      typing = true;
      wake();
    },
    close: () => {
      closed = true;
      wake();
    },
    isClosed: () => closed,
    takeTyping: () => {
      const was = typing;
      typing = false;
      return was;
    },
    /** Aborted by the next call from outside. Taken before looking, so nothing slips between looking and sleeping. */
    nextCall: () => {
      if (sleeper.signal.aborted) sleeper = new AbortController();
      return sleeper.signal;
    },
  };
}

type Reading = { readonly conversation: string; readonly after: number; readonly voice: Voice };

async function follow(
  { query, clock }: StreamDeps,
  stream: SSEStreamingApi,
  connection: Connection,
  reading: Reading,
): Promise<void> {
  let { after } = reading;
  let pingAt = Date.parse(clock.now()) + PING_MS;
  await stream.write(`retry: ${RETRY_MS}\n\n`);
  while (!connection.isClosed()) {
    const called = connection.nextCall();
    if (connection.takeTyping()) await stream.writeSSE({ event: "typing", data: "{}" });
    const entries = await query({ kind: "pieces", conversation: reading.conversation, after });
    for (const { id, message, piece } of entries) {
      const data = toEvent(piece, messageOfPiece(piece, message), reading.voice);
      await stream.writeSSE({ event: "piece", id: String(id), data: JSON.stringify(data) });
      after = id;
    }
    if (Date.parse(clock.now()) >= pingAt) {
      pingAt = Date.parse(clock.now()) + PING_MS;
      await stream.write(": ping\n\n");
    }
    if (entries.length === 0) await clock.sleep(LOOK_MS, called);
  }
}

function toEvent(piece: Parameters<typeof renderPiece>[0], message: string, voice: Voice): PieceEvent {
  const replaces = piece.mode.kind === "replace" ? piece.mode.message : null;
  return { message, html: renderPiece(piece, message, voice).html, replaces };
}
