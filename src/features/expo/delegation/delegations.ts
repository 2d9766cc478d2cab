import { sql } from "kysely";
import { createId, createToken, sha256 } from "../../../shared/ids.ts";
import { type Actor, changeWithin } from "../../../store/audit.ts";
import type { Invariant } from "../../../store/invariants.ts";
import type { PrivacyRules } from "../../../store/privacy.ts";
import type { Reading, Tx } from "../../../store/store.ts";
import { OPEN_STATES } from "../booking/booking.ts";
import { type Holder, SIGNUP_ROLES } from "../booking/index.ts";
import type { BookingTables } from "../booking/tables.ts";
import type { DelegationTables } from "./tables.ts";

/** Who books booths for several firms at an expo. */
export type Delegation = {
  readonly id: string;
  readonly expo: string;
  readonly name: string;
  /** How many booths it may have. */
  readonly booths: number;
  /** Who leads it; null until the link is opened. */
  readonly person: string | null;
};

/** The prefix of the deep links by which a delegation gets its leader. */
export const DELEGATION_LINK = "delegation";

/** Makes a delegation in the name of staff. Returns the token of its link, which is shown once. */
export function createDelegation(
  tx: Tx,
  actor: Actor,
  { expo, name, booths }: Pick<Delegation, "expo" | "name" | "booths">,
  now: string,
): Promise<string> {
  return changeWithin(tx, actor, SIGNUP_ROLES, now, async () => {
    const token = createToken();
    const row = { id: createId(), expo, name, booths, person: null, token_hash: sha256(token), created_at: now };
    await tx.withTables<DelegationTables>().insertInto("delegations").values(row).execute();
    const entry = { action: "delegation.created", subject: `${expo}/${row.id}`, details: { name, booths } };
    return { result: token, entry };
  });
}

/** Makes a person the leader of a delegation, once; null where the link is unknown or used. */
export async function takeDelegation(tx: Tx, token: string, person: string): Promise<Delegation | null> {
  const row = await tx
    .withTables<DelegationTables>()
    .updateTable("delegations")
    .set({ person })
    .where("token_hash", "=", sha256(token))
    .where((eb) => eb.or([eb("person", "is", null), eb("person", "=", person)]))
    .returningAll()
    .executeTakeFirst();
  return row === undefined ? null : toDelegation(row);
}

/** The delegations that a person leads, at all expos or at one. */
export async function listDelegationsOf(db: Reading, person: string, expo?: string): Promise<readonly Delegation[]> {
  const all = db.withTables<DelegationTables>().selectFrom("delegations").selectAll().where("person", "=", person);
  const rows = await (expo === undefined ? all : all.where("expo", "=", expo)).orderBy("created_at").execute();
  return rows.map(toDelegation);
}

/** The delegation that a booking is for; null where it is for none. */
export async function findDelegationOf(db: Reading, company: string | null): Promise<Delegation | null> {
  if (!company?.startsWith(PREFIX)) return null;
  const row = await db
    .withTables<DelegationTables>()
    .selectFrom("delegations")
    .selectAll()
    .where("id", "=", company.slice(PREFIX.length))
    .executeTakeFirst();
  return row === undefined ? null : toDelegation(row);
}

/** For whom a leader books. */
export function holderOfDelegation({ id }: Delegation, person: string): Holder {
  return { person, company: `${PREFIX}${id}` };
}

const PREFIX = "delegation:";

function toDelegation({ id, expo, name, booths, person }: DelegationTables["delegations"]): Delegation {
  return { id, expo, name, booths, person };
}

/** What delegations hold of people. */
export const delegationPrivacy: PrivacyRules<DelegationTables> = {
  delegations: {
    kept: "as long as the expo is listed",
    holds: "people",
    export: (db, { person }) =>
      db
        .withTables<DelegationTables>()
        .selectFrom("delegations")
        .select(["expo", "name", "booths", "created_at"])
        .where("person", "=", person)
        .execute(),
    erase: async (tx, { person }) =>
      void (await tx
        .withTables<DelegationTables>()
        .updateTable("delegations")
        .set({ person: null })
        .where("person", "=", person)
        .execute()),
  },
};

/** What must be true of delegations on any database. */
export const delegationInvariants: readonly Invariant[] = [
  {
    name: "No delegation has more booths than it may",
    find: async (db) => {
      const rows = await db
        .withTables<DelegationTables & BookingTables>()
        .selectFrom("delegations")
        .innerJoin("bookings", (join) =>
          join.on("bookings.company", "=", sql<string>`${sql.lit(PREFIX)} || ${sql.ref("delegations.id")}`),
        )
        .select(["delegations.name", "delegations.booths", (eb) => eb.fn.countAll<number>().as("has")])
        .where("bookings.state", "in", OPEN_STATES)
        .groupBy(["delegations.id", "delegations.name", "delegations.booths"])
        .execute();
      return rows
        .filter(({ booths, has }) => Number(has) > booths)
        .map(({ name, booths, has }) => `the delegation ${name} has ${has} booths of ${booths}`);
    },
  },
];
