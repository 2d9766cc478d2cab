import type { Reading } from "../../../store/store.ts";
import type { BookingState } from "./booking.ts";
import { OPEN_STATES } from "./booking.ts";
import type { BookingTables } from "./tables.ts";

/** A booking as staff list it. */
export type Signup = {
  readonly id: string;
  readonly number: string | null;
  readonly booth: string;
  readonly hall: string;
  /** Square metres. */
  readonly area: number;
  readonly state: BookingState;
  /** When the hold ends; null of one that stands. */
  readonly until: string | null;
  readonly party: string;
  /** Whose it is, where it signed up itself or is a delegation: the id; see `partyOf`. */
  readonly companyId: string | null;
  /** The firm that it is for, where the commission or a delegation listed it. */
  readonly company: string | null;
  readonly creditCode: string | null;
  readonly madeAt: string;
};

/** The bookings of an expo that are not over, by booth; holds that have ended are left out. */
export async function listSignups(db: Reading, expo: string, now: string): Promise<Signup[]> {
  const rows = await db
    .withTables<BookingTables>()
    .selectFrom("bookings")
    .innerJoin("expo_booths", (join) =>
      join.onRef("expo_booths.expo", "=", "bookings.expo").onRef("expo_booths.code", "=", "bookings.booth"),
    )
    .leftJoin("booking_listings", "booking_listings.booking", "bookings.id")
    .select(["bookings.id", "number", "booth", "hall", "area", "state", "until", "party", "made_at"])
    .select("bookings.company as companyId")
    .select(["booking_listings.company as listed", "booking_listings.credit_code"])
    .where("bookings.expo", "=", expo)
    .where("state", "in", OPEN_STATES)
    .where((eb) => eb.or([eb("state", "!=", "held"), eb("until", ">", now)]))
    .orderBy("booth")
    .execute();
  return rows.map(({ listed, credit_code, made_at, until, ...row }) => ({
    ...row,
    until: row.state === "held" ? until : null,
    company: listed,
    creditCode: credit_code,
    madeAt: made_at,
  }));
}
