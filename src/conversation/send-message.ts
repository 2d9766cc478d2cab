import type { Translator } from "../i18n/translator.ts";
import { fit } from "../message/fit.ts";
import { mapOutgoing } from "../message/outgoing.ts";
import type { Piece } from "../message/piece.ts";
import type { Platform, SendResult } from "../message/platform.ts";
import type { StoredOutgoing } from "../message/stored.ts";
import { localized } from "../message/text.ts";
import { type Clock, later, MINUTE, SECOND } from "../shared/clock.ts";
import type { CrashPoint } from "../shared/crash-points.ts";
import { messageOf } from "../shared/errors.ts";
import type { Logger } from "../shared/logger.ts";
import { openOutgoing, parseOutgoing } from "../store/body.ts";
import { holdsLease, type Lease } from "../store/leases.ts";
import {
  beginAttempt,
  dropQueued,
  endMessage,
  type FrozenPiece,
  markPieceSent,
  postponeMessage,
  type QueuedMessage,
} from "../store/outbox.ts";
import { keepHold, TOO_FAST } from "../store/pace.ts";
import { getPerson, setReachable } from "../store/people.ts";
import type { Store, Tx } from "../store/store.ts";
import type { Pacer } from "./pacer.ts";

/** Attempts whose outcome stayed unknown before a message is left as it is. */
const MAX_ATTEMPTS = 8;

/** Attempts that certainly failed before a message is given up: with the growing waits between them, some hours. */
const MAX_RETRIES = 50;

/** What sending one message takes. */
export type SendDeps = {
  readonly store: Store;
  readonly platform: Platform;
  readonly translator: Translator;
  readonly clock: Clock;
  readonly log: Logger;
  readonly crash: CrashPoint;
  readonly pacer: Pacer;
  /** The right to send for this bot, on a shared queue. */
  readonly lease: () => Lease | null;
};

/** Sends one queued message: freezes its pieces, sends those that were not sent yet, and notes how it ended. */
export async function sendMessage(deps: SendDeps, message: QueuedMessage): Promise<void> {
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
  const fitted = await fitMessage(deps, message, language);
  if (fitted === null) return store.transaction((tx) => endMessage(tx, message.id, "refused", now, "unreadable"));
  if (fitted.length === 0) return store.transaction((tx) => endMessage(tx, message.id, "superseded", now));
  const pieces = await store.transaction(async (tx) =>
    (await stillOurs(deps, tx)) ? beginAttempt(tx, message, { pieces: fitted, language }, now) : null,
  );
  if (pieces === null) return;
  crash("after-freeze");
  await sendPieces(deps, message, pieces);
}

/** The pieces of a message; null (and a line in the log) where it can't be made into any. */
async function fitMessage(deps: SendDeps, message: QueuedMessage, language: string): Promise<Piece[] | null> {
  const held = orNull(deps, message, () => parseOutgoing(message.body));
  if (held === null) return null;
  // A database that fails here is no fault of the message: it is tried again.
  const outgoing = await openOutgoing(deps.store.read, held);
  return orNull(deps, message, () => fitOutgoing(deps, outgoing, language));
}

function orNull<T>({ log }: SendDeps, message: QueuedMessage, make: () => T): T | null {
  try {
    return make();
  } catch (error) {
    log.error({ message: message.id, reason: messageOf(error) }, "a message can't be rendered");
    return null;
  }
}

function fitOutgoing({ translator, platform }: SendDeps, outgoing: StoredOutgoing, language: string): Piece[] {
  const local = mapOutgoing(
    outgoing,
    (text) => translator.render(text, language),
    (token) => token,
  );
  const words = {
    restInFile: translator.plain(localized("core.restInFile"), language),
    fileName: translator.plain(localized("core.fileName"), language),
    moreOptions: translator.plain(localized("core.moreOptions"), language),
    openSource: translator.plain(localized("core.openSource"), language),
  };
  return fit(local, platform.capabilities, words);
}

/** On a shared queue another process may have taken the bot over while this one stood still. */
async function stillOurs(deps: SendDeps, tx: Tx): Promise<boolean> {
  const lease = deps.lease();
  return !deps.store.traits.sharedQueue || (lease !== null && (await holdsLease(tx, lease)));
}

async function sendPieces(deps: SendDeps, message: QueuedMessage, pieces: readonly FrozenPiece[]): Promise<void> {
  const { store, clock, crash, platform, pacer } = deps;
  const open = pieces.filter((piece) => !piece.sent);
  // What follows the first piece stands where it stands: in the topic that was opened for it.
  let conversation = pieces.findLast((piece) => piece.sent)?.conversation ?? message.conversation;
  for (const [index, piece] of open.entries()) {
    if (index > 0) await nextSlot(deps, message);
    const target = {
      key: piece.key,
      conversation,
      account: message.account,
      language: piece.language,
    };
    const result = await platform
      .send(piece.piece, target)
      .catch((error: unknown) => ({ kind: "unclear" as const, reason: messageOf(error) }));
    if (result.kind !== "sent") return noteFailure(deps, message, result);
    pacer.settle(message.conversation);
    crash("after-send-before-mark");
    conversation = result.conversation ?? conversation;
    const stands = { message: result.message, conversation };
    const now = clock.now();
    const goOn = await store.transaction(async (tx: Tx) => {
      await markPieceSent(tx, piece.id, stands, now);
      if (index === open.length - 1) await endMessage(tx, message.id, "sent", now);
      return stillOurs(deps, tx);
    });
    crash("after-mark");
    if (!goOn) return;
  }
  if (open.length === 0) await store.transaction((tx) => endMessage(tx, message.id, "sent", clock.now()));
}

async function nextSlot({ pacer, clock }: SendDeps, { conversation, scope }: QueuedMessage): Promise<void> {
  for (let wait = pacer.waitMs(conversation, scope); wait > 0; wait = pacer.waitMs(conversation, scope)) {
    await clock.sleep(wait);
  }
  pacer.book(conversation);
}

type Failure = Exclude<SendResult, { kind: "sent" }> | { readonly kind: "unclear"; readonly reason: string };

async function noteFailure(
  { store, clock, log, pacer }: SendDeps,
  message: QueuedMessage,
  failure: Failure,
): Promise<void> {
  const now = clock.now();
  const everyone = failure.kind === "limited" && pacer.limit(message.conversation, failure.afterMs);
  log.warn(
    { message: message.id, platform: message.platform, outcome: failure.kind, reason: failure.reason },
    "a message was not sent",
  );
  await store.transaction(async (tx) => {
    switch (failure.kind) {
      case "retry":
        if (message.attempts + 1 >= MAX_RETRIES) return endMessage(tx, message.id, "refused", now, failure.reason);
        return postponeMessage(
          tx,
          message.id,
          later(now, failure.afterMs ?? backoffMs(message.attempts)),
          failure.reason,
        );
      case "limited":
        if (everyone) await keepHold(tx, message, later(now, failure.afterMs), now);
        return postponeMessage(tx, message.id, later(now, failure.afterMs), `${TOO_FAST} ${failure.reason}`);
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
