import type { SchemaStep } from "./migrations.ts";

/** Pictures lie beside the messages that show them, each once. Rows from before go on holding theirs until they are blanked. */
export const pictureSchema: SchemaStep = {
  name: "0019_pictures",
  up: async ({ schema }, { bytesType, serialType }) => {
    await schema
      .createTable("pictures")
      .addColumn("hash", "text", (c) => c.primaryKey())
      .addColumn("used_at", "text", (c) => c.notNull())
      // Last, so that SQLite need not read them where only the rest is asked for.
      .addColumn("bytes", bytesType, (c) => c.notNull())
      .execute();
    await schema
      .createTable("picture_uses")
      // Whoever forgets a message need not know of its pictures.
      .addColumn("outbox", serialType, (c) => c.notNull().references("outbox.id").onDelete("cascade"))
      .addColumn("picture", "text", (c) => c.notNull().references("pictures.hash"))
      .addPrimaryKeyConstraint("picture_uses_key", ["outbox", "picture"])
      .execute();
    await schema.createIndex("picture_uses_by_picture").on("picture_uses").column("picture").execute();
  },
};
