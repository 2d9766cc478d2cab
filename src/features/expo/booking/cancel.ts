import type { Booked, Holder } from "./booking.ts";
import { change, findBooking } from "./bookings.ts";
import { type Act, decide } from "./decide.ts";
import { about, note } from "./event-log.ts";
import { barOf, type Limit, limitOf } from "./hold.ts";
import { hasEnded, partyOf, undoUntil } from "./rules.ts";
import { setWaitState } from "./waits.ts";

/** Gives a booth back. An offer that is given back is declined: it goes to the next in line. */
export function cancelBooking(act: Act, holder: Holder, id: string): Promise<Booked> {
  return decide(act, async ({ tx, expo, now }) => {
    const booking = await findBooking(tx, expo, id);
    if (booking === null) return { kind: "unknown" };
    if (booking.party !== partyOf(holder)) return { kind: "notYours" };
    if (booking.state !== "held" && booking.state !== "submitted" && booking.state !== "confirmed")
      return { kind: "state", state: booking.state };
    const isOffer = booking.state === "held" && booking.wait !== null;
    const state = isOffer ? "declined" : "cancelled";
    const over = await change(tx, booking, { state, was: booking.state }, now);
    if (isOffer && booking.wait !== null) await setWaitState(tx, booking.wait, "declined");
    await note({ tx, expo, now }, state, about(over));
    return { kind: "done", booking: over };
  });
}

/** Takes a cancellation back, within ten minutes and while nobody else has the booth. */
export function undoCancel(act: Act, holder: Holder, id: string, limit: Limit = {}): Promise<Booked> {
  return decide(act, async (desk) => {
    const { tx, expo, now } = desk;
    const booking = await findBooking(tx, expo, id);
    if (booking === null) return { kind: "unknown" };
    if (booking.party !== partyOf(holder)) return { kind: "notYours" };
    const { state, was, until, booth } = booking;
    if (state !== "cancelled" || was === null) return { kind: "state", state };
    const latest = undoUntil(booking.changedAt);
    if (hasEnded(latest, now)) return { kind: "tooLate", at: latest };
    if (was === "held" && hasEnded(until, now)) return { kind: "expired", at: until };
    const refusal = (await barOf(desk, booth)) ?? (await limitOf(desk, booking.party, limit));
    if (refusal !== null) return refusal;
    const restored = await change(tx, booking, { state: was, was: null }, now);
    await note(desk, "restored", about(restored));
    return { kind: "done", booking: restored };
  });
}
