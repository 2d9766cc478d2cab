import { messageOf } from "../../shared/errors.ts";
import type { Sealer } from "../../shared/seal.ts";
import type { Invariant } from "../../store/invariants.ts";
import { CHINA } from "./company.ts";
import { openContact } from "./contacts.ts";
import { readCreditCode } from "./credit-code.ts";
import type { CompanyTables } from "./tables.ts";

/** What must be true of companies. */
export function createCompanyInvariants(sealer: Sealer): readonly Invariant[] {
  return [
    {
      name: "Every company of mainland China has a valid credit code",
      find: async (db) => {
        const rows = await db
          .withTables<CompanyTables>()
          .selectFrom("companies")
          .select(["id", "code"])
          .where("country", "=", CHINA)
          .execute();
        return rows.flatMap(({ id, code }) => {
          const read = readCreditCode(code);
          return read.ok && read.code === code ? [] : [`company ${id} has the code ${code}, which is none`];
        });
      },
    },
    {
      name: "No number belongs to two companies of a country",
      find: async (db) => {
        const rows = await db
          .withTables<CompanyTables>()
          .selectFrom("companies")
          .select(["country", "code"])
          .groupBy(["country", "code"])
          .having((eb) => eb(eb.fn.countAll(), ">", 1))
          .execute();
        return rows.map(({ country, code }) => `the number ${country} ${code} belongs to several companies`);
      },
    },
    {
      name: "Whoever is to be contacted in a company acts for it",
      find: async (db) => {
        const rows = await db
          .withTables<CompanyTables>()
          .selectFrom("company_contacts")
          .leftJoin("company_members", (join) =>
            join
              .onRef("company_members.person", "=", "company_contacts.person")
              .onRef("company_members.company", "=", "company_contacts.company"),
          )
          .select("company_contacts.company")
          .where("company_members.person", "is", null)
          .execute();
        return rows.map(({ company }) => `the contact of company ${company} was given by someone who is no member`);
      },
    },
    {
      name: "Every contact can be read with the desk's secret",
      find: async (db) => {
        const rows = await db
          .withTables<CompanyTables>()
          .selectFrom("company_contacts")
          .select(["company", "sealed"])
          .execute();
        return rows.flatMap(({ company, sealed }) => {
          try {
            openContact(sealer, sealed, company);
            return [];
          } catch (error) {
            return [`the contact of company ${company}: ${messageOf(error)}`];
          }
        });
      },
    },
  ];
}
