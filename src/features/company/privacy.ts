import { type Localizable, localized } from "../../message/text.ts";
import type { Sealer } from "../../shared/seal.ts";
import type { PrivacyRules } from "../../store/privacy.ts";
import { CORE_RETENTION } from "../../store/retention.ts";
import { findCompany } from "./companies.ts";
import { openContact } from "./contacts.ts";
import { INVITE_DAYS, placeOf as placeOfInvite } from "./invites.ts";
import { forgetMember, placeOf as placeOfMember } from "./members.ts";
import { openRequest } from "./requests.ts";
import { COMPANY_RETENTION } from "./retain.ts";
import type { CompanyTables } from "./tables.ts";

const { requestDays, memberlessDays } = COMPANY_RETENTION;

/** What companies hold of people. An export shows them what is encrypted of theirs. */
export function createCompanyPrivacy(sealer: Sealer): PrivacyRules<CompanyTables> {
  return {
    companies: {
      kept: `as long as someone acts for it, then ${memberlessDays} days, or as long as a booth of it is kept`,
      holds: "part",
      with: "company_members",
    },
    company_members: {
      kept: "until the person leaves, or is removed or erased",
      holds: "people",
      export: async (db, { person }) => {
        const row = await db
          .withTables<CompanyTables>()
          .selectFrom("company_members")
          .selectAll()
          .where("person", "=", person)
          .executeTakeFirst();
        if (row === undefined) return [];
        const company = await findCompany(db, row.company);
        return [{ company, name: sealer.open(row.sealed, placeOfMember(person)), joinedAt: row.joined_at }];
      },
      erase: async (tx, { person }, now) => forgetMember(tx, person, now),
    },
    company_contacts: {
      kept: "until another contact is named, or the person leaves or is erased; encrypted",
      holds: "people",
      export: async (db, { person }) => {
        const rows = await db
          .withTables<CompanyTables>()
          .selectFrom("company_contacts")
          .selectAll()
          .where("person", "=", person)
          .execute();
        return rows.map(({ company, sealed, given_at }) => ({
          ...{ company, contact: openContact(sealer, sealed, company), givenAt: given_at },
        }));
      },
      erase: async (tx, { person }) =>
        void (await tx
          .withTables<CompanyTables>()
          .deleteFrom("company_contacts")
          .where("person", "=", person)
          .execute()),
    },
    company_invites: {
      kept: `hashes until ${CORE_RETENTION.idDays} days after their ${INVITE_DAYS} days; the colleague's name until they join`,
      holds: "people",
      export: async (db, { person }) => {
        const rows = await db
          .withTables<CompanyTables>()
          .selectFrom("company_invites")
          .selectAll()
          .where("person", "=", person)
          .orderBy("created_at")
          .execute();
        return rows.map(({ token_hash, company, sealed, created_at, expires_at, used_at }) => ({
          ...{ company, createdAt: created_at, expiresAt: expires_at, usedAt: used_at },
          colleague: sealed === "" ? null : sealer.open(sealed, placeOfInvite(token_hash)),
        }));
      },
      erase: async (tx, { person }) =>
        void (await tx
          .withTables<CompanyTables>()
          .deleteFrom("company_invites")
          .where("person", "=", person)
          .execute()),
    },
    company_requests: {
      kept: `until staff decide, at most ${requestDays} days; encrypted`,
      holds: "people",
      export: async (db, { person }) => {
        const rows = await db
          .withTables<CompanyTables>()
          .selectFrom("company_requests")
          .selectAll()
          .where("person", "=", person)
          .execute();
        // What the company is stays with its members: whoever asks is told no more than they said.
        return rows.map(({ id, sealed, created_at }) => ({
          ...{ number: id, createdAt: created_at, ...openRequest(sealer, sealed, person) },
        }));
      },
      erase: async (tx, { person }) =>
        void (await tx
          .withTables<CompanyTables>()
          .deleteFrom("company_requests")
          .where("person", "=", person)
          .execute()),
    },
    company_returns: {
      kept: "until the person goes back to what they came from, at most 7 days",
      holds: "people",
      export: async (db, { person }) => {
        const rows = await db
          .withTables<CompanyTables>()
          .selectFrom("company_returns")
          .selectAll()
          .where("person", "=", person)
          .execute();
        return rows.map(({ name, params, expires_at }) => ({
          ...{ name, params: JSON.parse(params), expiresAt: expires_at },
        }));
      },
      erase: async (tx, { person }) =>
        void (await tx
          .withTables<CompanyTables>()
          .deleteFrom("company_returns")
          .where("person", "=", person)
          .execute()),
    },
  };
}

/** The line of `/privacy` on it. */
export const companyKeeps: readonly Localizable[] = [localized("company.keeps", { days: memberlessDays, requestDays })];
