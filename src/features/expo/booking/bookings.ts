import type { Selectable } from "kysely";
import { createId } from "../../../shared/ids.ts";
import type { Reading, Tx } from "../../../store/store.ts";
import type { WishTables } from "../wishes/tables.ts";
import { type Booking, type BookingState, type Holder, OPEN_STATES } from "./booking.ts";
import { type Place, partyOf } from "./rules.ts";
import type { BookingTables } from "./tables.ts";

/** A booking by its id; null where there is none. */
export async function findBooking(db: Reading, expo: string, id: string): Promise<Booking | null> {
  const row = await select(db).where("expo", "=", expo).where("id", "=", id).executeTakeFirst();
  return row === undefined ? null : toBooking(row);
}

/** A booking by what staff call it: its number or, of an open one, its booth. */
export async function findByName(db: Reading, expo: string, name: string): Promise<Booking | null> {
  const rows = await select(db)
    .where("expo", "=", expo)
    .where((eb) => eb.or([eb("number", "=", name), eb.and([eb("booth", "=", name), eb("state", "in", OPEN_STATES)])]))
    .execute();
  const row = rows.find(({ number }) => number === name) ?? rows[0];
  return row === undefined ? null : toBooking(row);
}

/** Who has a booth, as the rows say: a hold among them may have ended. */
export async function findOpen(db: Reading, expo: string, booth: string): Promise<Booking | null> {
  const row = await select(db)
    .where("expo", "=", expo)
    .where("booth", "=", booth)
    .where("state", "in", OPEN_STATES)
    .executeTakeFirst();
  return row === undefined ? null : toBooking(row);
}

/** Which booths somebody has at an instant, by their codes: held for a while, or taken. A hold that has ended is none. */
export async function readOccupied(
  db: Reading,
  expo: string,
  now: string,
): Promise<ReadonlyMap<string, "held" | "taken">> {
  const rows = await db
    .withTables<BookingTables>()
    .selectFrom("bookings")
    .select(["booth", "state"])
    .where("expo", "=", expo)
    .where("state", "in", OPEN_STATES)
    .where((eb) => eb.or([eb("state", "!=", "held"), eb("until", ">", now)]))
    .execute();
  return new Map(rows.map(({ booth, state }) => [booth, state === "held" ? "held" : "taken"]));
}

/** Those of some companies that have a booth, had one, wait for one, or wished for some. */
export async function findBookingCompanies(db: Reading, companies: readonly string[]): Promise<ReadonlySet<string>> {
  if (companies.length === 0) return new Set();
  const tables = db.withTables<BookingTables>();
  const booked = await tables.selectFrom("bookings").select("company").where("company", "in", companies).execute();
  const waiting = await tables
    .selectFrom("booking_waits")
    .select("company")
    .where("company", "in", companies)
    .execute();
  const wishing = await db
    .withTables<WishTables>()
    .selectFrom("booth_applications")
    .select("company")
    .where("company", "in", companies)
    .execute();
  return new Set([...booked, ...waiting, ...wishing].flatMap(({ company }) => (company === null ? [] : [company])));
}

/** What some parties have at all expos, by expo and booth; holds that have ended are left out. */
export async function listBookingsOf(db: Reading, parties: readonly string[], now: string): Promise<Booking[]> {
  const rows = await select(db)
    .where("party", "in", parties)
    .where("state", "in", OPEN_STATES)
    .where((eb) => eb.or([eb("state", "!=", "held"), eb("until", ">", now)]))
    .orderBy("expo")
    .orderBy("booth")
    .execute();
  return rows.map(toBooking);
}

/** The open bookings of one party. */
export async function listOfParty(db: Reading, expo: string, party: string): Promise<Booking[]> {
  const rows = await select(db)
    .where("expo", "=", expo)
    .where("party", "=", party)
    .where("state", "in", OPEN_STATES)
    .orderBy("booth")
    .execute();
  return rows.map(toBooking);
}

/** Holds that have ended, those that ended first before the others. */
export async function listEnded(db: Reading, expo: string, now: string): Promise<Booking[]> {
  const rows = await select(db)
    .where("expo", "=", expo)
    .where("state", "=", "held")
    .where("until", "<=", now)
    .orderBy("until")
    .orderBy("booth")
    .execute();
  return rows.map(toBooking);
}

/** A booth, and why staff keep it back. */
export async function findPlace(
  db: Reading,
  expo: string,
  code: string,
): Promise<(Place & { readonly blocked: string | null }) | null> {
  const row = await db
    .withTables<BookingTables>()
    .selectFrom("expo_booths")
    .select(["code", "hall", "zone", "area", "blocked"])
    .where("expo", "=", expo)
    .where("code", "=", code)
    .executeTakeFirst();
  return row ?? null;
}

/** The booths that nobody has and staff do not keep back. */
export async function listFree(db: Reading, expo: string): Promise<Place[]> {
  return db
    .withTables<BookingTables>()
    .selectFrom("expo_booths")
    .select(["code", "hall", "zone", "area"])
    .where("expo", "=", expo)
    .where("blocked", "is", null)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom("bookings")
            .select("bookings.id")
            .whereRef("bookings.expo", "=", "expo_booths.expo")
            .whereRef("bookings.booth", "=", "expo_booths.code")
            .where("bookings.state", "in", OPEN_STATES),
        ),
      ),
    )
    .orderBy("code")
    .execute();
}

type Made = {
  readonly expo: string;
  readonly booth: string;
  readonly holder: Holder;
  readonly until: string;
  readonly wait?: number;
};

/** A new hold. */
export async function addHold(tx: Tx, { expo, booth, holder, until, wait }: Made, now: string): Promise<Booking> {
  const row = {
    ...{ id: createId(), expo, booth, until, person: holder.person, company: holder.company },
    ...({ party: partyOf(holder), state: "held", was: null, extended: 0, wait: wait ?? null, number: null } as const),
    ...{ made_at: now, changed_at: now },
  };
  await tx.withTables<BookingTables>().insertInto("bookings").values(row).execute();
  return toBooking(row);
}

type Change = Partial<{
  readonly state: BookingState;
  readonly was: BookingState | null;
  readonly booth: string;
  readonly until: string;
  readonly extended: number;
  readonly wait: number | null;
  readonly number: string | null;
  readonly party: string;
  readonly person: string | null;
  readonly company: string | null;
}>;

/** Changes a booking, and returns what it is now. */
export async function change(tx: Tx, { id }: Booking, change: Change, now: string): Promise<Booking> {
  const row = await tx
    .withTables<BookingTables>()
    .updateTable("bookings")
    .set({ ...change, changed_at: now })
    .where("id", "=", id)
    .returningAll()
    .executeTakeFirstOrThrow();
  return toBooking(row);
}

/** The next number under a prefix, such as TR27-0042. */
export async function nextNumber(tx: Tx, prefix: string): Promise<string> {
  const { last } = await tx
    .withTables<BookingTables>()
    .insertInto("booking_numbers")
    .values({ prefix, last: 1 })
    .onConflict((conflict) =>
      conflict.column("prefix").doUpdateSet((eb) => ({ last: eb("booking_numbers.last", "+", 1) })),
    )
    .returning("last")
    .executeTakeFirstOrThrow();
  return `${prefix}-${String(last).padStart(4, "0")}`;
}

export function select(db: Reading) {
  return db.withTables<BookingTables>().selectFrom("bookings").selectAll();
}

export function toBooking(row: Selectable<BookingTables["bookings"]>): Booking {
  const { made_at: _made, changed_at: changedAt, extended, ...rest } = row;
  return { ...rest, extended: extended === 1, changedAt };
}
