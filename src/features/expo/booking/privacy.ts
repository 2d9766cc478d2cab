import { DAY, later } from "../../../shared/clock.ts";
import type { PrivacyRules } from "../../../store/privacy.ts";
import type { Tx } from "../../../store/store.ts";
import type { ExpoTables } from "../tables.ts";
import { OPEN_STATES } from "./booking.ts";
import { note } from "./event-log.ts";
import type { BookingTables } from "./tables.ts";

/** How long a press is known again. */
const COMMAND_DAYS = 30;

/** How long a link counts by which a booking is handed over. */
export const HANDOVER_DAYS = 7;

const KEPT = "as long as the expo is listed";
const ERASED = "erased";

/** What bookings hold of people. */
export const bookingPrivacy: PrivacyRules<Omit<BookingTables, keyof ExpoTables>> = {
  bookings: {
    kept: KEPT,
    holds: "people",
    export: (db, { person }) =>
      db.withTables<BookingTables>().selectFrom("bookings").selectAll().where("person", "=", person).execute(),
    // A company's booth stays the company's; one's own is free again, and goes to who waits at the next decision.
    erase: async (tx, { person }, now) => {
      const db = tx.withTables<BookingTables>();
      const own = db.updateTable("bookings");
      const freed = await own
        .set({ state: "released", changed_at: now })
        .where("party", "=", `person:${person}`)
        .where("state", "in", OPEN_STATES)
        .returning(["expo", "booth", "id"])
        .execute();
      for (const { expo, booth, id } of freed) await note({ tx, expo, now }, "released", { booth, booking: id });
      await db.deleteFrom("booking_commands").where("result", "like", `%${person}%`).execute();
      await own.set({ party: ERASED }).where("party", "=", `person:${person}`).execute();
      await own.set({ person: null }).where("person", "=", person).execute();
    },
  },
  booking_waits: {
    kept: KEPT,
    holds: "people",
    export: (db, { person }) =>
      db.withTables<BookingTables>().selectFrom("booking_waits").selectAll().where("person", "=", person).execute(),
    erase: async (tx, { person }) => {
      const own = tx.withTables<BookingTables>().updateTable("booking_waits");
      await own.set({ state: "left", party: ERASED }).where("party", "=", `person:${person}`).execute();
      await own.set({ person: null }).where("person", "=", person).execute();
    },
  },
  booking_events: {
    kept: KEPT,
    holds: "people",
    export: (db, { person }) =>
      db.withTables<BookingTables>().selectFrom("booking_events").selectAll().where("person", "=", person).execute(),
    erase: async (tx, { person }) => {
      const own = tx.withTables<BookingTables>().updateTable("booking_events");
      await own.set({ party: ERASED }).where("party", "=", `person:${person}`).execute();
      await own.set({ person: null }).where("person", "=", person).execute();
    },
  },
  booking_handovers: {
    kept: `until ${HANDOVER_DAYS} days after they were given out`,
    holds: "people",
    export: (db, { person }) =>
      db
        .withTables<BookingTables>()
        .selectFrom("booking_handovers")
        .select(["expo", "booking", "created_at", "expires_at", "used_at"])
        .where("person", "=", person)
        .execute(),
    erase: async (tx, { person }) =>
      void (await tx
        .withTables<BookingTables>()
        .deleteFrom("booking_handovers")
        .where("person", "=", person)
        .execute()),
  },
  booking_tasks: { kept: KEPT, holds: "nothing", why: "which dates of a booth were kept" },
  booking_reminders: { kept: KEPT, holds: "nothing", why: "which dates of a booth were told" },
  booking_commands: { kept: `${COMMAND_DAYS} days`, holds: "part", with: "bookings" },
  booking_numbers: { kept: "always", holds: "nothing", why: "the last number given out" },
  booking_listings: {
    kept: KEPT,
    holds: "nothing",
    why: "companies as the commission or a delegation listed them; whom to reach there is encrypted",
  },
};

/** Forgets presses that are too old to come again, and links that lead nowhere. */
export async function retainBookings(tx: Tx, now: string): Promise<void> {
  await tx.withTables<BookingTables>().deleteFrom("booking_handovers").where("expires_at", "<", now).execute();
  await tx
    .withTables<BookingTables>()
    .deleteFrom("booking_commands")
    .where("at", "<", later(now, -COMMAND_DAYS * DAY))
    .execute();
}
