import type { SchemaStep } from "./migrations.ts";

/** The group in which staff see what waits for them. */
export const staffRoomSchema: SchemaStep = {
  name: "0010_staff_room",
  up: async ({ schema }) => {
    await schema
      .createTable("staff_rooms")
      .addColumn("conversation", "text", (c) => c.primaryKey())
      .addColumn("platform", "text", (c) => c.notNull())
      .addColumn("bot", "text", (c) => c.notNull())
      .addColumn("account", "text", (c) => c.notNull())
      .addColumn("person", "text", (c) => c.notNull().references("people.id"))
      .addColumn("named_by", "text", (c) => c.notNull())
      .addColumn("named_at", "text", (c) => c.notNull())
      .execute();
  },
};

/** Who works at the desk, their invitations, and the chat accounts that act for them. */
export const staffSchema: SchemaStep = {
  name: "0009_staff",
  up: async ({ schema }) => {
    await schema
      .createTable("staff_members")
      .addColumn("email", "text", (c) => c.primaryKey())
      .addColumn("role", "text", (c) => c.notNull())
      .addColumn("created_at", "text", (c) => c.notNull())
      .addColumn("revoked_at", "text")
      .execute();
    await schema
      .createTable("staff_invites")
      .addColumn("token_hash", "text", (c) => c.primaryKey())
      .addColumn("email", "text", (c) => c.notNull().references("staff_members.email"))
      .addColumn("created_at", "text", (c) => c.notNull())
      .addColumn("expires_at", "text", (c) => c.notNull())
      .addColumn("used_at", "text")
      .execute();
    await schema
      .createTable("staff_accounts")
      .addColumn("platform", "text", (c) => c.notNull())
      .addColumn("account", "text", (c) => c.notNull())
      .addColumn("email", "text", (c) => c.notNull().references("staff_members.email"))
      .addColumn("bound_at", "text", (c) => c.notNull())
      .addPrimaryKeyConstraint("staff_accounts_key", ["platform", "account"])
      .execute();
  },
};
