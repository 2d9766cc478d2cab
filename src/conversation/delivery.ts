import type { Translator } from "../i18n/translator.ts";
import { fit } from "../message/fit.ts";
import { mapOutgoing } from "../message/outgoing.ts";
import type { Piece } from "../message/piece.ts";
import type { Platform, SendResult } from "../message/platform.ts";
import { localized } from "../message/text.ts";
import { type Clock, later, MINUTE, SECOND } from "../shared/clock.ts";
import type { CrashPoint } from "../shared/crash-points.ts";
import { messageOf } from "../shared/errors.ts";
import { createId } from "../shared/ids.ts";
import type { Logger } from "../shared/logger.ts";
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
const POLL_MS = 500;
/** Attempts whose outcome stayed unknown before a message is left as it is. */
const MAX_ATTEMPTS = 8;

export function createDelivery(deps: DeliveryDeps): Delivery {
  const { store, platform, clock, log } = deps;
  const bot = { platform: platform.id, bot: platform.bot };
  const holder = createId();
  const pacer = createPacer(platform.capabilities.pace, () => performance.now());
  const stopping = new AbortController();
  const inFlight = new Map<string, Promise<void>>();
  let sleeper = new AbortController();
  let running: Promise<void> = Promise.resolve();
  let lease: Lease | null = null;
  let leaseUntil = 0;

  const wake = (): void => {
    sleeper.abort();
    sleeper = new AbortController();
  };

  /** On a shared queue the right to send for a bot is a lease; where one process owns the bot, it is the lock it holds. */
  const maySend = async (): Promise<boolean> => {
    if (!store.traits.sharedQueue) return true;
    if (lease !== null && performance.now() < leaseUntil) return true;
    lease = await takeLease(store, `sender:${platform.id}:${platform.bot}`, holder, clock.now(), deps.leaseMs);
    leaseUntil = performance.now() + deps.leaseMs / 3;
    return lease !== null;
  };

  const run = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      const rest = sleeper.signal;
      const wait = await step().catch((error: unknown) => {
        log.error({ err: error, platform: platform.id }, "the outbox can't be read");
        return SECOND;
      });
      if (wait > 0) await clock.sleep(wait, AbortSignal.any([rest, stopping.signal]));
    }
    await Promise.all(inFlight.values());
    if (lease !== null) await releaseLease(store, lease).catch(() => undefined);
  };

  /** Starts what can be started; returns how long to wait before looking again. */
  const step = async (): Promise<number> => {
    if (!(await maySend())) return POLL_MS;
    const free = IN_FLIGHT - inFlight.size;
    if (free <= 0) return POLL_MS;
    const heads = (await findQueued(store.read, bot, clock.now(), IN_FLIGHT * 4)).filter(
      (message) => !inFlight.has(message.conversation),
    );
    let soonest = POLL_MS;
    for (const message of heads) {
      if (inFlight.size >= IN_FLIGHT || inFlight.has(message.conversation)) continue;
      const wait = pacer.waitMs(message.conversation, "direct");
      if (wait > 0) {
        soonest = Math.min(soonest, wait);
        continue;
      }
      pacer.sent(message.conversation);
      inFlight.set(message.conversation, begin(message));
    }
    return soonest;
  };

  const begin = (message: QueuedMessage): Promise<void> =>
    sendMessage({ ...deps, pacer, lease: () => lease }, message)
      .catch((error: unknown) => log.error({ err: error, message: message.id }, "a message's outcome can't be noted"))
      .finally(() => {
        inFlight.delete(message.conversation);
        wake();
      });

  return {
    start: () => {
      running = run();
    },
    wake,
    stop: async () => {
      stopping.abort();
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
  const pieces = await store.transaction(async (tx) => {
    const lease = deps.lease();
    if (lease !== null && !(await holdsLease(tx, lease))) return null;
    const language = (await getPerson(tx, message.person)).language;
    return beginAttempt(tx, message, () => ({ pieces: fitMessage(deps, message, language), language }), now);
  });
  if (pieces === null) return;
  crash("after-freeze");
  await sendPieces(deps, message, pieces);
}

function fitMessage({ translator, platform }: SendDeps, message: QueuedMessage, language: string): Piece[] {
  const local = mapOutgoing(
    message.outgoing,
    (text) => translator.render(text, language),
    (token) => token,
  );
  const words = {
    restInFile: translator.plain(localized("core.restInFile"), language),
    fileName: translator.plain(localized("core.fileName"), language),
    moreOptions: translator.plain(localized("core.moreOptions"), language),
  };
  return fit(local, platform.capabilities, words);
}

async function sendPieces(deps: SendDeps, message: QueuedMessage, pieces: readonly FrozenPiece[]): Promise<void> {
  const { store, clock, crash, platform, pacer } = deps;
  const open = pieces.filter((piece) => !piece.sent);
  for (const [index, piece] of open.entries()) {
    if (index > 0) {
      await clock.sleep(pacer.waitMs(message.conversation, "direct"));
      pacer.sent(message.conversation);
    }
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
    await store.transaction(async (tx: Tx) => {
      await markPieceSent(tx, piece.id, result.message, now);
      if (index === open.length - 1) await endMessage(tx, message.id, "sent", now);
    });
    crash("after-mark");
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
  log.warn(
    { message: message.id, platform: message.platform, outcome: failure.kind, reason: failure.reason },
    "a message was not sent",
  );
  await store.transaction(async (tx) => {
    switch (failure.kind) {
      case "retry":
        pacer.hold(Math.min(failure.afterMs, MINUTE));
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
