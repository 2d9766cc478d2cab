import type { Reading } from "../../../store/store.ts";
import type { Booking, Holder, Refusal, Wish } from "./booking.ts";
import { addHold, change, listFree, nextNumber } from "./bookings.ts";
import { type Act, decide } from "./decide.ts";
import { about, note } from "./event-log.ts";
import { limitOf } from "./hold.ts";
import { closedAt, fits, numberPrefix, partyOf } from "./rules.ts";
import type { BookingTables } from "./tables.ts";

/** A firm that somebody books for. */
export type Firm = { readonly name: string; readonly creditCode: string };

/** What came of it: all of it or nothing. `few`: fewer booths that fit are free than there are firms. */
export type BookedForFirms =
  | { readonly kind: "done"; readonly bookings: readonly (Booking & { readonly firm: string })[] }
  | { readonly kind: "few"; readonly free: number }
  | Refusal;

/** Books a booth each for several firms, next to each other as far as their codes are. All are booked, or none. */
export function bookForFirms(
  act: Act,
  holder: Holder,
  { firms, wish, max }: { readonly firms: readonly Firm[]; readonly wish: Wish; readonly max: number },
): Promise<BookedForFirms> {
  return decide(act, async (desk): Promise<BookedForFirms> => {
    const { tx, expo, now, plan } = desk;
    const refusal = closedAt(plan, now) ?? (await limitOf(desk, partyOf(holder), { max: max - firms.length + 1 }));
    if (refusal !== null) return refusal.kind === "limit" ? { kind: "limit", max } : refusal;
    const places = (await listFree(tx, expo)).filter((place) => fits(wish, place));
    if (places.length < firms.length) return { kind: "few", free: places.length };
    const state = plan.rules.approval ? "submitted" : "confirmed";
    const bookings: (Booking & { readonly firm: string })[] = [];
    for (const [index, { name, creditCode }] of firms.entries()) {
      const booth = places[index]?.code ?? "";
      const made = await addHold(tx, { expo, booth, holder, until: now }, now);
      await note(desk, "held", about(made), { until: now });
      const number = await nextNumber(tx, numberPrefix(plan, now));
      const booking = await change(tx, made, { state, number }, now);
      const listing = { booking: booking.id, company: name, credit_code: creditCode, sealed: null };
      await tx.withTables<BookingTables>().insertInto("booking_listings").values(listing).execute();
      await note(desk, state, about(booking), { number });
      bookings.push({ ...booking, firm: name });
    }
    return { kind: "done", bookings };
  });
}

/** The firms that bookings are for, by the bookings' ids. */
export async function findFirms(db: Reading, bookings: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (bookings.length === 0) return new Map();
  const rows = await db
    .withTables<BookingTables>()
    .selectFrom("booking_listings")
    .select(["booking", "company"])
    .where("booking", "in", bookings)
    .execute();
  return new Map(rows.map(({ booking, company }) => [booking, company]));
}
