import type { Booked } from "./booking.ts";
import { change, findBooking } from "./bookings.ts";
import { type Act, decide } from "./decide.ts";
import { about, note } from "./event-log.ts";
import { limitOf } from "./hold.ts";
import { partyOf } from "./rules.ts";
import { findWaitOf, moveWait, setWaitState } from "./waits.ts";

/** A person, and the company that they act for. */
export type Owner = { readonly person: string; readonly company: string };

/**
 * Makes what a person holds their company's, once they have one. An offer brings its place in line along; where the
 * company has one of its own, the offer becomes a plain hold that runs no longer than it did.
 */
export function adoptBooking(act: Act, owner: Owner, id: string): Promise<Booked> {
  return decide(act, async (desk): Promise<Booked> => {
    const { tx, expo, now } = desk;
    const booking = await findBooking(tx, expo, id);
    if (booking === null) return { kind: "unknown" };
    const party = partyOf(owner);
    if (booking.party === party) return { kind: "done", booking };
    if (booking.party !== partyOf({ person: owner.person, company: null })) return { kind: "notYours" };
    if (booking.state === "expired") return { kind: "expired", at: booking.until };
    if (booking.state !== "held") return { kind: "state", state: booking.state };
    const refusal = await limitOf(desk, party, {});
    if (refusal !== null) return refusal;
    const { wait } = booking;
    const hasOwnPlace = wait !== null && (await findWaitOf(tx, expo, party)) !== null;
    if (wait !== null) await (hasOwnPlace ? setWaitState(tx, wait, "placed") : moveWait(tx, wait, owner));
    const plain = hasOwnPlace ? { wait: null, extended: 1 } : {};
    const adopted = await change(tx, booking, { party, ...owner, ...plain }, now);
    await note(desk, "adopted", about(adopted));
    return { kind: "done", booking: adopted };
  });
}
