import type { SchemaStep } from "../../store/migrations.ts";

/** Expos as they were imported. Who has which booth stands in tables of its own. */
export type ExpoTables = {
  expos: {
    id: string;
    /** The {@link Expo} as JSON. */
    body: string;
    imported_at: string;
    /** Who imported it. */
    actor: string;
  };
  /** The booths of the halls, so that bookings can refer to them. */
  expo_booths: {
    expo: string;
    code: string;
    hall: string;
    zone: string | null;
    /** Square metres. */
    area: number;
    /** Why staff keep it back; null where it can be taken. */
    blocked: string | null;
  };
};

export const expoSchema: SchemaStep = {
  name: "0013_expos",
  up: async ({ schema }) => {
    await schema
      .createTable("expos")
      .addColumn("id", "text", (c) => c.primaryKey())
      .addColumn("body", "text", (c) => c.notNull())
      .addColumn("imported_at", "text", (c) => c.notNull())
      .addColumn("actor", "text", (c) => c.notNull())
      .execute();
    await schema
      .createTable("expo_booths")
      .addColumn("expo", "text", (c) => c.notNull().references("expos.id"))
      .addColumn("code", "text", (c) => c.notNull())
      .addColumn("hall", "text", (c) => c.notNull())
      .addColumn("zone", "text")
      .addColumn("area", "real", (c) => c.notNull())
      .addColumn("blocked", "text")
      .addPrimaryKeyConstraint("expo_booths_key", ["expo", "code"])
      .execute();
  },
};
