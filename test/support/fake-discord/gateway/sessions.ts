import { shardOf } from "../snowflakes.ts";
import { INTENTS } from "./intents.ts";

export type Dispatch = { readonly op: 0; readonly t: string; readonly s: number; readonly d: unknown };

/** Carries what a session sends to the bot's socket; "lost" where the socket broke before the bot had it. */
export type Line = { readonly send: (dispatch: Dispatch) => void; readonly close: (code: number, why: string) => void };

/** A bot's session with the gateway: it outlives connections, and keeps what came meanwhile. */
export type Session = {
  readonly id: string;
  readonly shard: readonly [index: number, count: number];
  readonly intents: number;
  seq: number;
  /** What was dispatched, for a bot that resumes; the oldest are dropped. */
  readonly kept: Dispatch[];
  line: Line | null;
  /** When the last connection ended, in milliseconds; null while there is one. */
  idleSince: number | null;
};

/** An event: `intents` are those of which one is needed, 0 where none is; `d` may differ by the session's intents. */
export type Event = {
  readonly t: string;
  readonly guildId: string | null;
  readonly intents?: number;
  readonly d: (intents: number) => unknown;
};

export type Sessions = {
  readonly all: () => readonly Session[];
  readonly create: (shard: readonly [number, number], intents: number) => Session;
  readonly find: (id: string) => Session | undefined;
  readonly end: (session: Session) => void;
  /** Hands an event to every session whose shard and intents want it; returns how many there were. */
  readonly dispatch: (event: Event) => number;
  /** Hands something to one session. */
  readonly tell: (session: Session, t: string, d: unknown) => void;
};

const MOST_KEPT = 10_000;

/** The sessions of the bot. One that was idle for longer than `resumeMs` is gone. */
export function createSessions(deps: {
  readonly now: () => number;
  readonly random: () => number;
  readonly resumeMs: number;
}): Sessions {
  const { now, random, resumeMs } = deps;
  const sessions = new Map<string, Session>();

  const isGone = ({ idleSince }: Session) => idleSince !== null && now() - idleSince > resumeMs;
  const live = (): readonly Session[] => {
    for (const session of sessions.values()) if (isGone(session)) sessions.delete(session.id);
    return [...sessions.values()];
  };

  const tell = (session: Session, t: string, d: unknown): void => {
    session.seq += 1;
    const dispatch: Dispatch = { op: 0, t, s: session.seq, d };
    session.kept.push(dispatch);
    if (session.kept.length > MOST_KEPT) session.kept.shift();
    session.line?.send(dispatch);
  };

  return {
    all: live,
    create: (shard, intents) => {
      const id = Array.from({ length: 32 }, () => Math.floor(random() * 16).toString(16)).join("");
      const session: Session = { id, shard, intents, seq: 0, kept: [], line: null, idleSince: null };
      sessions.set(id, session);
      return session;
    },
    find: (id) => live().find((session) => session.id === id),
    end: (session) => {
      sessions.delete(session.id);
    },
    dispatch: ({ t, guildId, intents = 0, d }) => {
      const wanted = live().filter(({ shard: [index, count], intents: own }) => {
        const isOfShard = shardOf(guildId, count) === index;
        return isOfShard && (intents === 0 || (own & intents) !== 0);
      });
      for (const session of wanted) tell(session, t, d(session.intents));
      return wanted.length;
    },
    tell,
  };
}

/** The intent that messages of a place need. */
export function messageIntent(guildId: string | null): number {
  return guildId === null ? INTENTS.directMessages : INTENTS.guildMessages;
}
