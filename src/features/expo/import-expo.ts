import { AppError } from "../../shared/errors.ts";
import { type Actor, changeAsStaff, changeWithin } from "../../store/audit.ts";
import type { Store, Tx } from "../../store/store.ts";
import { readOccupied } from "./booking/index.ts";
import { areaOf, type Expo } from "./expo.ts";
import type { ExpoTables } from "./tables.ts";

/** The codes of the booths of an expo that somebody holds or has, asked inside the transaction that removes some. */
export type FindTaken = (tx: Tx, expo: string) => Promise<ReadonlySet<string>>;

/** What an import did. */
export type ImportedExpo = {
  readonly id: string;
  readonly change: "new" | "updated" | "unchanged";
  /** How many booths it has now. */
  readonly booths: number;
  /** Codes of booths that came, went, or changed their hall, zone or size. */
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly changed: readonly string[];
};

export type ImportOptions = {
  readonly actor: Actor;
  readonly now: string;
  /** Those that are booked, where not given. */
  readonly findTaken?: FindTaken;
};

/** SQLite takes 32,766 values in a statement. */
const BATCH = 1_000;

/** Whoever changes an expo's booths, or who has them, holds this lock to the end of the transaction. */
export async function lockExpo(traits: Store["traits"], tx: Tx, expo: string): Promise<void> {
  await traits.lock(tx, `expo:${expo}`);
}

/**
 * Saves an expo, or changes the one that has its id. The same file again changes nothing.
 *
 * @throws AppError `input.invalid` where a booth would go that somebody has; `input.notAllowed` unless by an organiser.
 * Nothing was saved then.
 */
export async function importExpo(store: Store, expo: Expo, options: ImportOptions): Promise<ImportedExpo> {
  const { actor, now } = options;
  return changeAsStaff(store, actor, ["organiser"], now, (tx) => save(store, tx, expo, options));
}

/** Saves several expos, or none of them. */
export async function importExpos(
  store: Store,
  expos: readonly Expo[],
  options: ImportOptions,
): Promise<readonly ImportedExpo[]> {
  const { actor, now } = options;
  return store.transaction(async (tx) => {
    const imported: ImportedExpo[] = [];
    for (const expo of expos)
      imported.push(await changeWithin(tx, actor, ["organiser"], now, () => save(store, tx, expo, options)));
    return imported;
  });
}

async function save(store: Store, tx: Tx, expo: Expo, options: ImportOptions) {
  const { actor, now } = options;
  const findTaken: FindTaken =
    options.findTaken ?? (async (tx, id) => new Set((await readOccupied(tx, id, now)).keys()));
  await lockExpo(store.traits, tx, expo.id);
  const before = await findBody(tx, expo.id);
  const body = JSON.stringify(expo);
  const wanted = rowsOf(expo);
  const known = await readRows(tx, expo.id);
  const codes = new Set(wanted.map(({ code }) => code));
  const added = wanted.filter(({ code }) => !known.has(code));
  const changed = wanted.filter((row) => known.has(row.code) && differs(row, known.get(row.code)));
  const removed = [...known.keys()].filter((code) => !codes.has(code));
  const change = before === null ? "new" : before === body ? "unchanged" : "updated";
  const result: ImportedExpo = {
    ...{ id: expo.id, change, booths: wanted.length },
    ...{ added: codesOf(added), removed, changed: codesOf(changed) },
  };
  if (change === "unchanged") return { result, entry: null };
  await refuseTaken(tx, expo.id, removed, findTaken);
  await saveBody(tx, { id: expo.id, body, imported_at: now, actor: actor.name });
  await removeRows(tx, expo.id, removed);
  await saveRows(tx, [...added, ...changed]);
  return { result, entry: { action: "expo.imported", subject: expo.id, details: detailsOf(result) } };
}

type BoothRow = Omit<ExpoTables["expo_booths"], "blocked">;

function rowsOf({ id, halls }: Expo): BoothRow[] {
  return halls.flatMap((hall) =>
    hall.booths.map((booth) => ({
      ...{ expo: id, code: booth.code, hall: hall.id, zone: booth.zone },
      area: areaOf(booth),
    })),
  );
}

function differs(row: BoothRow, known: BoothRow | undefined): boolean {
  return row.hall !== known?.hall || row.zone !== known.zone || row.area !== known.area;
}

function codesOf(rows: readonly BoothRow[]): string[] {
  return rows.map(({ code }) => code);
}

function detailsOf({ change, booths, added, removed, changed }: ImportedExpo) {
  return { change, booths, added: added.length, changed: changed.length, removed: [...removed] };
}

async function refuseTaken(tx: Tx, expo: string, removed: readonly string[], findTaken: FindTaken): Promise<void> {
  if (removed.length === 0) return;
  const taken = await findTaken(tx, expo);
  const lost = removed.filter((code) => taken.has(code));
  if (lost.length === 0) return;
  throw new AppError(
    "input.invalid",
    `Somebody has these booths, which the file does not have any more: ${lost.join(", ")}. Nothing was saved. Put them back into the file, or move or release whoever has them first.`,
  );
}

async function findBody(tx: Tx, id: string): Promise<string | null> {
  const row = await tx
    .withTables<ExpoTables>()
    .selectFrom("expos")
    .select("body")
    .where("id", "=", id)
    .executeTakeFirst();
  return row?.body ?? null;
}

async function readRows(tx: Tx, expo: string): Promise<ReadonlyMap<string, BoothRow>> {
  const rows = await tx
    .withTables<ExpoTables>()
    .selectFrom("expo_booths")
    .select(["expo", "code", "hall", "zone", "area"])
    .where("expo", "=", expo)
    .orderBy("code")
    .execute();
  return new Map(rows.map((row) => [row.code, row]));
}

async function saveBody(tx: Tx, row: ExpoTables["expos"]): Promise<void> {
  const { id: _id, ...rest } = row;
  await tx
    .withTables<ExpoTables>()
    .insertInto("expos")
    .values(row)
    .onConflict((conflict) => conflict.column("id").doUpdateSet(rest))
    .execute();
}

async function removeRows(tx: Tx, expo: string, codes: readonly string[]): Promise<void> {
  for (const batch of batches(codes))
    await tx
      .withTables<ExpoTables>()
      .deleteFrom("expo_booths")
      .where("expo", "=", expo)
      .where("code", "in", batch)
      .execute();
}

/** Why staff keep a booth back stays as it is. */
async function saveRows(tx: Tx, rows: readonly BoothRow[]): Promise<void> {
  for (const batch of batches(rows))
    await tx
      .withTables<ExpoTables>()
      .insertInto("expo_booths")
      .values(batch.map((row) => ({ ...row, blocked: null })))
      .onConflict((conflict) =>
        conflict.columns(["expo", "code"]).doUpdateSet((eb) => ({
          hall: eb.ref("excluded.hall"),
          zone: eb.ref("excluded.zone"),
          area: eb.ref("excluded.area"),
        })),
      )
      .execute();
}

function batches<T>(all: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(all.length / BATCH) }, (_, index) =>
    all.slice(index * BATCH, (index + 1) * BATCH),
  );
}
