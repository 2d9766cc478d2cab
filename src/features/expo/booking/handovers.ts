import { DAY, later } from "../../../shared/clock.ts";
import { createToken, sha256 } from "../../../shared/ids.ts";
import { type Actor, changeWithin } from "../../../store/audit.ts";
import type { Reading, Tx } from "../../../store/store.ts";
import type { Booking } from "./booking.ts";
import { HANDOVER_DAYS } from "./privacy.ts";
import { SIGNUP_ROLES } from "./staff.ts";
import type { BookingTables } from "./tables.ts";

/** A booking that whoever opens a link may take over. */
export type Handover = {
  readonly expo: string;
  readonly booking: string;
  readonly person: string;
  readonly party: string;
};

/** Makes a link for one booking. The token is shown once and stored as a hash alone. */
export async function createHandover(
  tx: Tx,
  { expo, id, party }: Booking,
  person: string,
  now: string,
): Promise<string> {
  const token = createToken();
  await tx
    .withTables<BookingTables>()
    .insertInto("booking_handovers")
    .values({
      ...{ token_hash: sha256(token), expo, booking: id, person, party },
      ...{ created_at: now, expires_at: later(now, HANDOVER_DAYS * DAY), used_at: null },
    })
    .execute();
  return token;
}

/** The same in the name of staff, for a booking that nobody in the chat has, such as one of the commission's list. */
export function handOverAsStaff(tx: Tx, actor: Actor, booking: Booking, now: string): Promise<string> {
  return changeWithin(tx, actor, SIGNUP_ROLES, now, async () => ({
    result: await createHandover(tx, booking, NOBODY, now),
    entry: { action: "bookings.linked", subject: `${booking.expo}/${booking.id}`, details: {} },
  }));
}

/** Stands for the person of a link that staff gave out. */
const NOBODY = "";

/** What a link hands over; null where it is unknown, used, or too old. */
export async function findHandover(db: Reading, token: string, now: string): Promise<Handover | null> {
  const row = await db
    .withTables<BookingTables>()
    .selectFrom("booking_handovers")
    .select(["expo", "booking", "person", "party"])
    .where("token_hash", "=", sha256(token))
    .where("used_at", "is", null)
    .where("expires_at", ">", now)
    .executeTakeFirst();
  return row ?? null;
}

/** Uses a link up; false where somebody has done so before. */
export async function useHandover(tx: Tx, token: string, now: string): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .withTables<BookingTables>()
    .updateTable("booking_handovers")
    .set({ used_at: now })
    .where("token_hash", "=", sha256(token))
    .where("used_at", "is", null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}
