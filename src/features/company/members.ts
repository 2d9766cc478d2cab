import type { Sealer } from "../../shared/seal.ts";
import type { Reading, Store, Tx } from "../../store/store.ts";
import type { CompanyTables } from "./tables.ts";

/** Someone who acts for a company, as their colleagues see them. */
export type Member = { readonly person: string; readonly name: string; readonly joinedAt: string };

type Traits = Pick<Store["traits"], "lock">;

/**
 * Whether a person acts for a company, and goes on to until the transaction ends: nobody leaves or is removed meanwhile.
 * What a member does for the company is checked by this, before the locks of what they do.
 */
export async function isMember(tx: Tx, traits: Traits, company: string, person: string): Promise<boolean> {
  await traits.lock(tx, `company.members/${company}`);
  const row = await tx
    .withTables<CompanyTables>()
    .selectFrom("company_members")
    .select("person")
    .where("company", "=", company)
    .where("person", "=", person)
    .executeTakeFirst();
  return row !== undefined;
}

/** Everyone who acts for a company, the longest there first. */
export async function listMembers(db: Reading, sealer: Sealer, company: string): Promise<Member[]> {
  const rows = await db
    .withTables<CompanyTables>()
    .selectFrom("company_members")
    .selectAll()
    .where("company", "=", company)
    .orderBy("joined_at")
    .orderBy("person")
    .execute();
  return rows.map(({ person, sealed, joined_at }) => ({
    person,
    name: sealer.open(sealed, placeOf(person)),
    joinedAt: joined_at,
  }));
}

/** Makes a person act for a company. False where they act for one already. */
export async function addMember(
  tx: Tx,
  sealer: Sealer,
  { company, person, name }: { readonly company: string; readonly person: string; readonly name: string },
  now: string,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .withTables<CompanyTables>()
    .insertInto("company_members")
    .values({ company, person, sealed: sealer.seal(name, placeOf(person)), joined_at: now })
    .onConflict((conflict) => conflict.column("person").doNothing())
    .executeTakeFirst();
  if (numInsertedOrUpdatedRows !== 1n) return false;
  await tx.withTables<CompanyTables>().deleteFrom("company_requests").where("person", "=", person).execute();
  return true;
}

/** The last member stays until a colleague is there: nobody else could act for the company. */
export async function leaveCompany(
  tx: Tx,
  traits: Traits,
  company: string,
  person: string,
  now: string,
): Promise<"left" | "last" | "none"> {
  await traits.lock(tx, `company.members/${company}`);
  const members = await listMemberIds(tx, company);
  if (!members.includes(person)) return "none";
  if (members.length === 1) return "last";
  await forgetMember(tx, person, now);
  return "left";
}

/** A member may remove those who joined after them, so that nobody who was invited can shut out who invited them. */
export async function removeMember(
  tx: Tx,
  traits: Traits,
  { company, by, person }: { readonly company: string; readonly by: string; readonly person: string },
  now: string,
): Promise<"removed" | "senior" | "none"> {
  await traits.lock(tx, `company.members/${company}`);
  const members = await listMemberIds(tx, company);
  const [remover, removed] = [members.indexOf(by), members.indexOf(person)];
  if (remover < 0 || removed < 0) return "none";
  if (removed <= remover) return "senior";
  await forgetMember(tx, person, now);
  return "removed";
}

/** Ends what a person does for their company: their contact data and open invitations go with them. */
export async function forgetMember(tx: Tx, person: string, now: string): Promise<void> {
  const db = tx.withTables<CompanyTables>();
  await db
    .updateTable("companies")
    .set({ updated_at: now })
    .where("id", "in", db.selectFrom("company_members").select("company").where("person", "=", person))
    .execute();
  await db.deleteFrom("company_members").where("person", "=", person).execute();
  await db.deleteFrom("company_contacts").where("person", "=", person).execute();
  await db.deleteFrom("company_invites").where("person", "=", person).execute();
}

export function placeOf(person: string): string {
  return `company_members/${person}`;
}

/** Who acts for a company, by their ids alone. */
export async function listMemberIds(db: Reading, company: string): Promise<readonly string[]> {
  const rows = await db
    .withTables<CompanyTables>()
    .selectFrom("company_members")
    .select("person")
    .where("company", "=", company)
    .orderBy("joined_at")
    .orderBy("person")
    .execute();
  return rows.map(({ person }) => person);
}
