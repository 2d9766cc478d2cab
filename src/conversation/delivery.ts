import type { Translator } from "../i18n/translator.ts";
import { fit } from "../message/fit.ts";
import { mapOutgoing } from "../message/outgoing.ts";
import type { Piece } from "../message/piece.ts";
import type { Platform, SendResult } from "../message/platform.ts";
import { storedOutgoingSchema } from "../message/stored.ts";
import { localized } from "../message/text.ts";
import { type Clock, later, MINUTE, SECOND } from "../shared/clock.ts";
import type { CrashPoint } from "../shared/crash-points.ts";
import { messageOf } from "../shared/errors.ts";
import { createId } from "../shared/ids.ts";
import type { Logger } from "../shared/logger.ts";
import { createWaker } from "../shared/waker.ts";
import { holdsLease, type Lease, releaseLease, takeLease } from "../store/leases.ts";
import {
  beginAttempt,
  dropQueued,
  endMessage,
  type FrozenPiece,
  findQueued,
  markPieceSent,
  postponeMessage,
  type QueuedMessage,
} from "../store/outbox.ts";
import { getPerson, setReachable } from "../store/people.ts";
import type { Store, Tx } from "../store/store.ts";
import { createPacer } from "./pacer.ts";

export type DeliveryDeps = {
  readonly store: Store;
  readonly platform: Platform;
  readonly translator: Translator;
  readonly clock: Clock;
  readonly log: Logger;
  readonly crash: CrashPoint;
  /** How long the right to send stays with this process after it was last prolonged, on a shared queue. */
  readonly leaseMs: number;
};

/** The one sender of a bot: turns outbox rows into messages, and sees each through to its end. */
export type Delivery = {
  start(): void;
  wake(): void;
  stop(): Promise<void>;
  /** Resolves when nothing is queued for this bot. */
  idle(): Promise<void>;
};

const IN_FLIGHT = 4;
/** How many conversations are looked at for one that may be sent to now. */
const CANDIDATES = 100;
const POLL_MS = 500;
/** Attempts whose outcome stayed unknown before a message is left as it is. */
const MAX_ATTEMPTS = 8;

export function createDelivery(deps: DeliveryDeps): Delivery {
  const { store, platform, clock, log } = deps;
  const bot = { platform: platform.id, bot: platform.bot };
  const holder = createId();
  const pacer = createPacer(platform.capabilities.pace, () => performance.now());
  const waker = createWaker(clock);
  const inFlight = new Map<string, Promise<void>>();
  let running: Promise<void> = Promise.resolve();
  let lease: Lease | null = null;
  let leaseUntil = 0;

  /** On a shared queue the right to send for a bot is a lease; where one process owns the bot, it is the lock it holds. */
  const maySend = async (): Promise<boolean> => {
    if (!store.traits.sharedQueue) return true;
    if (lease !== null && performance.now() < leaseUntil) return true;
    lease = await takeLease(store, `sender:${platform.id}:${platform.bot}`, holder, clock.now(), deps.leaseMs);
    leaseUntil = performance.now() + deps.leaseMs / 3;
    return lease !== null;
  };

  const run = async (): Promise<void> => {
    while (!waker.stopped()) {
      const ticket = waker.ticket();
      try {
        await waker.rest(await step(), ticket);
      } catch (error) {
        log.error({ err: error, platform: platform.id }, "the outbox can't be read");
        await waker.rest(SECOND, waker.ticket());
      }
    }
    await Promise.all(inFlight.values());
    if (lease !== null) await releaseLease(store, lease).catch(() => undefined);
  };

  /** Starts what can be started; returns how long to wait before looking again. */
  const step = async (): Promise<number> => {
    if (inFlight.size >= IN_FLIGHT || !(await maySend())) return POLL_MS;
    let soonest = POLL_MS;
    for (const message of await findQueued(store.read, bot, clock.now(), CANDIDATES)) {
      if (inFlight.size >= IN_FLIGHT) break;
      if (inFlight.has(message.conversation)) continue;
      const wait = pacer.waitMs(message.conversation, message.scope);
      if (wait > 0) {
        soonest = Math.min(soonest, wait);
        continue;
      }
      pacer.book(message.conversation, message.scope);
      inFlight.set(message.conversation, begin(message));
    }
    return soonest;
  };

  const begin = async (message: QueuedMessage): Promise<void> => {
    try {
      await sendMessage({ ...deps, pacer, lease: () => lease }, message);
    } catch (error) {
      // Its row says what is left to do; a moment's rest keeps a fault that stays from spinning.
      log.error({ err: error, message: message.id }, "a message's outcome can't be noted");
      await clock.sleep(SECOND);
    }
    inFlight.delete(message.conversation);
    waker.wake();
  };

  return {
    start: () => {
      running = run();
    },
    wake: waker.wake,
    stop: async () => {
      waker.stop();
      await running;
    },
    idle: async () => {
      for (;;) {
        const open = await findQueued(store.read, bot, later(clock.now(), MINUTE), 1);
        if (open.length === 0 && inFlight.size === 0) return;
        await clock.sleep(10);
      }
    },
  };
}

type SendDeps = DeliveryDeps & { readonly pacer: ReturnType<typeof createPacer>; readonly lease: () => Lease | null };

async function sendMessage(deps: SendDeps, message: QueuedMessage): Promise<void> {
  const { store, clock, crash } = deps;
  const now = clock.now();
  if (message.expiresAt !== null && message.expiresAt <= now) {
    return store.transaction((tx) => endMessage(tx, message.id, "expired", now));
  }
  // A crash cut the last attempt: a campaign is not risked twice, an answer is.
  if (message.interrupted && message.lane === "broadcast") {
    return store.transaction((tx) => endMessage(tx, message.id, "unknown", now, "interrupted"));
  }
  const language = (await getPerson(store.read, message.person)).language;
  const fitted = fitMessage(deps, message, language);
  if (fitted === null) return store.transaction((tx) => endMessage(tx, message.id, "refused", now, "unreadable"));
  const pieces = await store.transaction(async (tx) =>
    (await stillOurs(deps, tx)) ? beginAttempt(tx, message, { pieces: fitted, language }, now) : null,
  );
  if (pieces === null) return;
  crash("after-freeze");
  await sendPieces(deps, message, pieces);
}

/** The pieces of a message; null (and a line in the log) where it can't be made into any. */
function fitMessage({ translator, platform, log }: SendDeps, message: QueuedMessage, language: string): Piece[] | null {
  try {
    const local = mapOutgoing(
      storedOutgoingSchema.parse(JSON.parse(message.body)),
      (text) => translator.render(text, language),
      (token) => token,
    );
    const words = {
      restInFile: translator.plain(localized("core.restInFile"), language),
      fileName: translator.plain(localized("core.fileName"), language),
      moreOptions: translator.plain(localized("core.moreOptions"), language),
    };
    return fit(local, platform.capabilities, words);
  } catch (error) {
    log.error({ message: message.id, reason: messageOf(error) }, "a message can't be rendered");
    return null;
  }
}

/** On a shared queue another process may have taken the bot over while this one stood still. */
async function stillOurs(deps: SendDeps, tx: Tx): Promise<boolean> {
  const lease = deps.lease();
  return !deps.store.traits.sharedQueue || (lease !== null && (await holdsLease(tx, lease)));
}

async function sendPieces(deps: SendDeps, message: QueuedMessage, pieces: readonly FrozenPiece[]): Promise<void> {
  const { store, clock, crash, platform, pacer } = deps;
  const open = pieces.filter((piece) => !piece.sent);
  for (const [index, piece] of open.entries()) {
    if (index > 0) await clock.sleep(pacer.book(message.conversation, message.scope));
    const target = {
      key: piece.key,
      conversation: message.conversation,
      account: message.account,
      language: piece.language,
    };
    const result = await platform
      .send(piece.piece, target)
      .catch((error: unknown) => ({ kind: "unclear" as const, reason: messageOf(error) }));
    if (result.kind !== "sent") return noteFailure(deps, message, result);
    crash("after-send-before-mark");
    const now = clock.now();
    const goOn = await store.transaction(async (tx: Tx) => {
      await markPieceSent(tx, piece.id, result.message, now);
      if (index === open.length - 1) await endMessage(tx, message.id, "sent", now);
      return stillOurs(deps, tx);
    });
    crash("after-mark");
    if (!goOn) return;
  }
  if (open.length === 0) await store.transaction((tx) => endMessage(tx, message.id, "sent", clock.now()));
}

type Failure = Exclude<SendResult, { kind: "sent" }> | { readonly kind: "unclear"; readonly reason: string };

async function noteFailure(
  { store, clock, log, pacer }: SendDeps,
  message: QueuedMessage,
  failure: Failure,
): Promise<void> {
  const now = clock.now();
  if (failure.kind === "retry") pacer.hold(Math.min(failure.afterMs, MINUTE));
  log.warn(
    { message: message.id, platform: message.platform, outcome: failure.kind, reason: failure.reason },
    "a message was not sent",
  );
  await store.transaction(async (tx) => {
    switch (failure.kind) {
      case "retry":
        return postponeMessage(tx, message.id, later(now, failure.afterMs), failure.reason);
      case "unreachable":
        await setReachable(tx, message.platform, message.account, now);
        await dropQueued(tx, message.platform, message.account, now);
        return endMessage(tx, message.id, "unreachable", now, failure.reason);
      case "refused":
        return endMessage(tx, message.id, "refused", now, failure.reason);
      case "unclear":
        // It may have arrived. Answers and notices are tried again, campaigns are not.
        if (message.lane === "broadcast" || message.attempts + 1 >= MAX_ATTEMPTS) {
          return endMessage(tx, message.id, "unknown", now, failure.reason);
        }
        return postponeMessage(tx, message.id, later(now, backoffMs(message.attempts)), failure.reason);
    }
  });
}

/** 1 s, 2 s, 4 s ... up to 5 minutes. */
function backoffMs(attempts: number): number {
  return Math.min(SECOND * 2 ** attempts, 5 * MINUTE);
}
