import type { Translator } from "../i18n/translator.ts";
import type { Incoming } from "../message/incoming.ts";
import type { Platform, PlatformPort } from "../message/platform.ts";
import type { Query, QueryResult } from "../message/query.ts";
import { type Clock, HOUR, MINUTE, SECOND } from "../shared/clock.ts";
import type { CrashPoint } from "../shared/crash-points.ts";
import type { Logger } from "../shared/logger.ts";
import { createWaker } from "../shared/waker.ts";
import { fanOut } from "../store/broadcasts.ts";
import { retainPeople } from "../store/erase.ts";
import { addEvent, type BotRef, settleEvents } from "../store/inbox.ts";
import { forgetKept, keepValue, recallValue } from "../store/kept.ts";
import { meetPerson } from "../store/people.ts";
import type { PrivacyBook } from "../store/privacy.ts";
import { applyCoreRetention } from "../store/retention.ts";
import type { Store, Tx } from "../store/store.ts";
import { fireTimers } from "../store/timers.ts";
import { answerQuery } from "./answer-query.ts";
import { createDelivery, type Delivery } from "./delivery.ts";
import { createEngine, type Engine } from "./engine.ts";
import type { Feature } from "./feature.ts";
import { guessReader } from "./guess-reader.ts";
import { createPrivacyBook } from "./privacy-book.ts";
import { createRouter, type Router } from "./router.ts";

export type DeskDeps = {
  readonly store: Store;
  readonly features: readonly Feature[];
  readonly platforms: readonly Platform[];
  readonly translator: Translator;
  readonly clock: Clock;
  readonly log: Logger;
  readonly crash: CrashPoint;
  /** After how long without a sign of life another process takes over. */
  readonly leaseMs: number;
};

/** What a process does of the desk's work. */
export type DeskRoles = { readonly receive: boolean; readonly work: boolean; readonly deliver: boolean };

export const ALL_ROLES: DeskRoles = { receive: true, work: true, deliver: true };

/** The message core of one process: what comes in, who handles it, what goes out, and what is due. */
export type Desk = {
  /**
   * Begins the work of `roles`. A platform that can never be reached (such as with a refused token) is left out and
   * named in the result, so the others go on; what is queued for it waits.
   *
   * @throws the platform's own fault where none could be started.
   */
  start(roles: DeskRoles): Promise<readonly StartFault[]>;
  /** Stops receiving, finishes what is in hand, and leaves the rest in the store. */
  stop(): Promise<void>;
  /** Resolves when every accepted event is handled and every message is sent. */
  idle(): Promise<void>;
  readonly accept: PlatformPort["accept"];
};

/** A platform that did not start, and why. */
export type StartFault = { readonly platform: string; readonly error: unknown };

const TICK_MS = SECOND;
const BROADCAST_BATCH = 500;

export function createDesk(deps: DeskDeps): Desk {
  const { store, clock, log, platforms } = deps;
  const bots = platforms.map(({ id, bot }): BotRef => ({ platform: id, bot }));
  const router = createRouter(deps.features, deps.translator);
  const deliveries = platforms.map((platform): Delivery => createDelivery({ ...deps, platform }));
  const wakeAll = (): void => {
    for (const delivery of deliveries) delivery.wake();
  };
  const byId = new Map(platforms.map((platform) => [platform.id, platform]));
  const engine: Engine = createEngine({
    ...deps,
    router,
    bots,
    onCommitted: ({ platform, eventId: event, conversation, account }, isAnswered) => {
      wakeAll();
      if (!isAnswered) byId.get(platform)?.signal({ kind: "unanswered", event, conversation, account });
    },
  });
  const accept = createAccept(deps, engine);
  const ticker = createWaker(clock);
  let ticking: Promise<void> = Promise.resolve();
  const privacy = createPrivacyBook(deps.features);
  let active: DeskRoles = { receive: false, work: false, deliver: false };

  const tick = async (): Promise<void> => {
    let nextCleaning = 0;
    let nextForgetting = 0;
    while (!ticker.stopped()) {
      try {
        if (await acceptDueTimers(deps, bots)) engine.wake();
        if ((await fanOut(store, clock.now(), BROADCAST_BATCH)) > 0) wakeAll();
        if (performance.now() >= nextForgetting) {
          nextForgetting = performance.now() + MINUTE;
          await store.transaction((tx) => forgetKept(tx, clock.now()));
        }
        if (performance.now() >= nextCleaning) {
          nextCleaning = performance.now() + HOUR;
          await store.transaction((tx) => retain(tx, deps.features, privacy, clock.now()));
        }
      } catch (error) {
        log.error({ err: error }, "timers, broadcasts or retention failed; they are tried again");
      }
      // One feature's fault keeps neither the others nor the core from their work.
      for (const { name, tick: work } of deps.features)
        await work?.(clock.now()).then(
          (queued) => (queued ? wakeAll() : undefined),
          (error: unknown) =>
            log.error({ err: error, feature: name }, "what is due could not be done; it is tried again"),
        );
      await ticker.rest(TICK_MS, ticker.ticket());
    }
  };

  const stop = async (): Promise<void> => {
    if (active.receive) await Promise.all(platforms.map((platform) => platform.stop()));
    ticker.stop();
    await Promise.all([engine.stop(), ticking]);
    if (active.deliver) await Promise.all(deliveries.map((delivery) => delivery.stop()));
  };

  return {
    accept,
    start: async (roles) => {
      active = roles;
      if (roles.work) {
        engine.start();
        ticking = tick();
      }
      if (roles.deliver) for (const delivery of deliveries) delivery.start();
      if (!roles.receive) return [];
      const faults: StartFault[] = [];
      for (const [index, platform] of platforms.entries()) {
        try {
          await platform.start(createPort(deps, router, { accept, settled: engine.wake }, platform));
        } catch (error) {
          faults.push({ platform: platform.id, error });
          if (roles.deliver) await deliveries[index]?.stop();
        }
      }
      const [first] = faults;
      if (first === undefined || faults.length < platforms.length) return faults;
      await stop();
      throw first.error;
    },
    stop,
    idle: async () => {
      await engine.idle();
      await Promise.all(deliveries.map((delivery) => delivery.idle()));
    },
  };
}

function createAccept({ store, clock, translator, crash, platforms }: DeskDeps, engine: Engine): Desk["accept"] {
  const byId = new Map(platforms.map((platform) => [platform.id, platform]));
  return async (given, keeping = []) => {
    const events = [given].flat();
    const [bot] = events;
    if (bot === undefined) return;
    await store.transaction(async (tx) => {
      for (const incoming of events) await saveEvent(store, tx, translator, incoming, clock.now());
      for (const kept of [keeping].flat()) await keepValue(tx, bot, kept, clock.now());
      crash("before-inbox-commit");
    });
    crash("after-inbox-commit");
    for (const { kind, platform, eventId: event, conversation, account } of events) {
      if (kind === "text" || kind === "command")
        byId.get(platform)?.signal({ kind: "typing", event, conversation, account });
    }
    engine.wake();
  };
}

async function saveEvent(store: Store, tx: Tx, translator: Translator, incoming: Incoming, now: string): Promise<void> {
  const guessed = guessReader(translator, incoming.localeHint);
  const language = { tag: guessed.language, source: guessed.languageSource };
  await addEvent(store, tx, incoming, await meetPerson(tx, incoming, language, now), now);
}

async function acceptDueTimers({ store, clock, translator }: DeskDeps, bots: readonly BotRef[]): Promise<boolean> {
  const now = clock.now();
  if (bots.length === 0) return false;
  const due = await store.read
    .selectFrom("timers")
    .select("id")
    .where("state", "=", "waiting")
    .where("due_at", "<=", now)
    .where((eb) => eb.or(bots.map(({ platform, bot }) => eb.and({ platform, bot }))))
    .limit(1)
    .execute();
  if (due.length === 0) return false;
  return store.transaction(async (tx) => {
    const fired = await fireTimers(tx, bots, now, 100);
    for (const incoming of fired) {
      await saveEvent(store, tx, translator, incoming, now);
    }
    return fired.length > 0;
  });
}

async function retain(tx: Tx, features: readonly Feature[], privacy: PrivacyBook, now: string): Promise<void> {
  await applyCoreRetention(tx, now);
  for (const feature of features) await feature.retain?.(tx, now);
  await retainPeople(tx, privacy, now);
}

function createPort(
  deps: DeskDeps,
  router: Router,
  { accept, settled }: { readonly accept: Desk["accept"]; readonly settled: () => void },
  platform: Platform,
): PlatformPort {
  const { store } = deps;
  const bot = { platform: platform.id, bot: platform.bot };
  return {
    accept,
    settle: async (events, fate) => {
      await store.transaction((tx) => settleEvents(tx, bot, events, fate, deps.clock.now()));
      settled();
    },
    keep: (key, value, forMs) =>
      store.transaction((tx) =>
        keepValue(tx, bot, { key, value, ...(forMs === undefined ? {} : { forMs }) }, deps.clock.now()),
      ),
    recall: (key) => recallValue(store.read, bot, key),
    // One switch answers every query; its result type follows from the query's kind.
    query: <Q extends Query>(query: Q) => answerQuery({ ...deps, router, bot }, query) as Promise<QueryResult<Q>>,
  };
}
