import { createId } from "../../shared/ids.ts";
import type { Sealer } from "../../shared/seal.ts";
import type { Reading, Store, Tx } from "../../store/store.ts";
import type { ChangeableField, Company, Contact, Profile } from "./company.ts";
import { saveContact } from "./contacts.ts";
import { addMember } from "./members.ts";
import { fileRequest } from "./requests.ts";
import type { CompanyTables } from "./tables.ts";

/** As many values as every database takes in one question. */
const BATCH = 500;

export type Traits = Pick<Store["traits"], "lock">;

/** The company that a person acts for; null where they act for none. Inside a transaction it sees what that wrote. */
export async function findCompanyOf(db: Reading, person: string): Promise<Company | null> {
  const row = await companiesWithContact(db)
    .innerJoin("company_members", "company_members.company", "companies.id")
    .where("company_members.person", "=", person)
    .executeTakeFirst();
  return row === undefined ? null : toCompany(row);
}

/** A company by its id; null where it is gone. */
export async function findCompany(db: Reading, id: string): Promise<Company | null> {
  const row = await companiesWithContact(db).where("companies.id", "=", id).executeTakeFirst();
  return row === undefined ? null : toCompany(row);
}

/** Companies by their ids; those that are gone are missing. */
export async function findCompanies(db: Reading, ids: readonly string[]): Promise<ReadonlyMap<string, Company>> {
  const found = new Map<string, Company>();
  for (let from = 0; from < ids.length; from += BATCH) {
    const rows = await companiesWithContact(db)
      .where("companies.id", "in", ids.slice(from, from + BATCH))
      .execute();
    for (const row of rows) found.set(row.id, toCompany(row));
  }
  return found;
}

/** What came of a dossier that was handed in. */
export type Registered =
  | { readonly kind: "registered" }
  /** The number is another's already: staff are asked whether the person belongs there. */
  | { readonly kind: "known"; readonly request: number }
  /** The person acts for a company already; nothing was changed. */
  | { readonly kind: "member" };

/**
 * Registers a company with its first member. Of two people who give the same number, also at the same moment, the first
 * has the company, and the second a request that staff see.
 */
export async function registerCompany(
  tx: Tx,
  { sealer, traits }: { readonly sealer: Sealer; readonly traits: Traits },
  given: { readonly person: string; readonly profile: Profile; readonly contact: Contact },
  now: string,
): Promise<Registered> {
  const { person, profile, contact } = given;
  await traits.lock(tx, `company.person/${person}`);
  if ((await findCompanyOf(tx, person)) !== null) return { kind: "member" };
  const id = await insertCompany(tx, profile, now);
  if (id === null) {
    const company = await idOf(tx, profile);
    return {
      kind: "known",
      request: await fileRequest(tx, sealer, { company, person, name: profile.name, contact }, now),
    };
  }
  await addMember(tx, sealer, { company: id, person, name: contact.name }, now);
  await saveContact(tx, sealer, { company: id, person, contact }, now);
  return { kind: "registered" };
}

/** Changes one thing about a company, or (with null) takes it away. */
export async function changeCompany(
  tx: Tx,
  company: string,
  field: ChangeableField,
  value: string | null,
  now: string,
): Promise<void> {
  const { [field]: column } = COLUMNS;
  await tx
    .withTables<CompanyTables>()
    .updateTable("companies")
    .set({ [column]: value, updated_at: now })
    .where("id", "=", company)
    .execute();
}

const COLUMNS = { name: "name", englishName: "english_name", category: "category", website: "website" } as const;

/** Null where the number is another's. The unique constraint decides, also between two who come at once. */
async function insertCompany(tx: Tx, profile: Profile, now: string): Promise<string | null> {
  const { country, code, name, englishName, category, website } = profile;
  const row = await tx
    .withTables<CompanyTables>()
    .insertInto("companies")
    .values({
      ...{ id: createId(), country, code, name, english_name: englishName, category, website },
      ...{ created_at: now, updated_at: now },
    })
    .onConflict((conflict) => conflict.columns(["country", "code"]).doNothing())
    .returning("id")
    .executeTakeFirst();
  return row?.id ?? null;
}

async function idOf(tx: Tx, { country, code }: Profile): Promise<string> {
  const { id } = await tx
    .withTables<CompanyTables>()
    .selectFrom("companies")
    .select("id")
    .where("country", "=", country)
    .where("code", "=", code)
    .executeTakeFirstOrThrow();
  return id;
}

function companiesWithContact(db: Reading) {
  return db
    .withTables<CompanyTables>()
    .selectFrom("companies")
    .leftJoin("company_contacts", "company_contacts.company", "companies.id")
    .select(["id", "country", "code", "name", "english_name", "category", "website", "given_at"]);
}

type Row = Pick<
  CompanyTables["companies"],
  "id" | "country" | "code" | "name" | "english_name" | "category" | "website"
>;

function toCompany({ english_name, given_at, ...row }: Row & { readonly given_at: string | null }): Company {
  return { ...row, englishName: english_name, complete: given_at !== null };
}
