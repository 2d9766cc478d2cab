import { z } from "zod";
import type { Reply } from "../../../conversation/reply.ts";
import type { Apply, Turn } from "../../../conversation/turn.ts";
import { type Act, type Booking, findBooking, type Holder, partyOf } from "../booking/index.ts";
import type { Expo } from "../expo.ts";
import { getExpo } from "../expos.ts";
import { holderFor } from "./acting.ts";
import type { SignupDeps } from "./deps.ts";
import { refused } from "./refused.ts";

/** Which booking a button is about. */
export const bookingRef = z.object({ expo: z.string(), booking: z.string() });
type BookingRef = z.infer<typeof bookingRef>;

/** A booking of the person who pressed, and what a decision about it takes. */
export type Own = {
  readonly expo: Expo;
  readonly booking: Booking;
  readonly holder: Holder;
  readonly act: Act;
};

/** Handles a press on a booking: `work` answers where it is the person's own; else they hear why nothing was done. */
export function onOwn<P extends BookingRef>(
  { store }: Pick<SignupDeps, "store">,
  work: (own: Own, turn: Turn, params: P) => Promise<Reply>,
): (turn: Turn, event: { readonly params: P }) => Promise<Apply> {
  return async (turn, { params }) =>
    async (tx) => {
      const expo = await getExpo(tx, params.expo);
      const booking = await findBooking(tx, expo.id, params.booking);
      if (booking === null) return [await refused(tx, expo, { kind: "unknown" })];
      const holder = await holderFor(tx, store.traits, turn.person.id, booking);
      if (booking.party !== partyOf(holder)) return [await refused(tx, expo, { kind: "notYours" })];
      const act = { tx, traits: store.traits, expo: expo.id, now: turn.now };
      return [await work({ expo, booking, holder, act }, turn, params)];
    };
}
