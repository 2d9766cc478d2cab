import { AppError } from "../../../shared/errors.ts";
import type { Reading } from "../../../store/store.ts";
import { readOccupied } from "../booking/index.ts";
import { findExpo, readExpos } from "../expos.ts";
import type { ExpoTables } from "../tables.ts";
import type { BoothState, FloorPlan } from "./floor-plan.ts";

/** Which floor plan: of an expo, one hall (the first where none is named), or one zone of it, with the person's booths. */
export type PlanQuery = {
  readonly expo: string;
  readonly hall: string | null;
  readonly zone: string | null;
  readonly mine: readonly string[];
};

/**
 * The plan of a hall as it stands in the database: booths that staff keep back are blocked, those of `mine` the
 * person's own, those that others have held or taken, the rest free.
 *
 * @throws AppError `input.notFound` that names what there is instead.
 */
export async function getStoredPlan(read: Reading, query: PlanQuery, asOf: string): Promise<FloorPlan> {
  const expo = await findExpo(read, query.expo);
  if (expo === null) throw missing(`There is no expo ${query.expo}.`, "Expos", await listIds(read));
  const hall = query.hall === null ? expo.halls[0] : expo.halls.find(({ id }) => id === query.hall);
  if (hall === undefined) {
    throw missing(
      `${query.expo} has no hall ${query.hall ?? ""}.`,
      "Halls",
      expo.halls.map(({ id }) => id),
    );
  }
  if (query.zone !== null && !hall.booths.some(({ zone }) => zone === query.zone)) {
    throw missing(
      `Hall ${hall.id} has no booths in a zone ${query.zone}.`,
      "Zones",
      hall.zones.map(({ id }) => id),
    );
  }
  const strange = query.mine.find((wanted) => !hall.booths.some(({ code }) => code === wanted));
  if (strange !== undefined) {
    throw missing(
      `Hall ${hall.id} has no booth ${strange}.`,
      "Its first",
      hall.booths.slice(0, 5).map(({ code }) => code),
    );
  }
  const blocked = await read
    .withTables<ExpoTables>()
    .selectFrom("expo_booths")
    .select("code")
    .where("expo", "=", query.expo)
    .where("hall", "=", hall.id)
    .where("blocked", "is not", null)
    .execute();
  const states = new Map<string, BoothState>([
    ...(await readOccupied(read, query.expo, asOf)),
    ...blocked.map(({ code }) => [code, "blocked"] as const),
    ...query.mine.map((code) => [code, "mine"] as const),
  ]);
  return { expo, hall, states, asOf, zone: query.zone };
}

async function listIds(read: Reading): Promise<string[]> {
  return (await readExpos(read)).map(({ id }) => id);
}

function missing(what: string, kind: string, known: readonly string[]): AppError {
  const there = known.length === 0 ? "none yet" : known.join(", ");
  return new AppError("input.notFound", `${what} ${kind}: ${there}. No picture was made.`);
}
