import { later, MINUTE, SECOND } from "../shared/clock.ts";
import { createId } from "../shared/ids.ts";
import { createWaker } from "../shared/waker.ts";
import { type Lease, releaseLease, takeLease } from "../store/leases.ts";
import { findQueued, type QueuedMessage } from "../store/outbox.ts";
import { readPace } from "../store/pace.ts";
import { createPacer } from "./pacer.ts";
import { type SendDeps, sendMessage } from "./send-message.ts";

export type DeliveryDeps = Omit<SendDeps, "pacer" | "lease"> & {
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
  let remembered: number | null = null;

  /** On a shared queue the right to send for a bot is a lease; where one process owns the bot, it is the lock it holds. */
  const maySend = async (): Promise<boolean> => {
    if (!store.traits.sharedQueue) return true;
    if (lease !== null && performance.now() < leaseUntil) return true;
    lease = await takeLease(store, `sender:${platform.id}:${platform.bot}`, holder, clock.now(), deps.leaseMs);
    leaseUntil = performance.now() + deps.leaseMs / 3;
    return lease !== null;
  };

  /** A new sender goes on at the pace of the one before it, also after a crash. */
  const rememberPace = async (): Promise<void> => {
    const fence = lease?.fence ?? 0;
    if (platform.capabilities.pace === null || remembered === fence) return;
    const { sends, holds } = await readPace(store.read, bot, clock.now(), platform.capabilities.pace.groupMs);
    for (const { conversation, agoMs } of sends) pacer.remember(conversation, agoMs);
    for (const { conversation, ms } of holds) pacer.hold(conversation, ms);
    remembered = fence;
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
    await rememberPace();
    if (pacer.restMs() > 0) return pacer.restMs();
    let soonest = POLL_MS;
    for (const message of await findQueued(store.read, bot, clock.now(), CANDIDATES)) {
      if (inFlight.size >= IN_FLIGHT) break;
      if (inFlight.has(message.conversation)) continue;
      const wait = pacer.waitMs(message.conversation, message.scope);
      if (wait > 0) {
        soonest = Math.min(soonest, wait);
        continue;
      }
      pacer.book(message.conversation);
      inFlight.set(message.conversation, begin(message));
      // The next slot is for whoever is first then, not for whoever is next in this list.
      if (pacer.restMs() > 0) return pacer.restMs();
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
