import type { Reading, Tx } from "../../store/store.ts";
import type { SupportTables } from "./tables.ts";

/** Who has taken a group of questions on, and when they promised to answer. */
export type Claim = { readonly holder: string; readonly claimedAt: string; readonly promisedAt: string };

export async function findClaim(db: Reading, group: number): Promise<Claim | null> {
  const row = await db
    .withTables<SupportTables>()
    .selectFrom("case_claims")
    .selectAll()
    .where("case_group", "=", group)
    .executeTakeFirst();
  return row === undefined ? null : { holder: row.holder, claimedAt: row.claimed_at, promisedAt: row.promised_at };
}

export async function addClaim(tx: Tx, group: number, claim: Claim): Promise<void> {
  await tx
    .withTables<SupportTables>()
    .insertInto("case_claims")
    .values({
      case_group: group,
      holder: claim.holder,
      claimed_at: claim.claimedAt,
      promised_at: claim.promisedAt,
    })
    .execute();
}

export async function dropClaim(tx: Tx, group: number): Promise<void> {
  await tx.withTables<SupportTables>().deleteFrom("case_claims").where("case_group", "=", group).execute();
}

/** The question of a person, asked in this conversation, that somebody has taken on; null where nobody has, or the time is up. */
export async function findHeld(
  db: Reading,
  { person, conversation }: { readonly person: string; readonly conversation: string },
  now: string,
): Promise<{ readonly id: number; readonly group: number } | null> {
  const row = await db
    .withTables<SupportTables>()
    .selectFrom("cases")
    .innerJoin("case_claims", "case_claims.case_group", "cases.case_group")
    .select(["cases.id", "cases.case_group"])
    .where("person", "=", person)
    .where("conversation", "=", conversation)
    .where("state", "=", "open")
    .where("promised_at", ">", now)
    // Nobody is met with silence who was not told.
    .whereRef("told_claim", "=", "claimed_at")
    .orderBy("claimed_at", "desc")
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? null : { id: row.id, group: row.case_group };
}
