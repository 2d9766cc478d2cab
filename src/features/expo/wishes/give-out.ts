import { HOUR, later } from "../../../shared/clock.ts";
import { createId } from "../../../shared/ids.ts";
import { type Actor, changeWithin } from "../../../store/audit.ts";
import type { Reading, Store } from "../../../store/store.ts";
import { findCompanies } from "../../company/index.ts";
import { allocate, type Plan } from "../allocation/allocate.ts";
import type { Application } from "../allocation/application.ts";
import { getExpoToAllocate } from "../allocation/stored-expo.ts";
import { type Act, type Desk, decide } from "../booking/decide.ts";
import { ANY, readOccupied, SIGNUP_ROLES } from "../booking/index.ts";
import type { BookingTables } from "../booking/tables.ts";
import type { Expo } from "../expo.ts";
import { findExpo } from "../expos.ts";
import { type BoothApplication, listHandedIn, listUndecidedExpos } from "./application.ts";
import type { WishTables } from "./tables.ts";
import { toAllocate } from "./to-allocate.ts";

/** Rows that go into the database at once. */
const BATCH = 400;

/** The lots between plans of the same value are drawn once and for all, so that the same wishes give the same plan. */
const SEED = 1;

/** Why wishes that stayed a draft got nothing. */
export const NOT_HANDED_IN = "notHandedIn";

/** What came of giving booths out. `changed`: a wish or a booth changed meanwhile, and nothing was given out. */
export type GivenOut =
  | { readonly kind: "done"; readonly placed: number; readonly unplaced: number }
  | { readonly kind: "changed" };

/** Gives out the booths of each expo at which the time for wishes is over; what changed meanwhile is looked at again. */
export async function giveOutDue(store: Store, now: string): Promise<void> {
  for (const id of await listUndecidedExpos(store.read)) {
    const expo = await findExpo(store.read, id);
    const until = expo?.rules.wishesUntil ?? null;
    if (until !== null && Date.parse(until) <= Date.parse(now)) await giveOutAll(store, id, now);
  }
}

/** Gives the booths of an expo out by the wishes that were handed in. */
export async function giveOutAll(store: Store, id: string, now: string): Promise<GivenOut> {
  const { expo, closed } = await getExpoToAllocate(store.read, id, now);
  const plan = allocate(expo, await readApplications(store.read, expo), { seed: SEED, closed });
  return store.transaction((tx) => giveOut({ tx, traits: store.traits, expo: id, now }, plan));
}

/** The wishes that were handed in at an expo, as the auction takes them. */
export async function readApplications(db: Reading, expo: Expo): Promise<readonly Application[]> {
  const handedIn = await listHandedIn(db, expo.id);
  const companies = await findCompanies(
    db,
    handedIn.flatMap(({ company }) => company ?? []),
  );
  const byCode = new Map(
    handedIn.flatMap(({ id, company }) => {
      const code = companies.get(company ?? "")?.code;
      return code === undefined ? [] : [[code, id] as const];
    }),
  );
  return toAllocate(expo, handedIn, (code) => byCode.get(code));
}

/**
 * Makes a plan true, all of it or nothing: who is placed is offered their booth for the hours that the expo gives, who is
 * not waits in line for what fits, and both are told. After that the rest is first come, first served.
 */
export function giveOut(act: Act, plan: Plan): Promise<GivenOut> {
  return decide(act, async (desk): Promise<GivenOut> => {
    const all = await listHandedIn(desk.tx, desk.expo);
    const byId = new Map(all.map((application) => [application.id, application]));
    const booths = new Map(plan.placed.map(({ application, booth }) => [application, booth]));
    const whys = new Map(plan.unplaced.map(({ application, why }) => [application, why]));
    const isOthers = [...booths.keys(), ...whys.keys()].some((id) => !byId.has(id));
    if (isOthers || booths.size + whys.size !== all.length) return { kind: "changed" };
    if (await isAnyTaken(desk, new Set(booths.values()))) return { kind: "changed" };
    const inLine = all.map((application) => ({ application, booth: booths.get(application.id) ?? null }));
    await write(desk, inLine);
    await decideApplications(desk, booths, whys);
    await dropDrafts(desk);
    return { kind: "done", placed: booths.size, unplaced: whys.size };
  });
}

/** The same by a command of staff, with an entry in the audit log. */
export function giveOutAsStaff(act: Act, actor: Actor, plan: Plan): Promise<GivenOut> {
  return changeWithin(act.tx, actor, SIGNUP_ROLES, act.now, async () => {
    const result = await giveOut(act, plan);
    const details = { placed: plan.placed.length, unplaced: plan.unplaced.length };
    return {
      result,
      entry: result.kind === "done" ? { action: "booths.givenOut", subject: act.expo, details } : null,
    };
  });
}

async function isAnyTaken({ tx, expo, now }: Desk, wanted: ReadonlySet<string>): Promise<boolean> {
  const occupied = await readOccupied(tx, expo, now);
  const blocked = await tx
    .withTables<BookingTables>()
    .selectFrom("expo_booths")
    .select("code")
    .where("expo", "=", expo)
    .where("blocked", "is not", null)
    .execute();
  return [...occupied.keys(), ...blocked.map(({ code }) => code)].some((code) => wanted.has(code));
}

type InLine = { readonly application: BoothApplication; readonly booth: string | null };

/** Writes places in line and offers, many rows at once: a season has thousands. */
async function write({ tx, expo, now, plan }: Desk, all: readonly InLine[]): Promise<void> {
  const db = tx.withTables<BookingTables>();
  const until = later(now, plan.rules.acceptHours * HOUR);
  for (const batch of batches(all)) {
    const waits = await db
      .insertInto("booking_waits")
      .values(
        batch.map(({ application, booth }) => ({
          ...{ expo, party: application.party, person: application.person, company: application.company },
          ...({ state: booth === null ? "waiting" : "offered", joined_at: now } as const),
          wishes: JSON.stringify(inOrder(application)),
        })),
      )
      .returning(["id", "party"])
      .execute();
    const waitOf = new Map(waits.map(({ id, party }) => [party, id]));
    const holds = batch.flatMap(({ application, booth }) =>
      booth === null
        ? []
        : [
            {
              ...{ id: createId(), expo, booth, party: application.party, person: application.person },
              ...({
                company: application.company,
                state: "held",
                was: null,
                until,
                extended: 0,
                number: null,
              } as const),
              ...{ wait: waitOf.get(application.party) ?? null, made_at: now, changed_at: now },
            },
          ],
    );
    if (holds.length > 0) await db.insertInto("bookings").values(holds).execute();
    const holdOf = new Map(holds.map((hold) => [hold.party, hold]));
    const events = batch.flatMap(({ application: { party, person }, booth }) => {
      const who = { expo, party, person, wait: waitOf.get(party) ?? null, at: now };
      const joined = { ...who, kind: "joined", booth: null, booking: null, details: "{}", told: 1 };
      const hold = holdOf.get(party);
      return hold === undefined
        ? [joined, { ...joined, kind: "notPlaced", told: 0 }]
        : [joined, { ...who, kind: "allotted", booth, booking: hold.id, details: JSON.stringify({ until }), told: 0 }];
    });
    await db.insertInto("booking_events").values(events).execute();
  }
}

async function decideApplications(
  { tx, now }: Desk,
  placed: ReadonlyMap<string, string>,
  whys: ReadonlyMap<string, string>,
): Promise<void> {
  const set = (ids: readonly string[], values: { state: "placed" | "unplaced"; why: string | null }) =>
    tx
      .withTables<WishTables>()
      .updateTable("booth_applications")
      .set({ ...values, changed_at: now })
      .where("id", "in", ids)
      .execute();
  for (const batch of batches([...placed.keys()])) await set(batch, { state: "placed", why: null });
  for (const why of new Set(whys.values())) {
    const ids = [...whys].filter(([, one]) => one === why).map(([id]) => id);
    for (const batch of batches(ids)) await set(batch, { state: "unplaced", why });
  }
}

/** Wishes that were never handed in don't count; whoever wrote them is told. */
async function dropDrafts({ tx, expo, now }: Desk): Promise<void> {
  const dropped = await tx
    .withTables<WishTables>()
    .updateTable("booth_applications")
    .set({ state: "unplaced", why: NOT_HANDED_IN, changed_at: now })
    .where("expo", "=", expo)
    .where("state", "=", "draft")
    .returning(["party", "person"])
    .execute();
  const events = dropped.map(({ party, person }) => ({
    ...{
      expo,
      party,
      person,
      kind: "notPlaced",
      booth: null,
      booking: null,
      wait: null,
      at: now,
      details: "{}",
      told: 0,
    },
  }));
  for (const batch of batches(events))
    await tx.withTables<BookingTables>().insertInto("booking_events").values(batch).execute();
}

/** What somebody waits for who got none, or whose offer goes to the next: their wishes, and whatever would do. */
function inOrder({ wishes, area, elsewhere }: BoothApplication) {
  return elsewhere ? [...wishes, { ...ANY, area: { from: area, to: area } }] : wishes;
}

function batches<T>(all: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(all.length / BATCH) }, (_, index) =>
    all.slice(index * BATCH, (index + 1) * BATCH),
  );
}
