import type { Booked, Holder } from "./booking.ts";
import { change, findBooking } from "./bookings.ts";
import { type Act, decide } from "./decide.ts";
import { about, note } from "./event-log.ts";
import { type Limit, limitOf } from "./hold.ts";
import { partyOf } from "./rules.ts";

/** Hands a booking to a colleague or another company. An offer can't be handed on: it is for who waited. */
export function transferBooking(act: Act, holder: Holder, id: string, to: Holder, limit: Limit = {}): Promise<Booked> {
  return decide(act, async (desk) => {
    const { tx, expo, now } = desk;
    const booking = await findBooking(tx, expo, id);
    if (booking === null) return { kind: "unknown" };
    if (booking.party !== partyOf(holder)) return { kind: "notYours" };
    if (booking.state !== "held" && booking.state !== "submitted" && booking.state !== "confirmed")
      return { kind: "state", state: booking.state };
    if (booking.state === "held" && booking.wait !== null) return { kind: "isOffer" };
    const party = partyOf(to);
    const refusal = party === booking.party ? null : await limitOf(desk, party, limit);
    if (refusal !== null) return refusal;
    const { person, company } = to;
    const moved = await change(tx, booking, { party, person, company }, now);
    await note(desk, "handedOver", about(booking));
    await note(desk, "received", about(moved));
    return { kind: "done", booking: moved };
  });
}
