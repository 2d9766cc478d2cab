import type { Booked, Holder } from "./booking.ts";
import { change, findBooking } from "./bookings.ts";
import { type Act, decide } from "./decide.ts";
import { about, note } from "./event-log.ts";
import { barOf } from "./hold.ts";
import { closedAt, partyOf } from "./rules.ts";

/**
 * Brings what a party has booked to another booth that is free, under the same number, while booths can be taken. Where
 * the expo asks for approval, staff decide anew.
 */
export function changeBooth(act: Act, holder: Holder, id: string, booth: string): Promise<Booked> {
  return decide(act, async (desk): Promise<Booked> => {
    const { tx, expo, now, plan } = desk;
    const booking = await findBooking(tx, expo, id);
    if (booking === null) return { kind: "unknown" };
    if (booking.party !== partyOf(holder)) return { kind: "notYours" };
    const { state } = booking;
    if (state !== "submitted" && state !== "confirmed") return { kind: "state", state };
    if (booking.booth === booth) return { kind: "done", booking };
    const refusal = closedAt(plan, now) ?? (await barOf(desk, booth));
    if (refusal !== null) return refusal;
    const moved = await change(tx, booking, { booth, state: plan.rules.approval ? "submitted" : state }, now);
    await note(desk, "changedFrom", about(booking), { to: booth });
    await note(desk, "changedTo", about(moved), { from: booking.booth });
    return { kind: "done", booking: moved };
  });
}
