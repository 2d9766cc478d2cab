import { AppError } from "../../shared/errors.ts";
import type { Reading } from "../../store/store.ts";
import type { Expo } from "./expo.ts";
import type { ExpoTables } from "./tables.ts";

/** Whether an expo was ever imported. */
export async function hasExpos(db: Reading): Promise<boolean> {
  const row = await db.withTables<ExpoTables>().selectFrom("expos").select("id").limit(1).executeTakeFirst();
  return row !== undefined;
}

/** All expos, by their ids. */
export async function readExpos(db: Reading): Promise<readonly Expo[]> {
  const rows = await db.withTables<ExpoTables>().selectFrom("expos").select("body").orderBy("id").execute();
  return rows.map(({ body }) => decode(body));
}

export async function findExpo(db: Reading, id: string): Promise<Expo | null> {
  const row = await db
    .withTables<ExpoTables>()
    .selectFrom("expos")
    .select("body")
    .where("id", "=", id)
    .executeTakeFirst();
  return row === undefined ? null : decode(row.body);
}

/** @throws AppError `input.notFound` */
export async function getExpo(db: Reading, id: string): Promise<Expo> {
  const found = await findExpo(db, id);
  if (found === null)
    throw new AppError("input.notFound", `There is no expo "${id}". See which there are: silkdesk expo list`);
  return found;
}

/** Only the import writes it, after every check. */
function decode(body: string): Expo {
  return JSON.parse(body) as Expo;
}
