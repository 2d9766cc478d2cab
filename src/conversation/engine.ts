import type { Translator } from "../i18n/translator.ts";
import type { Incoming } from "../message/incoming.ts";
import { eventKey, incomingSchema } from "../message/incoming.ts";
import { localized } from "../message/text.ts";
import { createBreather } from "../shared/breather.ts";
import { type Clock, later, SECOND } from "../shared/clock.ts";
import type { CrashPoint } from "../shared/crash-points.ts";
import { isAppError, messageOf } from "../shared/errors.ts";
import { createId, createReference } from "../shared/ids.ts";
import type { Logger } from "../shared/logger.ts";
import { shareTurns } from "../shared/share-turns.ts";
import { createWaker } from "../shared/waker.ts";
import { findDialogue } from "../store/conversations.ts";
import { type BotRef, type ClaimedEvent, claimEvents, endEvent, postponeEvent } from "../store/inbox.ts";
import { takeLease } from "../store/leases.ts";
import type { Recipient } from "../store/outbox.ts";
import { getPerson, noteLanguage, noteSeen, setReachable } from "../store/people.ts";
import { isStaffRoom } from "../store/staff-room.ts";
import type { Reading, Store, Tx } from "../store/store.ts";
import { dispatch } from "./dispatch.ts";
import { formOf } from "./form-flow.ts";
import { queueReply } from "./queue-reply.ts";
import { keyOfReply, type Reply, reply, text } from "./reply.ts";
import type { Router } from "./router.ts";
import type { Apply, Turn } from "./turn.ts";
import { readLanguage } from "./turn-language.ts";

export type EngineDeps = {
  readonly store: Store;
  readonly router: Router;
  readonly translator: Translator;
  readonly clock: Clock;
  readonly log: Logger;
  readonly crash: CrashPoint;
  /** How long the process counts as alive after its last sign of life, on a shared queue. */
  readonly leaseMs: number;
  /** The bots whose events this process works on. */
  readonly bots: readonly BotRef[];
  /** Told of each event that is over, and whether a message answers it. */
  readonly onCommitted: (event: ClaimedEvent, isAnswered: boolean) => void;
};

/** Works through the inbox: one event at a time per conversation, several conversations at once. */
export type Engine = {
  start(): void;
  /** Says that there may be something new in the inbox. */
  wake(): void;
  /** Lets what is being handled finish, and takes nothing new. */
  stop(): Promise<void>;
  /** Resolves when no event of these bots is pending or being handled. */
  idle(): Promise<void>;
};

const WORKERS = 8;
/** How long a process waits before it looks for events that another process has accepted. */
const POLL_MS = 500;
/** Tries before an event is given up and the person is told; the waits between them. */
const RETRY_AFTER_MS = [1 * SECOND, 5 * SECOND];

export function createEngine(deps: EngineDeps): Engine {
  const { store, clock, log, bots } = deps;
  const holder = `process:${createId()}`;
  const busy = new Set<string>();
  const waker = createWaker(clock);
  const resting = createWaker(clock);
  const breathe = createBreather();
  let workers: Promise<void>[] = [];

  const work = async (): Promise<void> => {
    while (!waker.stopped()) {
      const ticket = waker.ticket();
      try {
        // A long queue must not keep the answers to its first events from being sent.
        await breathe();
        if (!(await workOnce())) await waker.rest(POLL_MS, ticket);
      } catch (error) {
        log.error({ err: error }, "the inbox can't be read");
        await waker.rest(SECOND, waker.ticket());
      }
    }
  };

  /** On a shared queue other processes take over the events of one that went silent. */
  const showLife = async (): Promise<void> => {
    while (!waker.stopped()) {
      await takeLease(store, holder, holder, clock.now(), deps.leaseMs).catch((error: unknown) =>
        log.error({ err: error }, "the sign of life could not be written"),
      );
      await resting.rest(deps.leaseMs / 4, resting.ticket());
    }
  };

  /** Claims are made one after another in a process, so that `busy` is always right. */
  const claim = shareTurns(async (most) => {
    const events = await claimEvents(store, bots, holder, busy, clock.now(), most);
    for (const { conversation } of events) busy.add(conversation);
    return events;
  });

  const workOnce = async (): Promise<boolean> => {
    const event = await claim();
    if (event === undefined) return false;
    try {
      await handleEvent(deps, event, store.traits.sharedQueue ? holder : null);
    } finally {
      busy.delete(event.conversation);
    }
    return true;
  };

  return {
    start: () => {
      const life = store.traits.sharedQueue ? [showLife()] : [];
      workers = [...life, ...Array.from({ length: WORKERS }, () => work())];
    },
    wake: waker.wake,
    stop: async () => {
      waker.stop();
      resting.stop();
      await Promise.all(workers);
    },
    idle: async () => {
      for (;;) {
        const pending = await store.read
          .selectFrom("inbox")
          .select("id")
          .where("state", "=", "pending")
          .where((eb) => eb.or(bots.map(({ platform, bot }) => eb.and({ platform, bot }))))
          .limit(1)
          .execute();
        if (pending.length === 0 && busy.size === 0) return;
        await clock.sleep(10);
      }
    },
  };
}

/** One event from its claim to its end: handled, postponed, or given up with a word to the person. */
async function handleEvent(deps: EngineDeps, event: ClaimedEvent, holder: string | null): Promise<void> {
  const { store, clock, log, crash } = deps;
  try {
    const incoming = readEvent(event);
    const turn = await openTurn(deps, event, incoming);
    const apply = await dispatch(deps.router, store, turn);
    crash("after-prepare");
    await commitTurn(deps, event, turn, apply, holder);
  } catch (error) {
    const transient = isAppError(error, "store.busy", "store.full", "store.readOnly", "store.unavailable");
    const wait = transient ? 2 * SECOND : RETRY_AFTER_MS[event.attempts];
    log.error({ err: error, event: event.id, attempt: event.attempts + 1 }, "an event failed");
    if (wait === undefined || error instanceof UnreadableEvent) return giveUp(deps, event, holder);
    await store
      .transaction((tx) => postponeEvent(tx, event.id, holder, later(clock.now(), wait), !transient))
      // The store can't take even that: the event stays pending, and is claimed again.
      .catch(() => clock.sleep(wait));
  }
}

/** An event in a shape that this program does not know, as after going back to an older version. */
class UnreadableEvent extends Error {}

function readEvent({ payload }: ClaimedEvent): Incoming {
  const parsed = incomingSchema.safeParse(JSON.parse(payload));
  if (!parsed.success) throw new UnreadableEvent("the event has a shape that this version does not know");
  return parsed.data;
}

async function openTurn(
  { store, clock, translator }: EngineDeps,
  event: ClaimedEvent,
  incoming: Incoming,
): Promise<Turn> {
  const person = await getPerson(store.read, event.person);
  const { language, writtenIn } = readLanguage(incoming, person, translator);
  const now = clock.now();
  // A name or a number that a form asks for is in whatever language it is: the reader's stays.
  const isAnswer = language !== person.language && (await answersForm(store.read, incoming, person.id, now));
  // What staff say in their room is for others, in whatever language those read.
  const inRoom = incoming.scope === "group" && (await isStaffRoom(store.read, incoming.conversation));
  return { incoming, person, language: inRoom || isAnswer ? person.language : language, writtenIn, now, actor: null };
}

async function answersForm(db: Reading, incoming: Incoming, person: string, now: string): Promise<boolean> {
  if (incoming.kind === "form") return true;
  if (incoming.kind !== "text") return false;
  const dialogue = await findDialogue(db, incoming.conversation, person, now);
  return dialogue !== null && formOf(dialogue) !== null;
}

async function commitTurn(
  deps: EngineDeps,
  event: ClaimedEvent,
  turn: Turn,
  apply: Apply,
  holder: string | null,
): Promise<void> {
  const { store, crash, clock } = deps;
  let isAnswered = false;
  await store.transaction(async (tx) => {
    if (!(await endEvent(tx, event.id, holder, clock.now()))) return;
    // Whoever writes can be written to again.
    if (turn.incoming.kind !== "left" && turn.incoming.kind !== "timer") {
      await setReachable(tx, event.platform, event.account, null);
      await noteSeen(tx, turn.person.id, turn.now);
    }
    if (turn.language !== turn.person.language) await noteLanguage(tx, turn.person.id, turn.language);
    const replies = await apply(tx);
    isAnswered = replies.some(({ to }) => to === undefined || to.conversation === event.conversation);
    await queueReplies(tx, event, replies, turn.now);
    crash("before-event-commit");
  });
  crash("after-event-commit");
  deps.onCommitted(event, isAnswered);
}

/** The event is over without its effects: the person learns that, with a reference that staff find in the log. */
async function giveUp(deps: EngineDeps, event: ClaimedEvent, holder: string | null): Promise<void> {
  const { store, clock, log } = deps;
  const reference = createReference();
  const now = clock.now();
  try {
    await store.transaction(async (tx) => {
      if (!(await endEvent(tx, event.id, holder, now, { reference }))) return;
      await queueReplies(tx, event, [reply(text(localized("core.failed", { reference })))], now);
    });
    log.error({ event: event.id, reference }, "an event was given up");
    deps.onCommitted(event, true);
  } catch (error) {
    log.error({ event: event.id, reason: messageOf(error) }, "an event could not even be given up; it stays pending");
    await clock.sleep(SECOND);
  }
}

async function queueReplies(tx: Tx, event: ClaimedEvent, replies: readonly Reply[], now: string): Promise<void> {
  const key = eventKey(event);
  for (const [n, one] of replies.entries())
    await queueReply(tx, keyOfReply(key, one.name ?? String(n)), one.to ?? recipientOf(event), one, now);
}

function recipientOf({ platform, bot, conversation, account, person, scope }: ClaimedEvent): Recipient {
  return { platform, bot, conversation, account, person, scope };
}
