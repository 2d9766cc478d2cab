import { z } from "zod";
import type { Sealer } from "../../shared/seal.ts";
import type { Reading, Tx } from "../../store/store.ts";
import type { Contact } from "./company.ts";
import type { CompanyTables } from "./tables.ts";

export const contactSchema: z.ZodType<Contact> = z.object({ name: z.string(), phone: z.string(), email: z.string() });

/** What contact data is encrypted for: the purpose of its key. */
export const CONTACT_PURPOSE = "company.contact";

/** Whom to reach in a company, in full; null where nobody is named. */
export async function findContact(db: Reading, sealer: Sealer, company: string): Promise<Contact | null> {
  const row = await db
    .withTables<CompanyTables>()
    .selectFrom("company_contacts")
    .select("sealed")
    .where("company", "=", company)
    .executeTakeFirst();
  return row === undefined ? null : openContact(sealer, row.sealed, company);
}

/** The contact of a company where a person gave it themselves: colleagues see it masked alone. */
export async function findOwnContact(
  db: Reading,
  sealer: Sealer,
  company: string,
  person: string,
): Promise<Contact | null> {
  const row = await db
    .withTables<CompanyTables>()
    .selectFrom("company_contacts")
    .select("sealed")
    .where("company", "=", company)
    .where("person", "=", person)
    .executeTakeFirst();
  return row === undefined ? null : openContact(sealer, row.sealed, company);
}

/** Names whom to reach in a company, in place of who was named before. */
export async function saveContact(
  tx: Tx,
  sealer: Sealer,
  { company, person, contact }: { readonly company: string; readonly person: string; readonly contact: Contact },
  now: string,
): Promise<void> {
  const values = { person, sealed: sealer.seal(JSON.stringify(contact), placeOf(company)), given_at: now };
  await tx
    .withTables<CompanyTables>()
    .insertInto("company_contacts")
    .values({ company, ...values })
    .onConflict((conflict) => conflict.column("company").doUpdateSet(values))
    .execute();
}

export function openContact(sealer: Sealer, sealed: string, company: string): Contact {
  return contactSchema.parse(JSON.parse(sealer.open(sealed, placeOf(company))));
}

export function placeOf(company: string): string {
  return `company_contacts/${company}`;
}
