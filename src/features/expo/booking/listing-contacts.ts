import type { Sealer } from "../../../shared/seal.ts";
import type { Reading } from "../../../store/store.ts";
import type { BookingTables } from "./tables.ts";

/** Where the contacts of the commission's list stand sealed, for whoever changes the secret. */
export const SEALED_LISTINGS = { table: "booking_listings", key: "booking", placeOf: placeOfListing } as const;

/** The place that the contact of a booking is sealed for. */
export function placeOfListing(booking: string): string {
  return `booking_listings/${booking}`;
}

/** Whom to reach for the bookings of the commission's list, by the bookings' ids. */
export async function readListedContacts(
  db: Reading,
  sealer: Sealer,
  expo: string,
): Promise<ReadonlyMap<string, string>> {
  const rows = await db
    .withTables<BookingTables>()
    .selectFrom("booking_listings")
    .innerJoin("bookings", "bookings.id", "booking_listings.booking")
    .select(["booking_listings.booking", "sealed"])
    .where("bookings.expo", "=", expo)
    .where("sealed", "is not", null)
    .execute();
  return new Map(rows.map(({ booking, sealed }) => [booking, sealer.open(sealed ?? "", placeOfListing(booking))]));
}
