import type { Sealer } from "../../../shared/seal.ts";
import type { Reading } from "../../../store/store.ts";
import { type Contact, findCompanies, findContact } from "../../company/index.ts";
import { listSignups, readListedContacts, type Signup } from "../booking/index.ts";
import { findDelegationOf } from "../delegation/delegations.ts";

/** A signup with what staff need to know of its company: who it is, and whom to reach, in full. */
export type DescribedSignup = Omit<Signup, "companyId"> & {
  readonly englishName: string | null;
  /** The delegation that booked it; null where none did. */
  readonly delegation: string | null;
  readonly contact: (Pick<Contact, "name"> & Partial<Contact>) | null;
};

/** The signups of an expo that are not over, by booth, for staff. */
export async function describeSignups(
  db: Reading,
  sealer: Sealer,
  expo: string,
  now: string,
): Promise<readonly DescribedSignup[]> {
  const signups = await listSignups(db, expo, now);
  const ids = [...new Set(signups.flatMap(({ companyId }) => companyId ?? []))];
  const companies = await findCompanies(db, ids);
  const listed = await readListedContacts(db, sealer, expo);
  const described: DescribedSignup[] = [];
  for (const { companyId, ...signup } of signups) {
    const company = companies.get(companyId ?? "");
    const delegation = await findDelegationOf(db, companyId);
    const name = listed.get(signup.id);
    described.push({
      ...signup,
      company: signup.company ?? company?.name ?? null,
      creditCode: signup.creditCode ?? company?.code ?? null,
      englishName: company?.englishName ?? null,
      delegation: delegation?.name ?? null,
      contact:
        company === undefined ? (name === undefined ? null : { name }) : await findContact(db, sealer, company.id),
    });
  }
  return described;
}
