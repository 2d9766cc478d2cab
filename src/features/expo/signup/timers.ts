import type { Incoming } from "../../../message/incoming.ts";
import { later, MINUTE } from "../../../shared/clock.ts";
import type { Tx } from "../../../store/store.ts";
import { setTimer } from "../../../store/timers.ts";
import type { Booking } from "../booking/index.ts";

/** The timer that brings the card of a hold up to date, and the one that says that it is about to end. */
export const COUNTDOWN = "signup.countdown";
export const HOLD_ENDS = "signup.holdEnds";

const STEP_MS = 5 * MINUTE;
/** How long before its end a hold is reminded of. */
export const LEAD_MS = 3 * MINUTE;

type Where = Pick<Incoming, "platform" | "bot" | "conversation" | "account" | "scope">;

/** Sets both timers of a new hold. `card` is the key of the message that shows it. */
export async function setHoldTimers(tx: Tx, where: Where, booking: Booking, card: string, now: string): Promise<void> {
  await setCountdown(tx, where, booking, card, now);
  await setHoldEnds(tx, where, booking, now);
}

/** Sets the timer for the next step of the countdown: every five minutes, the last one, and the end. */
export async function setCountdown(
  tx: Tx,
  { platform, bot, conversation, account, scope }: Where,
  { expo, id, until }: Booking,
  card: string,
  now: string,
): Promise<void> {
  const params = { expo, booking: id, card };
  const dueAt = nextStep(until, now);
  await setTimer(tx, { platform, bot, conversation, account, scope, name: COUNTDOWN, params, dueAt });
}

/** Sets the timer that says that a hold is about to end. */
export async function setHoldEnds(
  tx: Tx,
  { platform, bot, conversation, account, scope }: Where,
  { expo, id, until }: Booking,
  now: string,
): Promise<void> {
  const params = { expo, booking: id, until };
  const left = Date.parse(until) - Date.parse(now);
  const dueAt = later(until, -Math.min(LEAD_MS, left / 3));
  await setTimer(tx, { platform, bot, conversation, account, scope, name: HOLD_ENDS, params, dueAt });
}

/** The first instant after `now` at which what is left until `until` is worth another look. */
export function nextStep(until: string, now: string): string {
  const left = Date.parse(until) - Date.parse(now);
  if (left <= MINUTE) return until;
  if (left <= STEP_MS) return later(until, -MINUTE);
  return later(until, -STEP_MS * Math.ceil(left / STEP_MS - 1));
}
