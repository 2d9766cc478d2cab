import { z } from "zod";
import type { Reading } from "../../../store/store.ts";
import { lastDay } from "../days.ts";
import { type ShownVersion, standingOf } from "../validity.ts";
import { findLivePublication, listDocuments } from "./live.ts";
import { tablesOf } from "./versions.ts";

/** A document whose review is overdue, and how many kept answers rest on it. */
export type StaleDocument = ShownVersion & { readonly answers: number };

/** Documents in force, or to come, whose `review-by` is before an ISO day: those that most kept answers rest on first. */
export async function listStale(db: Reading, day: string): Promise<StaleDocument[]> {
  const shown = await listDocuments(db, await findLivePublication(db));
  const stale = shown.filter((version) => isStale(version, day));
  if (stale.length === 0) return [];
  const counts = await countAnswers(db);
  return stale
    .map((version) => ({ ...version, answers: counts.get(version.meta.id) ?? 0 }))
    .sort((one, other) => other.answers - one.answers || one.meta.id.localeCompare(other.meta.id));
}

/** True where a version that counts should have been reviewed before an ISO day. */
export function isStale({ meta, validity }: Pick<ShownVersion, "meta" | "validity">, day: string): boolean {
  const { id, reviewBy } = meta;
  const standing = standingOf({ id, validity }, day);
  return reviewBy !== null && lastDay(reviewBy) < day && (standing === "live" || standing === "scheduled");
}

/** How many kept answers rest on each document. */
async function countAnswers(db: Reading): Promise<ReadonlyMap<string, number>> {
  const rows = await tablesOf(db).selectFrom("answers").select("citations").where("outcome", "=", "answered").execute();
  const counts = new Map<string, number>();
  for (const { citations } of rows) {
    const cited = z.array(z.object({ document: z.string() })).parse(JSON.parse(citations));
    for (const id of new Set(cited.map(({ document }) => document))) counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return counts;
}
