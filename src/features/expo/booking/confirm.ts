import type { Booked, Holder } from "./booking.ts";
import { change, findBooking, nextNumber } from "./bookings.ts";
import { type Act, decide } from "./decide.ts";
import { about, note } from "./event-log.ts";
import { numberPrefix, partyOf } from "./rules.ts";
import { setWaitState } from "./waits.ts";

/**
 * Makes a hold or an offer a booking with a number: submitted where the expo asks for approval, else confirmed. A hold
 * that was taken in time is honoured to its end, also where the signup closes meanwhile.
 */
export function confirmBooking(act: Act, holder: Holder, id: string): Promise<Booked> {
  return decide(act, async ({ tx, expo, now, plan }) => {
    const booking = await findBooking(tx, expo, id);
    if (booking === null) return { kind: "unknown" };
    if (booking.party !== partyOf(holder)) return { kind: "notYours" };
    if (booking.state === "expired") return { kind: "expired", at: booking.until };
    if (booking.state === "submitted" || booking.state === "confirmed") return { kind: "done", booking };
    if (booking.state !== "held") return { kind: "state", state: booking.state };
    const state = plan.rules.approval ? "submitted" : "confirmed";
    const number = await nextNumber(tx, numberPrefix(plan, now));
    const confirmed = await change(tx, booking, { state, number }, now);
    if (booking.wait !== null) await setWaitState(tx, booking.wait, "placed");
    await note({ tx, expo, now }, state, about(confirmed), { number });
    return { kind: "done", booking: confirmed };
  });
}
