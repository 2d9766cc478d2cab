import { AppError } from "../../../shared/errors.ts";
import type { Reading } from "../../../store/store.ts";
import { tablesOf } from "./versions.ts";

/** An error that says there is no such document, and which ids come near. `outcome` says whether anything was changed. */
export async function unknownDocument(db: Reading, id: string, outcome: string): Promise<AppError> {
  const near = nearIds(id, await listIds(db));
  const hint = near.length === 0 ? "" : ` Did you mean ${near.map((one) => `"${one}"`).join(" or ")}?`;
  const said = outcome === "" ? "" : ` ${outcome}`;
  return new AppError("input.notFound", `There is no document "${id}".${hint}${said} See: silkdesk kb list --all`);
}

/** The first of some ids that no document has; null where all are known. */
export async function findUnknown(db: Reading, ids: readonly string[]): Promise<string | null> {
  const known = new Set(await listIds(db));
  return ids.find((id) => !known.has(id)) ?? null;
}

async function listIds(db: Reading): Promise<string[]> {
  const rows = await tablesOf(db).selectFrom("document_versions").select("document").distinct().execute();
  return rows.map(({ document }) => document).sort();
}

/** At most three ids that a person may have meant: one holds the other, or few letters differ. Best first. */
export function nearIds(id: string, ids: readonly string[]): string[] {
  const asked = id.toLowerCase();
  return ids
    .map((one) => ({ one, distance: distanceOf(asked, one.toLowerCase()) }))
    .filter(({ distance }) => distance <= Math.max(2, asked.length / 4))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, 3)
    .map(({ one }) => one);
}

function distanceOf(asked: string, id: string): number {
  return asked.length >= 3 && id.includes(asked) ? 0.5 : editDistance(asked, id);
}

/** How many letters must be added, dropped or changed (Levenshtein 1966). */
function editDistance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 1; i <= one.length; i++) {
    const next = [i];
    for (let j = 1; j <= other.length; j++) {
      const changed = (row[j - 1] ?? 0) + (one[i - 1] === other[j - 1] ? 0 : 1);
      next.push(Math.min(changed, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[other.length] ?? 0;
}
