import { AppError } from "../../../shared/errors.ts";
import type { DialectTraits } from "../../../store/dialect.ts";
import type { Tx } from "../../../store/store.ts";
import { hasOpenWishes } from "./closed.ts";
import { type Bookable, bookableSchema } from "./rules.ts";
import { offerFreePlaces, settle } from "./settle.ts";
import type { BookingTables } from "./tables.ts";

/** Who decides where: the caller's transaction, which is short, and the instant at which it happens. */
export type Act = {
  readonly tx: Tx;
  readonly traits: DialectTraits;
  /** The expo's id. */
  readonly expo: string;
  readonly now: string;
  /** Names the press: the same key again changes nothing and brings the first result. */
  readonly key?: string;
};

/** What a decision works with, once nobody else decides about the same expo. */
export type Desk = Omit<Act, "traits" | "key"> & { readonly plan: Bookable };

/**
 * Makes one decision about an expo's booths: alone, on what is true now, and with everything freed by it offered to who
 * waits. Limits per company, the line and the numbers all span booths, so that the lock is the expo's and not a booth's.
 *
 * @throws AppError `input.notFound` where there is no such expo.
 */
export async function decide<T>(act: Act, work: (desk: Desk) => Promise<T>): Promise<T> {
  const { tx, traits, expo, now, key } = act;
  await traits.lock(tx, `expo:${expo}`);
  if (key !== undefined) {
    const before = await findResult<T>(tx, key);
    if (before !== undefined) return before;
  }
  const desk: Desk = { tx, expo, now, plan: await getPlan(tx, expo) };
  await settle(desk);
  const result = await work(desk);
  await offerFreePlaces(desk);
  if (key !== undefined)
    await tx
      .withTables<BookingTables>()
      .insertInto("booking_commands")
      .values({ key, result: JSON.stringify(result), at: now })
      .execute();
  return result;
}

/** Ends the holds whose time is up, and offers what that frees. Holds end without it: it is for who waits. */
export async function sweepBooths(act: Act): Promise<void> {
  await decide(act, async () => ({ kind: "swept" }));
}

async function findResult<T>(tx: Tx, key: string): Promise<T | undefined> {
  const row = await tx
    .withTables<BookingTables>()
    .selectFrom("booking_commands")
    .select("result")
    .where("key", "=", key)
    .executeTakeFirst();
  // What was written by the same function under the same key.
  return row === undefined ? undefined : (JSON.parse(row.result) as T);
}

async function getPlan(tx: Tx, expo: string): Promise<Bookable> {
  const row = await tx
    .withTables<BookingTables>()
    .selectFrom("expos")
    .select("body")
    .where("id", "=", expo)
    .executeTakeFirst();
  if (row === undefined)
    throw new AppError(
      "input.notFound",
      `There is no expo "${expo}". Nothing was changed. "silkdesk expo list" names them.`,
    );
  const plan = bookableSchema.parse(JSON.parse(row.body));
  return { ...plan, wishesOpen: plan.rules.mode === "batch" && (await hasOpenWishes(tx, expo)) };
}
