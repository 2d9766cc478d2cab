import type { Reading, Tx } from "../../../store/store.ts";
import type { BookingEventKind } from "./event-log.ts";
import type { BookingTables } from "./tables.ts";

/** A decision of which whom it concerns is still to be told. */
export type Untold = {
  readonly id: number;
  readonly kind: BookingEventKind;
  readonly expo: string;
  readonly booth: string | null;
  readonly booking: string | null;
  readonly party: string | null;
  readonly person: string | null;
  readonly at: string;
};

/** The next decisions to be told, in the order in which they were made. */
export async function listUntold(db: Reading, limit: number): Promise<readonly Untold[]> {
  const rows = await db
    .withTables<BookingTables>()
    .selectFrom("booking_events")
    .select(["id", "kind", "expo", "booth", "booking", "party", "person", "at"])
    .where("told", "=", 0)
    .orderBy("id")
    .limit(limit)
    .execute();
  return rows.map((row) => ({ ...row, kind: row.kind as BookingEventKind }));
}

/** Notes that a decision is told; false where another process has done so. */
export async function setTold(tx: Tx, id: number): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .withTables<BookingTables>()
    .updateTable("booking_events")
    .set({ told: 1 })
    .where("id", "=", id)
    .where("told", "=", 0)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** The expos at which holds have ended that nobody has looked at since. */
export async function listExposToSweep(db: Reading, now: string): Promise<readonly string[]> {
  const rows = await db
    .withTables<BookingTables>()
    .selectFrom("bookings")
    .select("expo")
    .distinct()
    .where("state", "=", "held")
    .where("until", "<=", now)
    .execute();
  return rows.map(({ expo }) => expo);
}
