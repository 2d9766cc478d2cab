import type { Reading, Tx } from "../../../store/store.ts";
import type { Booking } from "./booking.ts";
import { select, toBooking } from "./bookings.ts";
import type { BookingTables } from "./tables.ts";

/** A date of a booking, and the step of the ladder that somebody was reminded at: so many days before, at most. */
export type Reminded = { readonly booking: string; readonly task: string; readonly days: number };

/** What stands for sure at an expo, and has somebody to be reminded. */
export async function listConfirmed(db: Reading, expo: string): Promise<readonly Booking[]> {
  const rows = await select(db)
    .where("expo", "=", expo)
    .where("state", "=", "confirmed")
    .where("person", "is not", null)
    .orderBy("id")
    .execute();
  return rows.map(toBooking);
}

/** Which steps were told at an expo, as `booking/task/days`. */
export async function listReminded(db: Reading, expo: string): Promise<ReadonlySet<string>> {
  const rows = await db
    .withTables<BookingTables>()
    .selectFrom("booking_reminders")
    .innerJoin("bookings", "bookings.id", "booking_reminders.booking")
    .select(["booking_reminders.booking", "task", "days"])
    .where("bookings.expo", "=", expo)
    .execute();
  return new Set(rows.map(keyOfReminded));
}

export function keyOfReminded({ booking, task, days }: Reminded): string {
  return `${booking}/${task}/${days}`;
}

/** Notes that a step is told; false where another process has done so. */
export async function setReminded(tx: Tx, { booking, task, days }: Reminded, now: string): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .withTables<BookingTables>()
    .insertInto("booking_reminders")
    .values({ booking, task, days, at: now })
    .onConflict((conflict) => conflict.columns(["booking", "task", "days"]).doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}
