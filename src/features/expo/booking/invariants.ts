import type { Invariant } from "../../../store/invariants.ts";
import { OPEN_STATES } from "./booking.ts";
import type { BookingTables } from "./tables.ts";

/** What must be true of bookings on any database. */
export const bookingInvariants: readonly Invariant[] = [
  {
    name: "No booth has two holders",
    find: async (db) => {
      const rows = await db
        .withTables<BookingTables>()
        .selectFrom("bookings")
        .select(["expo", "booth", (eb) => eb.fn.countAll<number>().as("holders")])
        .where("state", "in", OPEN_STATES)
        .groupBy(["expo", "booth"])
        .having((eb) => eb.fn.countAll(), ">", 1)
        .execute();
      return rows.map(({ expo, booth, holders }) => `booth ${booth} of ${expo} has ${holders} holders`);
    },
  },
  {
    name: "A hold says until when",
    find: async (db) => {
      const rows = await db
        .withTables<BookingTables>()
        .selectFrom("bookings")
        .select("id")
        .where("state", "=", "held")
        .whereRef("until", "<=", "made_at")
        .execute();
      return rows.map(({ id }) => `the hold ${id} ends before it began`);
    },
  },
  {
    name: "What is booked has a number, and each number is one booking's",
    find: async (db) => {
      const bookings = db.withTables<BookingTables>().selectFrom("bookings");
      const without = await bookings
        .select("id")
        .where("state", "in", ["submitted", "confirmed"])
        .where("number", "is", null)
        .execute();
      const twice = await bookings
        .select("number")
        .where("number", "is not", null)
        .groupBy("number")
        .having((eb) => eb.fn.countAll(), ">", 1)
        .execute();
      return [
        ...without.map(({ id }) => `the booking ${id} has no number`),
        ...twice.map(({ number }) => `the number ${number} was given out twice`),
      ];
    },
  },
  {
    name: "Each offer is one hold, of one who waits",
    find: async (db) => {
      const open = db
        .withTables<BookingTables>()
        .selectFrom("bookings")
        .select("wait")
        .where("state", "=", "held")
        .where("wait", "is not", null);
      const holds = (await open.execute()).map(({ wait }) => wait);
      const waits = (
        await db
          .withTables<BookingTables>()
          .selectFrom("booking_waits")
          .select("id")
          .where("state", "=", "offered")
          .execute()
      ).map(({ id }) => id);
      const held = new Set(holds);
      const offered = new Set<number | null>(waits);
      return [
        ...waits.filter((id) => !held.has(id)).map((id) => `place ${id} in line has an offer without a hold`),
        ...holds
          .filter((id) => !offered.has(id))
          .map((id) => `a booth is held for place ${id} in line, which has no offer`),
        ...(held.size < holds.length ? ["a place in line has two offers"] : []),
      ];
    },
  },
];
