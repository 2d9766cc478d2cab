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
    /** 0 while whom it concerns is still to be told of it. */
    told: number;
  };
  /** Links by which a booking is handed over, by the hash of their token. */
  booking_handovers: {
    token_hash: string;
    expo: string;
    booking: string;
    /** Who gave it out, and for which party: it counts while the booking is that party's. */
    person: string;
    party: string;
    created_at: string;
    expires_at: string;
    used_at: string | null;
  };
  /** Which of the dates that an exhibitor must keep are done. */
  booking_tasks: { booking: string; task: string; done_at: string };
  /** Which dates somebody was reminded of, and how many days before (at most). */
  booking_reminders: { booking: string; task: string; days: number; at: string };
  /** What a press brought, so that the same press again changes nothing. */
  booking_commands: { key: string; result: string; at: string };
  /** The last number given out under a prefix such as TR27. */
  booking_numbers: { prefix: string; last: number };
  /** Companies of the commission's own list, by the booking that was made for them. */
  booking_listings: {
    booking: string;
    company: string;
    credit_code: string;
    /** Whom to reach there, as the commission's list has it; encrypted. */
    sealed: string | null;
  };
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

/** What whom it concerns is told, what they hand over, and what they have done. */
export const bookingNoticesSchema: SchemaStep = {
  name: "0016_booking_notices",
  up: async (db) => {
    const { schema } = db;
    await schema
      .alterTable("booking_events")
      .addColumn("told", "integer", (c) => c.notNull().defaultTo(1))
      .execute();
    await sql`create index booking_events_untold on booking_events (id) where told = 0`.execute(db);
    await schema
      .createTable("booking_handovers")
      .addColumn("token_hash", "text", (c) => c.primaryKey())
      .addColumn("expo", "text", (c) => c.notNull())
      .addColumn("booking", "text", (c) => c.notNull().references("bookings.id"))
      .addColumn("person", "text", (c) => c.notNull())
      .addColumn("party", "text", (c) => c.notNull())
      .addColumn("created_at", "text", (c) => c.notNull())
      .addColumn("expires_at", "text", (c) => c.notNull())
      .addColumn("used_at", "text")
      .execute();
    await schema
      .createTable("booking_tasks")
      .addColumn("booking", "text", (c) => c.notNull().references("bookings.id"))
      .addColumn("task", "text", (c) => c.notNull())
      .addColumn("done_at", "text", (c) => c.notNull())
      .addPrimaryKeyConstraint("booking_tasks_key", ["booking", "task"])
      .execute();
    await schema
      .createTable("booking_reminders")
      .addColumn("booking", "text", (c) => c.notNull().references("bookings.id"))
      .addColumn("task", "text", (c) => c.notNull())
      .addColumn("days", "integer", (c) => c.notNull())
      .addColumn("at", "text", (c) => c.notNull())
      .addPrimaryKeyConstraint("booking_reminders_key", ["booking", "task", "days"])
      .execute();
  },
};
