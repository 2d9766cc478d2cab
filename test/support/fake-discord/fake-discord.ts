import { existsSync } from "node:fs";
import { createRandom } from "../../../src/shared/random.ts";
import { createFaults, type FaultRule, type Faults } from "../fake-telegram/faults.ts";
import { createTime } from "../fake-telegram/time.ts";
import { createCommandStore } from "./command-store.ts";
import type { Core, Handlers } from "./core.ts";
import { createDispatch } from "./dispatch.ts";
import { createFiles } from "./files.ts";
import { DISCORD_GATEWAY, type GatewayOptions } from "./gateway/connection.ts";
import { createGateway, type Gateway } from "./gateway/gateway.ts";
import { createSessions } from "./gateway/sessions.ts";
import { createStarts, DISCORD_STARTS, type StartLimit } from "./gateway/starts.ts";
import { createCallbackHandlers } from "./handlers/callback.ts";
import { createChannelHandlers } from "./handlers/channels.ts";
import { createCommandHandlers } from "./handlers/commands.ts";
import { createMessageHandlers } from "./handlers/messages.ts";
import { createSelfHandlers } from "./handlers/self.ts";
import { createWebhookHandlers } from "./handlers/webhooks.ts";
import { createInteractions, type Interaction } from "./interactions.ts";
import { type Breach, createLedger, type Ledger, type Violation } from "./ledger.ts";
import { createLimiter, DISCORD_LIMITS, type Limits, NO_LIMITS } from "./limits.ts";
import { createGuild, type Guild } from "./people/guild.ts";
import { createPerson, type Person } from "./people/person.ts";
import { createPosting } from "./posting.ts";
import { close, listen, serve } from "./server.ts";
import { compact, type User } from "./shapes.ts";
import { createSnowflakes } from "./snowflakes.ts";
import { loadSpecification } from "./specification.ts";
import { createWorld } from "./world.ts";

export type FakeDiscordOptions = {
  readonly token?: string;
  readonly bot?: { readonly id?: string; readonly username?: string };
  /** The source of all chance: tokens, session ids and the faults. */
  readonly seed?: number;
  /** Discord's OpenAPI file; without it only the stand-in's own rules are checked. */
  readonly specification?: string | undefined;
  /** The rate limits, or "none" where a test is about something else. */
  readonly limits?: Partial<Limits> | "none";
  /** A clock of the test's own, in milliseconds since 1970. Waits and heartbeats go by the machine's all the same. */
  readonly now?: () => number;
  /** How much quicker than the machine's the stand-in's time runs: deadlines, limits and windows. */
  readonly timeScale?: number;
  readonly gateway?: Partial<GatewayOptions>;
  /** How often, and how many at once, the bot may identify. */
  readonly starts?: Partial<StartLimit>;
  /** How long a session without a connection can be resumed, in milliseconds; Discord: "a few minutes". */
  readonly resumeMs?: number;
  /** How long an interaction waits for its first answer, and how long its token is good for after that. */
  readonly deadlineMs?: number;
  readonly tokenMs?: number;
  /** The share of interactions, from 0 to 1, that are void from the start: 10062 however quick the bot is. */
  readonly voidShare?: number;
  /** How long a nonce is remembered, in milliseconds; Discord: "the past few minutes". */
  readonly nonceMs?: number;
  /** The largest file that may be sent, in bytes; Discord: 10 MiB. */
  readonly largestFile?: number;
  /**
   * Faults by operation id; "file" is a download, "connect" a connection to the gateway, and "dispatch" an event, before
   * or after which the connection breaks.
   */
  readonly faults?: readonly FaultRule[];
};

/** Discord for tests: a bot talks to its API and gateway, and a test's people talk to the bot. */
export type FakeDiscord = {
  /** The root of the API, without its version: discord.js takes it as `rest.api`. */
  readonly api: string;
  /** The root of the server, under which the CDN's links stand too. */
  readonly url: string;
  readonly token: string;
  readonly bot: User;
  /** The title and version of the file that requests are checked against, or null: own rules only. */
  readonly specification: string | null;
  readonly ledger: Ledger;
  /** Requests that no correct bot makes, each refused: a test asserts that there are none. */
  readonly violations: readonly Violation[];
  /** Requests that came too fast. */
  readonly breaches: readonly Breach[];
  /** Every interaction: when it was acknowledged, and whether it is void, put off or done. */
  readonly interactions: readonly Interaction[];
  readonly faults: Faults;
  readonly gateway: Gateway;
  /** How many sessions the bot has, with or without a connection. */
  readonly sessions: () => number;
  readonly person: (shape?: { readonly id?: string; readonly name?: string; readonly locale?: string }) => Person;
  readonly guild: (shape?: { readonly id?: string; readonly name?: string; readonly locale?: string }) => Guild;
  /** The commands that are registered, for everywhere or for one guild. */
  readonly commands: Core["commands"]["list"];
  /** The bytes of a file that the bot or a person sent. */
  readonly bytesOf: (attachmentId: string) => Buffer;
  readonly stop: () => Promise<void>;
};

const TOKEN = "discord-token-for-tests";
const BOT_ID = "1200000000000000000";
const MEBIBYTE = 1024 * 1024;

/**
 * Starts Discord's stand-in on a free port of this machine. It is strict: what Discord refuses is refused in the same
 * words, and what a correct bot never sends is written down as a violation besides.
 *
 *     const discord = await startFakeDiscord();
 *     const lin = discord.person({ name: "Lin", locale: "zh-CN" });
 *     // the bot registers its commands with discord.api and discord.token
 *     const { text } = await lin.runs("/ask", { question: "..." }).answer();
 *     await lin.presses("Sources").answer();
 */
export async function startFakeDiscord(options: FakeDiscordOptions = {}): Promise<FakeDiscord> {
  const { seed = 1, limits: wanted = {} } = options;
  const { server, root } = await listen();
  const faults = createFaults(seed, options.faults);
  const core = createCore(options, root, faults);
  const { ledger, world, time } = core;
  const isThere = options.specification !== undefined && existsSync(options.specification);
  const specification = isThere ? loadSpecification(options.specification ?? "") : null;
  const limits = wanted === "none" ? NO_LIMITS : { ...DISCORD_LIMITS, ...wanted };
  const limiter = createLimiter(limits, ledger, time.now);
  const dispatch = createDispatch({ core, handlers: createHandlers(core), specification });
  serve(server, { core, dispatch, limiter });
  const { gateway, upgrade, stop } = createGateway(core, { ...DISCORD_GATEWAY, ...options.gateway });
  server.on("upgrade", upgrade);
  let people = 0;
  let guilds = 0;

  return {
    api: `http://${root}/api`,
    url: `http://${root}`,
    token: core.token.value,
    bot: world.bot,
    specification: specification?.version ?? null,
    ledger,
    violations: ledger.violations,
    breaches: ledger.breaches,
    interactions: core.interactions.all,
    faults,
    gateway,
    sessions: () => core.sessions.all().length,
    person: ({ id = core.makeId(), name = `Person ${++people}`, locale = "en-US" } = {}) =>
      createPerson(core, userOf(id, name), locale),
    guild: ({ id = core.makeId(), name = `Guild ${++guilds}`, locale = "en-US" } = {}) =>
      createGuild(core, { id, name, locale }),
    commands: core.commands.list,
    bytesOf: (id) => {
      const bytes = core.files.bytesOf(id);
      if (bytes === undefined) throw new Error(`there is no file ${id}`);
      return bytes;
    },
    stop: async () => {
      stop();
      await close(server);
    },
  };
}

function userOf(id: string, name: string): User {
  const username = name.toLowerCase().replace(/[^a-z0-9._]/gu, "_");
  return { id, username, discriminator: "0", global_name: name, avatar: null, public_flags: 0 };
}

function createCore(options: FakeDiscordOptions, root: string, faults: Faults): Core {
  const { seed = 1, resumeMs = 180_000, deadlineMs = 3_000, tokenMs = 900_000, voidShare = 0 } = options;
  const { id = BOT_ID, username = "Silkdesk" } = options.bot ?? {};
  const random = createRandom(seed);
  const time = createTime(
    compact<{ now: () => number; scale: number }>({ now: options.now, scale: options.timeScale }),
  );
  const { now } = time;
  const makeId = createSnowflakes(now);
  const ledger = createLedger();
  const bot: User = { ...userOf(id, username), username, global_name: null, bot: true };
  const world = createWorld(bot, now, makeId);
  const files = createFiles({ root: () => `http://${root}`, now, makeId });
  const sessions = createSessions({ now, random, resumeMs });
  return {
    time,
    makeId,
    ledger,
    faults,
    world,
    files,
    posting: createPosting({ world, files, ledger, sessions, makeId, now }),
    commands: createCommandStore(id, makeId),
    interactions: createInteractions({ now, makeId, random, deadlineMs, tokenMs, voidShare }),
    sessions,
    starts: createStarts({ ...DISCORD_STARTS, ...options.starts }, now),
    applicationId: id,
    gatewayUrl: () => `ws://${root}/gateway`,
    largestFile: options.largestFile ?? 10 * MEBIBYTE,
    nonceMs: options.nonceMs ?? 300_000,
    token: { value: options.token ?? TOKEN, isReset: false },
  };
}

function createHandlers(core: Core): Handlers {
  return {
    ...createSelfHandlers(core),
    ...createCommandHandlers(core),
    ...createChannelHandlers(core),
    ...createMessageHandlers(core),
    ...createCallbackHandlers(core),
    ...createWebhookHandlers(core),
  };
}
