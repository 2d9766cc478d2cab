import type { Selectable } from "kysely";
import { z } from "zod";
import { createId } from "../../../shared/ids.ts";
import type { Reading, Tx } from "../../../store/store.ts";
import { type Holder, partyOf, type Wish, wishesSchema } from "../booking/index.ts";
import type { ApplicationState, WishTables } from "./tables.ts";

/** What a party wishes for at an expo where booths are given out together. */
export type BoothApplication = Holder & {
  readonly id: string;
  readonly expo: string;
  readonly party: string;
  /** Square metres: one size for all wishes. */
  readonly area: number;
  /** Best first. */
  readonly wishes: readonly Wish[];
  /** Whether any other booth of the size would do. */
  readonly elsewhere: boolean;
  /** The credit codes of competitors that it must not stand next door to. */
  readonly rivals: readonly string[];
  readonly state: ApplicationState;
  readonly why: string | null;
  readonly madeAt: string;
};

/** What can be changed of it while wishes are taken. */
export type ApplicationChange = Partial<
  Pick<BoothApplication, "area" | "wishes" | "elsewhere" | "rivals" | "state" | "person" | "company" | "party">
>;

/** As many as rank anything; after that "any other" says more. */
export const MOST_WISHES = 10;

const rivalsSchema = z.array(z.string());
const OPEN = ["draft", "open"] as const;

/** What some parties wish for at an expo, or wished for; the latest. */
export async function findApplication(
  db: Reading,
  expo: string,
  parties: readonly string[],
): Promise<BoothApplication | null> {
  const row = await select(db)
    .where("expo", "=", expo)
    .where("party", "in", parties)
    .where("state", "!=", "withdrawn")
    .orderBy("made_at", "desc")
    .executeTakeFirst();
  return row === undefined ? null : toApplication(row);
}

/** What some parties wish for at all expos, while it is not decided. */
export async function listApplicationsOf(db: Reading, parties: readonly string[]): Promise<BoothApplication[]> {
  const rows = await select(db).where("party", "in", parties).where("state", "in", OPEN).orderBy("expo").execute();
  return rows.map(toApplication);
}

/** Everyone's wishes that are handed in, the earliest first. */
export async function listHandedIn(db: Reading, expo: string): Promise<BoothApplication[]> {
  const rows = await select(db)
    .where("expo", "=", expo)
    .where("state", "=", "open")
    .orderBy("made_at")
    .orderBy("id")
    .execute();
  return rows.map(toApplication);
}

/** The expos at which wishes are not decided yet. */
export async function listUndecidedExpos(db: Reading): Promise<readonly string[]> {
  const rows = await db
    .withTables<WishTables>()
    .selectFrom("booth_applications")
    .select("expo")
    .distinct()
    .where("state", "in", OPEN)
    .execute();
  return rows.map(({ expo }) => expo);
}

/** Begins a list of wishes for booths of one size. */
export async function addApplication(
  tx: Tx,
  { expo, holder, area }: { readonly expo: string; readonly holder: Holder; readonly area: number },
  now: string,
): Promise<BoothApplication> {
  const { person, company } = holder;
  const row = {
    ...{ id: createId(), expo, person, company, party: partyOf(holder), area, wishes: "[]", elsewhere: 1 },
    ...({ rivals: "[]", state: "draft", why: null, made_at: now, changed_at: now } as const),
  };
  await tx.withTables<WishTables>().insertInto("booth_applications").values(row).execute();
  return toApplication(row);
}

export async function changeApplication(
  tx: Tx,
  { id }: BoothApplication,
  { wishes, elsewhere, rivals, ...rest }: ApplicationChange,
  now: string,
): Promise<BoothApplication> {
  const row = await tx
    .withTables<WishTables>()
    .updateTable("booth_applications")
    .set({
      ...rest,
      ...(wishes === undefined ? {} : { wishes: JSON.stringify(wishes) }),
      ...(elsewhere === undefined ? {} : { elsewhere: elsewhere ? 1 : 0 }),
      ...(rivals === undefined ? {} : { rivals: JSON.stringify(rivals) }),
      changed_at: now,
    })
    .where("id", "=", id)
    .returningAll()
    .executeTakeFirstOrThrow();
  return toApplication(row);
}

function select(db: Reading) {
  return db.withTables<WishTables>().selectFrom("booth_applications").selectAll();
}

function toApplication(row: Selectable<WishTables["booth_applications"]>): BoothApplication {
  const { wishes, elsewhere, rivals, made_at: madeAt, changed_at: _changed, ...rest } = row;
  return {
    ...{ ...rest, madeAt, elsewhere: elsewhere === 1 },
    wishes: wishesSchema.parse(JSON.parse(wishes)),
    rivals: rivalsSchema.parse(JSON.parse(rivals)),
  };
}
