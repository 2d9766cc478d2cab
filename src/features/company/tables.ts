import type { Generated } from "kysely";
import type { SchemaStep } from "../../store/migrations.ts";

/** Companies, who acts for them, and whom to reach there. What is `sealed` can be read with the desk's secret alone. */
export type CompanyTables = {
  companies: {
    id: string;
    country: string;
    code: string;
    name: string;
    english_name: string | null;
    category: string;
    website: string | null;
    created_at: string;
    updated_at: string;
  };
  /** A person acts for one company at most. */
  company_members: {
    person: string;
    company: string;
    /** The member's name, for colleagues. */
    sealed: string;
    joined_at: string;
  };
  company_contacts: {
    company: string;
    /** Who gave it: it goes when they go. */
    person: string;
    /** A Contact as JSON. */
    sealed: string;
    given_at: string;
  };
  company_invites: {
    token_hash: string;
    company: string;
    person: string;
    /** The name of the colleague it is for; empty once it was used. */
    sealed: string;
    created_at: string;
    expires_at: string;
    used_at: string | null;
  };
  /** People who gave the number of a company that is here already, and wait for staff. One a person. */
  company_requests: {
    id: Generated<number>;
    company: string;
    person: string;
    /** What they said of themselves, as JSON: the name on their licence, and a Contact. */
    sealed: string;
    created_at: string;
  };
  /** What a person came from, and goes back to once they have a company. */
  company_returns: { person: string; name: string; params: string; expires_at: string };
};

export const companySchema: SchemaStep = {
  name: "0014_companies",
  up: async ({ schema }, { serial, serialType }) => {
    await schema
      .createTable("companies")
      .addColumn("id", "text", (c) => c.primaryKey())
      .addColumn("country", "text", (c) => c.notNull())
      .addColumn("code", "text", (c) => c.notNull())
      .addColumn("name", "text", (c) => c.notNull())
      .addColumn("english_name", "text")
      .addColumn("category", "text", (c) => c.notNull())
      .addColumn("website", "text")
      .addColumn("created_at", "text", (c) => c.notNull())
      .addColumn("updated_at", "text", (c) => c.notNull())
      .addUniqueConstraint("companies_code", ["country", "code"])
      .execute();
    await schema
      .createTable("company_members")
      .addColumn("person", "text", (c) => c.primaryKey().references("people.id"))
      .addColumn("company", "text", (c) => c.notNull().references("companies.id"))
      .addColumn("sealed", "text", (c) => c.notNull())
      .addColumn("joined_at", "text", (c) => c.notNull())
      .execute();
    await schema.createIndex("company_members_by_company").on("company_members").column("company").execute();
    await schema
      .createTable("company_contacts")
      .addColumn("company", "text", (c) => c.primaryKey().references("companies.id"))
      .addColumn("person", "text", (c) => c.notNull().references("people.id"))
      .addColumn("sealed", "text", (c) => c.notNull())
      .addColumn("given_at", "text", (c) => c.notNull())
      .execute();
    await schema.createIndex("company_contacts_by_person").on("company_contacts").column("person").execute();
    await schema
      .createTable("company_invites")
      .addColumn("token_hash", "text", (c) => c.primaryKey())
      .addColumn("company", "text", (c) => c.notNull().references("companies.id"))
      .addColumn("person", "text", (c) => c.notNull().references("people.id"))
      .addColumn("sealed", "text", (c) => c.notNull())
      .addColumn("created_at", "text", (c) => c.notNull())
      .addColumn("expires_at", "text", (c) => c.notNull())
      .addColumn("used_at", "text")
      .execute();
    await schema.createIndex("company_invites_by_person").on("company_invites").column("person").execute();
    await schema
      .createTable("company_requests")
      .addColumn("id", serialType, serial)
      .addColumn("company", "text", (c) => c.notNull().references("companies.id"))
      .addColumn("person", "text", (c) => c.notNull().unique().references("people.id"))
      .addColumn("sealed", "text", (c) => c.notNull())
      .addColumn("created_at", "text", (c) => c.notNull())
      .execute();
    await schema
      .createTable("company_returns")
      .addColumn("person", "text", (c) => c.primaryKey().references("people.id"))
      .addColumn("name", "text", (c) => c.notNull())
      .addColumn("params", "text", (c) => c.notNull())
      .addColumn("expires_at", "text", (c) => c.notNull())
      .execute();
  },
};
