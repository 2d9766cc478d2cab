import { existsSync } from "node:fs";
import { createRandom } from "../../../src/shared/random.ts";
import type { Core, InlineResults, Methods, Toast } from "./core.ts";
import { createDispatch } from "./dispatch.ts";
import { createFaults, type FaultRule, type Faults } from "./faults.ts";
import { createFiles } from "./files.ts";
import { createGroup, type Group } from "./group.ts";
import { type Breach, createLedger, type Ledger, type Violation } from "./ledger.ts";
import { createLimiter, type Limits, TELEGRAM_LIMITS } from "./limits.ts";
import { createAnswerMethods } from "./methods/answer.ts";
import { createChatMethods } from "./methods/chat.ts";
import { createEditMethods } from "./methods/edit.ts";
import { createProfileMethods } from "./methods/profile.ts";
import { createSendMethods } from "./methods/send.ts";
import { createTopicMethods } from "./methods/topics.ts";
import { createUpdateMethods } from "./methods/updates.ts";
import { createPerson, type Person } from "./person.ts";
import { createProfile } from "./profile.ts";
import { createQuestions } from "./questions.ts";
import { startServer } from "./server.ts";
import { type ChatShape, compact, type User } from "./shapes.ts";
import { loadSpecification } from "./specification.ts";
import { createTime } from "./time.ts";
import { createUpdateQueue } from "./updates.ts";
import { createWebhook, type Reply, WEBHOOK_DEFAULTS, type WebhookOptions } from "./webhook.ts";
import { createReplyRunner } from "./webhook-reply.ts";
import { createWorld } from "./world.ts";

export type FakeTelegramOptions = {
  readonly token?: string;
  readonly bot?: { readonly first_name?: string; readonly username?: string };
  /** The source of all chance: the first update id, ids after a jump, and the faults. */
  readonly seed?: number;
  /** The machine-readable document of the Bot API; without it only the stand-in's own rules are checked. */
  readonly specification?: string | undefined;
  /** The sending limits, or "none" where a test is about something else. */
  readonly limits?: Partial<Limits> | "none";
  /** A clock of the test's own, in milliseconds since 1970. Waits (long polls, retries) go by the machine's all the same. */
  readonly now?: () => number;
  /** How much quicker than the machine's the stand-in's time runs, limits and long polls included. */
  readonly timeScale?: number;
  /** How long a press or an inline query can be answered. */
  readonly answerWindowMs?: number;
  /** Whether the bot is in privacy mode, which is Telegram's default. */
  readonly privacy?: boolean;
  readonly webhook?: Partial<WebhookOptions>;
  readonly faults?: readonly FaultRule[];
};

/** Telegram for tests: a bot talks to it over HTTP, and a test's people talk to the bot. */
export type FakeTelegram = {
  /** The API root to give to the bot. */
  readonly url: string;
  readonly token: string;
  readonly bot: User;
  /** The version that requests are checked against, or null: own rules only. */
  readonly specification: string | null;
  readonly ledger: Ledger;
  /** Malformed requests, each refused: a test asserts that there are none. */
  readonly violations: readonly Violation[];
  /** Messages that came too fast. */
  readonly breaches: readonly Breach[];
  readonly faults: Faults;
  readonly person: (user?: Partial<Omit<User, "is_bot">>) => Person;
  readonly group: (shape?: {
    readonly id?: number;
    readonly title?: string;
    readonly username?: string;
    readonly forum?: boolean;
  }) => Group;
  /** How many updates the bot has not confirmed. */
  readonly waiting: () => number;
  /** Resolves when every update is confirmed; rejects after `timeout` (10,000 ms). */
  readonly settled: (options?: { readonly timeout?: number }) => Promise<void>;
  /** Goes on at another update id, by default a random one, as after a quiet week; a lower one needs an empty queue. */
  readonly jumpUpdateIds: (to?: number) => void;
  /** The bytes of a file that the bot or a person sent. */
  readonly bytesOf: (fileId: string) => Buffer;
  /** Takes a logOut back. */
  readonly logIn: () => void;
  readonly stop: () => Promise<void>;
};

const TOKEN = "7000000001:AAFakeTelegramTokenForTests_0123456789";
const NO_LIMITS: Limits = { overall: null, chat: null, group: null, slackMs: 0, countEdits: false };

/**
 * Starts Telegram's stand-in on a free port of this machine. It is strict: what Telegram refuses is refused in the same
 * words, and what a correct bot never sends is written down as a violation besides.
 *
 *     const telegram = await startFakeTelegram();
 *     const lin = telegram.person({ first_name: "Lin", language_code: "zh" });
 *     lin.startsWith();
 *     const [welcome] = await lin.hears();
 *     await lin.presses("English").toast();
 */
export async function startFakeTelegram(options: FakeTelegramOptions = {}): Promise<FakeTelegram> {
  const { token = TOKEN, seed = 1, limits: wanted = {} } = options;
  const random = createRandom(seed);
  const limits = wanted === "none" ? NO_LIMITS : { ...TELEGRAM_LIMITS, ...wanted };
  const { core, run } = createCore(options, token, random);
  const { ledger, files, world, queue, time } = core;
  const limiter = createLimiter(limits, ledger, time.now);
  const isThere = options.specification !== undefined && existsSync(options.specification);
  const specification = isThere ? loadSpecification(options.specification ?? "") : null;
  const dispatch = createDispatch({ core, methods: createMethods(core), specification, limiter, limits });
  const faults = createFaults(seed, options.faults);
  run.reply = createReplyRunner(dispatch, ledger, time);
  const server = await startServer({ token, dispatch, faults, files, ledger, limiter, world, time });
  let people = 0;
  let groups = 0;

  return {
    url: server.url,
    token,
    bot: world.bot,
    specification: specification?.version ?? null,
    ledger,
    violations: ledger.violations,
    breaches: ledger.breaches,
    faults,
    person: (user = {}) => {
      people += 1;
      return createPerson(core, { id: 5_000_000 + people, first_name: `Person ${people}`, is_bot: false, ...user });
    },
    group: ({ id, title, username, forum } = {}) => {
      groups += 1;
      return createGroup(
        core,
        compact<ChatShape>({
          id: id ?? -1_001_000_000_000 - groups,
          type: "supergroup",
          title: title ?? `Group ${groups}`,
          username,
          is_forum: forum ? true : undefined,
        }),
      );
    },
    waiting: () => queue.size(),
    settled: async ({ timeout = 10_000 } = {}) => {
      for (const end = performance.now() + timeout; queue.size() > 0; ) {
        if (performance.now() > end) throw new Error(`${queue.size()} updates are not confirmed after ${timeout} ms`);
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    },
    jumpUpdateIds: (to = Math.floor(random() * 2_000_000_000)) => queue.jump(to),
    bytesOf: (fileId) => {
      const file = files.find(fileId);
      if (file === undefined) throw new Error(`there is no file ${fileId}`);
      return file.bytes ?? Buffer.alloc(file.size);
    },
    logIn: () => {
      core.session.isLoggedOut = false;
    },
    stop: async () => {
      core.webhook.stop();
      await server.close();
    },
  };
}

/** The state of the whole; `run.reply` is what the webhook does with a method in an answer. */
function createCore(options: FakeTelegramOptions, token: string, random: () => number) {
  const time = createTime(
    compact<{ now: () => number; scale: number }>({ now: options.now, scale: options.timeScale }),
  );
  const ledger = createLedger();
  const { first_name = "Silkdesk", username = "silkdesk_bot" } = options.bot ?? {};
  const isPrivate = options.privacy ?? true;
  const bot = { id: Number(token.split(":")[0]), is_bot: true, first_name, username };
  const queue = createUpdateQueue(100_000_000 + Math.floor(random() * 800_000_000), time, ledger);
  const run: { reply: (reply: Reply) => Promise<void> } = { reply: async () => undefined };
  const webhookOptions = { ...WEBHOOK_DEFAULTS, ...options.webhook };
  const answerWindowMs = options.answerWindowMs ?? 10_000;
  const core: Core = {
    time,
    ledger,
    queue,
    world: createWorld(bot, time),
    webhook: createWebhook({ queue, time, options: webhookOptions, execute: (reply) => run.reply(reply) }),
    files: createFiles(),
    profile: createProfile(first_name, isPrivate),
    presses: createQuestions<Toast>(time, answerWindowMs, 1),
    inlineQueries: createQuestions<InlineResults>(time, answerWindowMs, 2),
    inlineMessages: new Map(),
    session: { isLoggedOut: false },
  };
  return { core, run };
}

function createMethods(core: Core): Methods {
  return {
    ...createUpdateMethods(core),
    ...createSendMethods(core),
    ...createEditMethods(core),
    ...createAnswerMethods(core),
    ...createProfileMethods(core),
    ...createChatMethods(core),
    ...createTopicMethods(core),
  };
}
