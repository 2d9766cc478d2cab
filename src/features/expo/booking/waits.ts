import type { Selectable } from "kysely";
import { z } from "zod";
import type { Reading, Tx } from "../../../store/store.ts";
import type { Holder, Wait, WaitState, Wish } from "./booking.ts";
import { partyOf } from "./rules.ts";
import type { BookingTables } from "./tables.ts";

const words = z.array(z.string()).nullable();
export const wishesSchema = z.array(
  z.object({
    ...{ booths: words, halls: words, zones: words },
    area: z.object({ from: z.number(), to: z.number() }).nullable(),
  }),
);

/** Those who wait and have no offer, first come first. */
export async function listWaiting(db: Reading, expo: string): Promise<Wait[]> {
  const rows = await select(db).where("expo", "=", expo).where("state", "=", "waiting").orderBy("id").execute();
  return rows.map(toWait);
}

/** The place in line of a party that is not over; null where it has none. */
export async function findWaitOf(db: Reading, expo: string, party: string): Promise<Wait | null> {
  const row = await select(db)
    .where("expo", "=", expo)
    .where("party", "=", party)
    .where("state", "in", ["waiting", "offered"])
    .executeTakeFirst();
  return row === undefined ? null : toWait(row);
}

/** The places in line of some parties that are not over, at all expos. */
export async function listWaitsOf(db: Reading, parties: readonly string[]): Promise<Wait[]> {
  const rows = await select(db)
    .where("party", "in", parties)
    .where("state", "in", ["waiting", "offered"])
    .orderBy("expo")
    .execute();
  return rows.map(toWait);
}

/** How many wait before a place in line, and it: 1 for the first. */
export async function positionOf(db: Reading, expo: string, wait: Wait): Promise<number> {
  const { count } = await db
    .withTables<BookingTables>()
    .selectFrom("booking_waits")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .where("expo", "=", expo)
    .where("state", "=", "waiting")
    .where("id", "<=", wait.id)
    .executeTakeFirstOrThrow();
  return Math.max(1, Number(count));
}

/** A new place at the end of the line. */
export async function addWait(
  tx: Tx,
  expo: string,
  holder: Holder,
  wishes: readonly Wish[],
  now: string,
): Promise<Wait> {
  const { person, company } = holder;
  const row = await tx
    .withTables<BookingTables>()
    .insertInto("booking_waits")
    .values({
      ...{ expo, person, company, party: partyOf(holder), state: "waiting" },
      ...{ wishes: JSON.stringify(wishes), joined_at: now },
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  return toWait(row);
}

/** Gives a place in line to another party. */
export async function moveWait(tx: Tx, id: number, { person, company }: Holder): Promise<void> {
  await tx
    .withTables<BookingTables>()
    .updateTable("booking_waits")
    .set({ person, company, party: partyOf({ person, company }) })
    .where("id", "=", id)
    .execute();
}

export async function setWaitState(tx: Tx, id: number, state: WaitState): Promise<void> {
  await tx.withTables<BookingTables>().updateTable("booking_waits").set({ state }).where("id", "=", id).execute();
}

function select(db: Reading) {
  return db.withTables<BookingTables>().selectFrom("booking_waits").selectAll();
}

function toWait(row: Selectable<BookingTables["booking_waits"]>): Wait {
  const { id, expo, party, person, company, state, wishes } = row;
  return { id, expo, party, person, company, state, wishes: wishesSchema.parse(JSON.parse(wishes)) };
}
