import type { SchemaStep } from "../../../store/migrations.ts";

/** Who books booths for several firms at an expo, such as a district or an association. */
export type DelegationTables = {
  delegations: {
    id: string;
    expo: string;
    name: string;
    /** How many booths it may have. */
    booths: number;
    /** Who leads it; null until the link is opened. */
    person: string | null;
    /** The hash of the link's token. */
    token_hash: string;
    created_at: string;
  };
};

export const delegationSchema: SchemaStep = {
  name: "0020_delegations",
  up: async ({ schema }) => {
    await schema
      .createTable("delegations")
      .addColumn("id", "text", (c) => c.primaryKey())
      .addColumn("expo", "text", (c) => c.notNull().references("expos.id"))
      .addColumn("name", "text", (c) => c.notNull())
      .addColumn("booths", "integer", (c) => c.notNull())
      .addColumn("person", "text")
      .addColumn("token_hash", "text", (c) => c.notNull().unique())
      .addColumn("created_at", "text", (c) => c.notNull())
      .execute();
    await schema.alterTable("booking_listings").addColumn("sealed", "text").execute();
  },
};
