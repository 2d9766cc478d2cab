import type { JsonObject } from "../../../shared/json.ts";
import type { Tx } from "../../../store/store.ts";
import type { Booking, Wait } from "./booking.ts";
import type { BookingTables } from "./tables.ts";

/** What can be decided about a booth, a booking or a place in line. */
export type BookingEventKind =
  | "held"
  | "offered"
  | "allotted"
  | "notPlaced"
  | "extended"
  | "submitted"
  | "confirmed"
  | "approved"
  | "expired"
  | "cancelled"
  | "declined"
  | "restored"
  | "handedOver"
  | "received"
  | "rejected"
  | "adopted"
  | "changedFrom"
  | "changedTo"
  | "movedFrom"
  | "movedTo"
  | "released"
  | "listed"
  | "blocked"
  | "unblocked"
  | "refused"
  | "joined"
  | "left";

/** What somebody else brought about: whom it concerns is told of it (`announcements`), also where that takes a while. */
const TOLD: ReadonlySet<BookingEventKind> = new Set([
  "offered",
  "approved",
  "expired",
  "handedOver",
  "rejected",
  "movedTo",
  "released",
]);

type Where = { readonly tx: Tx; readonly expo: string; readonly now: string };

type About = {
  readonly booth?: string | null;
  readonly booking?: string;
  readonly wait?: number | null;
  readonly party?: string;
  readonly person?: string | null;
};

/** Writes a decision into the log. */
export async function note(
  { tx, expo, now }: Where,
  kind: BookingEventKind,
  { booth = null, booking, wait = null, party, person = null }: About,
  details: JsonObject = {},
): Promise<void> {
  await tx
    .withTables<BookingTables>()
    .insertInto("booking_events")
    .values({
      ...{ expo, kind, booth, wait, person, at: now },
      booking: booking ?? null,
      party: party ?? null,
      details: JSON.stringify(details),
      told: TOLD.has(kind) && party !== undefined ? 0 : 1,
    })
    .execute();
}

/** A booking as an event is about it. */
export function about({ id, booth, wait, party, person }: Booking): About {
  return { booking: id, booth, wait, party, person };
}

/** A place in line as an event is about it. */
export function aboutWait({ id, party, person }: Wait): About {
  return { wait: id, party, person };
}
