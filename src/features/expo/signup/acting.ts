import type { DialectTraits } from "../../../store/dialect.ts";
import type { Reading, Tx } from "../../../store/store.ts";
import { findCompanyOf, isMember } from "../../company/index.ts";
import { type Booking, type Holder, partyOf } from "../booking/index.ts";
import { findDelegationOf, holderOfDelegation, listDelegationsOf } from "../delegation/delegations.ts";

/** Whom a person acts for at expos: themselves, the company that they belong to, and the delegations that they lead. */
export async function partiesOf(db: Reading, person: string): Promise<readonly string[]> {
  const company = await findCompanyOf(db, person);
  const delegations = await listDelegationsOf(db, person);
  return [
    partyOf({ person, company: null }),
    ...(company === null ? [] : [partyOf({ person, company: company.id })]),
    ...delegations.map((delegation) => partyOf(holderOfDelegation(delegation, person))),
  ];
}

/**
 * For whom a person takes something new: their company where they have one. They stay a member until the transaction
 * ends, so it comes before the lock of the expo.
 */
export async function holderOf(tx: Tx, traits: DialectTraits, person: string): Promise<Holder> {
  const company = await findCompanyOf(tx, person);
  const acts = company !== null && (await isMember(tx, traits, company.id, person));
  return { person, company: acts ? company.id : null };
}

/** As whom a person acts on what is booked: whose it is decides whether they may. */
export async function holderFor(tx: Tx, traits: DialectTraits, person: string, booking: Booking): Promise<Holder> {
  const own = { person, company: null };
  if (booking.party === partyOf(own)) return own;
  const delegation = await findDelegationOf(tx, booking.company);
  return delegation !== null && delegation.person === person
    ? holderOfDelegation(delegation, person)
    : holderOf(tx, traits, person);
}
