import { z } from "zod";
import { AppError } from "../../../shared/errors.ts";
import type { Reading } from "../../../store/store.ts";
import type { ExpoTables } from "../tables.ts";
import type { BoothState, FloorPlan } from "./floor-plan.ts";

/** Which floor plan: of an expo, one hall (the first where none is named), or one zone of it, with the person's booths. */
export type PlanQuery = {
  readonly expo: string;
  readonly hall: string | null;
  readonly zone: string | null;
  readonly mine: readonly string[];
};

const names = z.record(z.string(), z.string());
const storedHall = z.object({
  id: z.string(),
  name: names,
  width: z.number(),
  height: z.number(),
  zones: z.array(z.object({ id: z.string(), name: names, category: z.string().nullable() })),
  booths: z.array(
    z.object({
      code: z.string(),
      x: z.number(),
      y: z.number(),
      width: z.number(),
      height: z.number(),
      zone: z.string().nullable(),
      price: z.object({ amount: z.number(), currency: z.string() }).nullable(),
    }),
  ),
});
const storedExpo = z.object({
  name: names,
  timezone: z.string(),
  example: z.boolean(),
  halls: z.array(storedHall),
});

/**
 * The plan of a hall as it stands in the database: booths that staff keep back are blocked, those of `mine` the
 * person's own, the rest free. Whoever knows of bookings lays their states over it.
 *
 * @throws AppError `input.notFound` that names what there is instead.
 */
export async function getStoredPlan(read: Reading, query: PlanQuery, asOf: string): Promise<FloorPlan> {
  const row = await read
    .withTables<ExpoTables>()
    .selectFrom("expos")
    .select("body")
    .where("id", "=", query.expo)
    .executeTakeFirst();
  if (row === undefined) throw missing(`There is no expo ${query.expo}.`, "Expos", await listExpos(read));
  const expo = storedExpo.parse(JSON.parse(row.body));
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
    ...blocked.map(({ code }) => [code, "blocked"] as const),
    ...query.mine.map((code) => [code, "mine"] as const),
  ]);
  return { expo, hall, states, asOf, zone: query.zone };
}

async function listExpos(read: Reading): Promise<string[]> {
  const rows = await read.withTables<ExpoTables>().selectFrom("expos").select("id").orderBy("id").execute();
  return rows.map(({ id }) => id);
}

function missing(what: string, kind: string, known: readonly string[]): AppError {
  const there = known.length === 0 ? "none yet" : known.join(", ");
  return new AppError("input.notFound", `${what} ${kind}: ${there}. No picture was made.`);
}
