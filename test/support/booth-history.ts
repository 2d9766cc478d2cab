import { z } from "zod";
import { choosePlace } from "../../src/features/expo/booking/rules.ts";
import type { BookingTables } from "../../src/features/expo/booking/tables.ts";
import { listWaiting } from "../../src/features/expo/booking/waits.ts";
import type { Reading } from "../../src/store/store.ts";

export const acknowledgedSchema = z.object({
  key: z.string(),
  kind: z.string(),
  booking: z.string().nullish(),
  why: z.string().optional(),
});
export type Acknowledged = z.infer<typeof acknowledgedSchema>;

export type HistoryReport = {
  /** Moments at which a booth got a holder while it had one, or rows that say so. */
  readonly oversold: readonly string[];
  /** Booths of which log and rows say different things, and what happened to a booking that did not have the booth. */
  readonly lost: readonly string[];
  /** Places in line that were offered twice, or passed over. */
  readonly offers: readonly string[];
  /** Results that a process was given and the database does not know. */
  readonly unsaved: readonly string[];
};

const GIVES = new Set(["held", "offered", "listed", "restored", "movedTo", "changedTo", "allotted"]);
const TAKES = new Set(["expired", "cancelled", "declined", "rejected", "released", "movedFrom", "changedFrom"]);
const KEEPS = new Set(["extended", "submitted", "confirmed", "approved", "adopted", "handedOver", "received"]);

/** Reads the whole log of an expo again, event by event, and compares it with the rows and with what processes were told. */
export async function checkHistory(
  read: Reading,
  expo: string,
  acknowledged: readonly Acknowledged[],
): Promise<HistoryReport> {
  const db = read.withTables<BookingTables>();
  const oversold: string[] = [];
  const lost: string[] = [];
  const offers: string[] = [];
  const holders = new Map<string, string>();
  const offered = new Set<number>();
  const left = new Set<number>();
  const joined = new Set<number>();
  const events = await db.selectFrom("booking_events").selectAll().where("expo", "=", expo).orderBy("id").execute();
  for (const { id, kind, booth, booking, wait } of events) {
    if (kind === "joined" && wait !== null) joined.add(wait);
    if (kind === "left" && wait !== null) left.add(wait);
    if (booth === null || booking === null) continue;
    const holder = holders.get(booth);
    if (GIVES.has(kind)) {
      if (holder !== undefined) oversold.push(`event ${id}: ${kind} ${booth}, which ${holder} has`);
      holders.set(booth, booking);
    } else if (TAKES.has(kind) || KEEPS.has(kind)) {
      if (holder !== booking) lost.push(`event ${id}: ${kind} ${booth}, which ${holder ?? "nobody"} has`);
      if (TAKES.has(kind)) holders.delete(booth);
    }
    if ((kind !== "offered" && kind !== "allotted") || wait === null) continue;
    if (offered.has(wait)) offers.push(`event ${id}: place ${wait} was offered a second booth`);
    if (!joined.has(wait) || left.has(wait)) offers.push(`event ${id}: place ${wait} was not in line`);
    offered.add(wait);
  }

  const rows = await db
    .selectFrom("bookings")
    .select(["id", "booth", "party"])
    .where("expo", "=", expo)
    .where("state", "in", ["held", "submitted", "confirmed"])
    .execute();
  for (const { id, booth } of rows) if (holders.get(booth) !== id) lost.push(`${booth} has ${id}, not by the log`);
  if (new Set(rows.map(({ booth }) => booth)).size < rows.length) oversold.push("two rows hold one booth");
  for (const [booth, id] of holders) if (!rows.some((row) => row.id === id)) lost.push(`${booth} has ${id} in the log`);

  const taken = new Set(rows.map(({ booth }) => booth));
  const places = await db.selectFrom("expo_booths").selectAll().where("expo", "=", expo).execute();
  const free = places.filter(({ code, blocked }) => blocked === null && !taken.has(code));
  for (const wait of await listWaiting(read, expo)) {
    const has = rows.filter(({ party }) => party === wait.party).length;
    const place = choosePlace(wait.wishes, free);
    if (place !== null && has < 2) offers.push(`place ${wait.id} waits while ${place.code} is free`);
  }

  const results = await db.selectFrom("booking_commands").select(["key", "result"]).execute();
  const byKey = new Map(results.map(({ key, result }) => [key, result]));
  const unsaved = acknowledged
    .filter(({ kind }) => kind !== "failed" && kind !== "swept")
    .filter(({ key, kind, booking }) => {
      const saved = byKey.get(key);
      return saved === undefined || !saved.includes(`"kind":"${kind}"`) || (booking && !saved.includes(booking));
    })
    .map(({ key, kind }) => `${key}: ${kind}`);
  return { oversold, lost, offers, unsaved };
}
