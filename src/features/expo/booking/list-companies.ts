import { type Actor, changeWithin } from "../../../store/audit.ts";
import type { Booking } from "./booking.ts";
import { addHold, change, nextNumber } from "./bookings.ts";
import { type Act, type Desk, decide } from "./decide.ts";
import { about, note } from "./event-log.ts";
import { barOf } from "./hold.ts";
import { numberPrefix } from "./rules.ts";
import { SIGNUP_ROLES } from "./staff.ts";
import type { BookingTables } from "./tables.ts";

/** A row of the commission's own list; `row` is where it stands in the file. */
export type ListedCompany = {
  readonly row: number;
  readonly booth: string;
  readonly company: string;
  readonly creditCode: string;
  /** Whom to reach there; null where the list does not say. */
  readonly contact: string | null;
};

/** Encrypts a contact for the row of a booking. */
export type SealContact = (contact: string, booking: string) => string;

export type ListResult =
  | { readonly kind: "done"; readonly bookings: readonly Booking[] }
  | { readonly kind: "faults"; readonly faults: readonly { readonly row: number; readonly fault: string }[] };

/** Books the booths of a list, all or none: where a row is wrong, every wrong row is named and nothing is saved. */
export function listBookings(
  act: Act,
  actor: Actor,
  list: readonly ListedCompany[],
  seal: SealContact,
): Promise<ListResult> {
  return changeWithin(act.tx, actor, SIGNUP_ROLES, act.now, async () => {
    const result = await decide(act, async (desk): Promise<ListResult> => {
      const seen = new Map<string, number>();
      const faults: { row: number; fault: string }[] = [];
      for (const { row, booth } of list) {
        const bar = await barOf(desk, booth);
        const twice = seen.get(booth);
        if (bar?.kind === "unknown") faults.push({ row, fault: `there is no booth ${booth}` });
        else if (bar !== null) faults.push({ row, fault: `booth ${booth} is ${bar.kind}` });
        if (twice !== undefined) faults.push({ row, fault: `booth ${booth} stands in row ${twice} already` });
        seen.set(booth, row);
      }
      if (faults.length > 0) return { kind: "faults", faults };
      const bookings: Booking[] = [];
      for (const one of list) bookings.push(await book(desk, one, seal));
      return { kind: "done", bookings };
    });
    const details = { bookings: list.length };
    return {
      result,
      entry: result.kind === "done" ? { action: "bookings.listed", subject: act.expo, details } : null,
    };
  });
}

async function book(
  desk: Desk,
  { booth, company, creditCode, contact }: ListedCompany,
  seal: SealContact,
): Promise<Booking> {
  const { tx, expo, now, plan } = desk;
  const holder = { person: null, company: `listed:${creditCode}` };
  const made = await addHold(tx, { expo, booth, holder, until: now }, now);
  const number = await nextNumber(tx, numberPrefix(plan, now));
  const booking = await change(tx, made, { state: "confirmed", number }, now);
  await tx
    .withTables<BookingTables>()
    .insertInto("booking_listings")
    .values({
      ...{ booking: booking.id, company, credit_code: creditCode },
      sealed: contact === null ? null : seal(contact, booking.id),
    })
    .execute();
  await note(desk, "listed", about(booking), { number });
  return booking;
}
