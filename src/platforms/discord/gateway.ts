import { Encoding, type SessionInfo, WebSocketShard, WebSocketShardEvents, WebSocketShardStatus } from "@discordjs/ws";
import { type APIGatewayBotInfo, GatewayCloseCodes, GatewayIntentBits } from "discord.js";
import type { PlatformPort } from "../../message/platform.ts";
import { type Clock, SECOND } from "../../shared/clock.ts";
import { AppError } from "../../shared/errors.ts";
import type { Logger } from "../../shared/logger.ts";
import { createIdentifyGate } from "./identify.ts";
import { createInlet } from "./inlet.ts";
import type { Dispatch, Receive } from "./receive.ts";
import { keptSession, recallSession, type Session } from "./session.ts";

export type GatewayDeps = {
  readonly token: string;
  readonly info: APIGatewayBotInfo;
  /** How many connections share the guilds. */
  readonly shards: number;
  readonly port: PlatformPort;
  readonly receive: Receive;
  readonly clock: Clock;
  readonly log: Logger;
  /** Told when Discord will never let this bot in. */
  readonly onRefused: (error: AppError) => void;
};

/** The connections to the gateway. */
export type Gateway = {
  /** Closes them so that the sessions can be resumed, and saves what they brought. */
  readonly stop: () => Promise<void>;
};

/** Messages of guilds and of people. None is privileged; interactions need none. */
const INTENTS = GatewayIntentBits.GuildMessages | GatewayIntentBits.DirectMessages;

/** Any code but 1000 and 1001 leaves the session for the next process. */
const RESUMABLE = 4_200;
/** How often what is of no concern moves the place that is stored. */
const SAVE_MS = 5 * SECOND;

type Arrived = Dispatch & { readonly s: number; readonly session: string };

/** Connects every shard: it goes on with the session that was left, or begins one. */
export function startGateway(deps: GatewayDeps): Gateway {
  const gate = createIdentifyGate(deps);
  const shards = Array.from({ length: deps.shards }, (_, id) => startShard(deps, id, gate));
  return { stop: async () => void (await Promise.all(shards.map((stop) => stop()))) };
}

/** Connects one shard; returns how to end it. */
function startShard(deps: GatewayDeps, id: number, gate: (signal: AbortSignal) => Promise<void>): () => Promise<void> {
  const { port, receive, clock, log, shards } = deps;
  let session: Session | null | undefined;
  let saved = 0;
  let isOver = false;
  const doubts = createDoubts();

  const take = async (batch: readonly Arrived[]): Promise<void> => {
    const last = batch.findLast((one) => one.session === session?.id);
    const before = session;
    const after =
      last === undefined || before == null ? null : { ...before, sequence: Math.max(before.sequence, last.s) };
    await receive.take(batch, keptSession(id, after ?? before ?? null));
    // A new session may have begun meanwhile.
    if (after !== null && session?.id === after.id) session = after;
  };
  const inlet = createInlet<Arrived>(take, { clock, log });

  const save = async (): Promise<void> => {
    const sequence = session?.sequence ?? 0;
    if (sequence === saved) return;
    await port.keep(keptSession(id, null).key, session ?? null);
    saved = sequence;
  };
  const saving = setInterval(() => void save().catch(() => undefined), SAVE_MS);
  saving.unref();

  const shard = new WebSocketShard(
    {
      options: optionsOf(deps),
      retrieveSessionInfo: async () => {
        // The client would go on to connect anew.
        if (isOver) return NEVER;
        if (session === undefined) session = await recallSession(port, id, shards);
        return session === null ? null : toInfo(session, id);
      },
      updateSessionInfo: async (_shard, info) => {
        if (isOver || (info !== null && info.sessionId === session?.id)) return;
        if (info === null && !doubts.isRefused()) return;
        session = info === null ? null : toSession(info);
        await port.keep(keptSession(id, null).key, session).catch(() => undefined);
      },
      waitForIdentify: (_shard, signal) => gate(signal),
    },
    id,
  );
  shard.on(WebSocketShardEvents.Hello, doubts.asked);
  shard.on(WebSocketShardEvents.Dispatch, ({ data: { t, d, s } }) => {
    doubts.proven();
    inlet.push({ t, d, s, session: session?.id ?? "" });
  });
  shard.on(WebSocketShardEvents.Error, ({ error }) =>
    log.warn({ shard: id, reason: error.message }, "the gateway failed"),
  );
  shard.on(WebSocketShardEvents.Closed, ({ code }) => {
    if (!isOver) log.info({ shard: id, code }, "the connection to Discord was closed");
    const refused = REFUSED[code];
    if (refused !== undefined) deps.onRefused(new AppError("config.invalid", refused));
  });
  shard.connect().catch((error: unknown) => log.error({ err: error, shard: id }, "Discord's gateway was not reached"));

  return async () => {
    isOver = true;
    clearInterval(saving);
    // A socket that is only being opened can't be closed in order.
    for (let turn = 0; turn < 20 && shard.status === WebSocketShardStatus.Connecting; turn++) await clock.sleep(25);
    await shard.destroy({ code: RESUMABLE, reason: "the process ends" }).catch(() => undefined);
    await inlet.close();
    await save().catch(() => undefined);
  };
}

/** So many times Discord may let a connection end without a single event before its session counts as over. */
const MOST_REFUSALS = 2;

/**
 * Whether a session is over. The client forgets it on any network fault, and what came meanwhile would be missed: only what
 * was asked of Discord, and more than once not granted, is over.
 */
function createDoubts() {
  let refusals = 0;
  return {
    /** A connection begins: the session is asked for. */
    asked: () => {
      refusals += 1;
    },
    /** An event came. */
    proven: () => {
      refusals = 0;
    },
    isRefused: () => refusals >= MOST_REFUSALS,
  };
}

const NEVER = new Promise<never>(() => undefined);

/** Why Discord never lets a bot in, by the code of its good-bye. */
const REFUSED: Readonly<Record<number, string>> = {
  [GatewayCloseCodes.AuthenticationFailed]:
    "Discord does not know the token in DISCORD_BOT_TOKEN. Copy it again from the Developer Portal (Bot, Reset Token) and restart.",
  [GatewayCloseCodes.InvalidShard]: "Discord does not take the number in DISCORD_SHARDS.",
  [GatewayCloseCodes.ShardingRequired]: "Discord wants more connections than DISCORD_SHARDS says. Leave it unset.",
  [GatewayCloseCodes.DisallowedIntents]: "Discord does not let this bot receive messages.",
};

function toInfo({ id: sessionId, resumeUrl, sequence, shards }: Session, shardId: number): SessionInfo {
  return { sessionId, resumeURL: resumeUrl, sequence, shardCount: shards, shardId };
}

function toSession({ sessionId: id, resumeURL: resumeUrl, sequence, shardCount: shards }: SessionInfo): Session {
  return { id, resumeUrl, sequence, shards };
}

function optionsOf({ token, info, shards }: GatewayDeps): ConstructorParameters<typeof WebSocketShard>[0]["options"] {
  return {
    ...{ token, intents: INTENTS, version: "10", encoding: Encoding.JSON, compression: null, shardCount: shards },
    gatewayInformation: info,
    identifyProperties: { browser: "silkdesk", device: "silkdesk", os: process.platform },
    ...{ largeThreshold: null, initialPresence: null },
    ...{ handshakeTimeout: 30 * SECOND, helloTimeout: 60 * SECOND, readyTimeout: 15 * SECOND },
  };
}
