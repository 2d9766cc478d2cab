import { type Generated, sql } from "kysely";
import type { SchemaStep } from "../../../store/migrations.ts";
import type { ExpoTables } from "../tables.ts";
import type { BookingState, WaitState } from "./booking.ts";

/** Who has which booth, who waits for one, and how each decision came about. */
export type BookingTables = ExpoTables & {
  bookings: {
    id: string;
    expo: string;
    booth: string;
    /** Whose it is: see `partyOf`. */
    party: string;
    person: string | null;
    company: string | null;
    state: BookingState;
    /** What it was before it was cancelled, so that this can be undone. */
    was: BookingState | null;
    /** When a hold ends; of one that is confirmed or over, when it would have. */
    until: string;
    /** 1 where the hold was extended. */
    extended: number;
    /** The place in line that this hold is an offer to. */
    wait: number | null;
    number: string | null;
    made_at: string;
    changed_at: string;
  };
  booking_waits: {
    /** Whoever came earlier has the lower one. */
    id: Generated<number>;
    expo: string;
    party: string;
    person: string | null;
    company: string | null;
    /** The wishes as JSON. */
    wishes: string;
    state: WaitState;
    joined_at: string;
  };
  booking_events: {
    id: Generated<number>;
    expo: string;
    kind: string;
    booth: string | null;
    booking: string | null;
    wait: number | null;
    party: string | null;
    person: string | null;
    at: string;
    /** What it says beside, such as until when, as JSON. */
    details: string;
  };
  /** What a press brought, so that the same press again changes nothing. */
  booking_commands: { key: string; result: string; at: string };
  /** The last number given out under a prefix such as TR27. */
  booking_numbers: { prefix: string; last: number };
  /** Companies of the commission's own list, by the booking that was made for them. */
  booking_listings: { booking: string; company: string; credit_code: string };
};

export const bookingSchema: SchemaStep = {
  name: "0015_bookings",
  up: async (db, { serial, serialType }) => {
    const { schema } = db;
    await schema
      .createTable("bookings")
      .addColumn("id", "text", (c) => c.primaryKey())
      .addColumn("expo", "text", (c) => c.notNull().references("expos.id"))
      // No reference: what became of a booth stays on record after it is gone.
      .addColumn("booth", "text", (c) => c.notNull())
      .addColumn("party", "text", (c) => c.notNull())
      .addColumn("person", "text")
      .addColumn("company", "text")
      .addColumn("state", "text", (c) => c.notNull())
      .addColumn("was", "text")
      .addColumn("until", "text", (c) => c.notNull())
      .addColumn("extended", "integer", (c) => c.notNull())
      .addColumn("wait", serialType)
      .addColumn("number", "text", (c) => c.unique())
      .addColumn("made_at", "text", (c) => c.notNull())
      .addColumn("changed_at", "text", (c) => c.notNull())
      .execute();
    // The last guard: whatever the program gets wrong, a booth has one holder.
    await sql`create unique index bookings_one_holder on bookings (expo, booth)
      where state in ('held', 'submitted', 'confirmed')`.execute(db);
    await sql`create index bookings_by_end on bookings (expo, until) where state = 'held'`.execute(db);
    await schema.createIndex("bookings_by_party").on("bookings").columns(["expo", "party"]).execute();
    await schema
      .createTable("booking_waits")
      .addColumn("id", serialType, serial)
      .addColumn("expo", "text", (c) => c.notNull().references("expos.id"))
      .addColumn("party", "text", (c) => c.notNull())
      .addColumn("person", "text")
      .addColumn("company", "text")
      .addColumn("wishes", "text", (c) => c.notNull())
      .addColumn("state", "text", (c) => c.notNull())
      .addColumn("joined_at", "text", (c) => c.notNull())
      .execute();
    await sql`create unique index booking_waits_one_place on booking_waits (expo, party)
      where state in ('waiting', 'offered')`.execute(db);
    await schema
      .createTable("booking_events")
      .addColumn("id", serialType, serial)
      .addColumn("expo", "text", (c) => c.notNull())
      .addColumn("kind", "text", (c) => c.notNull())
      .addColumn("booth", "text")
      .addColumn("booking", "text")
      .addColumn("wait", serialType)
      .addColumn("party", "text")
      .addColumn("person", "text")
      .addColumn("at", "text", (c) => c.notNull())
      .addColumn("details", "text", (c) => c.notNull())
      .execute();
    await schema.createIndex("booking_events_by_booth").on("booking_events").columns(["expo", "booth"]).execute();
    await schema.createIndex("booking_events_by_party").on("booking_events").columns(["expo", "party"]).execute();
    await schema
      .createTable("booking_commands")
      .addColumn("key", "text", (c) => c.primaryKey())
      .addColumn("result", "text", (c) => c.notNull())
      .addColumn("at", "text", (c) => c.notNull())
      .execute();
    await schema
      .createTable("booking_numbers")
      .addColumn("prefix", "text", (c) => c.primaryKey())
      .addColumn("last", "integer", (c) => c.notNull())
      .execute();
    await schema
      .createTable("booking_listings")
      .addColumn("booking", "text", (c) => c.primaryKey().references("bookings.id"))
      .addColumn("company", "text", (c) => c.notNull())
      .addColumn("credit_code", "text", (c) => c.notNull())
      .execute();
  },
};
