import { DAY, later } from "../../shared/clock.ts";
import { createToken, sha256 } from "../../shared/ids.ts";
import type { Sealer } from "../../shared/seal.ts";
import type { Tx } from "../../store/store.ts";
import { addMember } from "./members.ts";
import type { CompanyTables } from "./tables.ts";

export const INVITE_DAYS = 7;

/** The prefix of the deep links by which colleagues join. */
export const COMPANY_LINK = "company";

/** Invites a colleague, in the name of a member. The token is shown once and stored as a hash alone. */
export async function createInvite(
  tx: Tx,
  sealer: Sealer,
  { company, by, name }: { readonly company: string; readonly by: string; readonly name: string },
  now: string,
): Promise<string> {
  const token = createToken();
  const hash = sha256(token);
  await tx
    .withTables<CompanyTables>()
    .insertInto("company_invites")
    .values({
      ...{ token_hash: hash, company, person: by, sealed: sealer.seal(name, placeOf(hash)) },
      ...{ created_at: now, expires_at: later(now, INVITE_DAYS * DAY), used_at: null },
    })
    .execute();
  return token;
}

/** What an invitation led to. `gone`: it is unknown, used, expired, or of someone who has left. */
export type Joined =
  | { readonly kind: "joined"; readonly company: string; readonly by: string; readonly name: string }
  | { readonly kind: "member" | "gone" };

/** Takes up an invitation, once. Whoever acts for a company already leaves it unused. */
export async function takeInvite(tx: Tx, sealer: Sealer, token: string, person: string, now: string): Promise<Joined> {
  const db = tx.withTables<CompanyTables>();
  const hash = sha256(token);
  const member = await db
    .selectFrom("company_members")
    .select("person")
    .where("person", "=", person)
    .executeTakeFirst();
  if (member !== undefined) return { kind: "member" };
  const invite = await db
    .updateTable("company_invites")
    .set({ used_at: now })
    .where("token_hash", "=", hash)
    .where("used_at", "is", null)
    .where("expires_at", ">", now)
    .returning(["company", "person", "sealed"])
    .executeTakeFirst();
  if (invite === undefined) return { kind: "gone" };
  const { company, person: by } = invite;
  const name = sealer.open(invite.sealed, placeOf(hash));
  await db.updateTable("company_invites").set({ sealed: "" }).where("token_hash", "=", hash).execute();
  return (await addMember(tx, sealer, { company, person, name }, now))
    ? { kind: "joined", company, by, name }
    : { kind: "member" };
}

export function placeOf(hash: string): string {
  return `company_invites/${hash}`;
}
