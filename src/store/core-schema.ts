import { sql } from "kysely";
import type { SchemaStep } from "./migrations.ts";

/** The tables of the core, as they were first made. */
export const coreSchema: SchemaStep = {
  name: "0001_core",
  up: async (db, traits) => {
    const { schema } = db;
    const { serial, serialType } = traits;

    await schema
      .createTable("people")
      .addColumn("id", "text", (c) => c.primaryKey())
      .addColumn("language", "text", (c) => c.notNull())
      .addColumn("language_source", "text", (c) => c.notNull())
      .addColumn("created_at", "text", (c) => c.notNull())
      .execute();

    await schema
      .createTable("accounts")
      .addColumn("platform", "text", (c) => c.notNull())
      .addColumn("account", "text", (c) => c.notNull())
      .addColumn("person", "text", (c) => c.notNull().references("people.id"))
      .addColumn("unreachable_at", "text")
      .addColumn("created_at", "text", (c) => c.notNull())
      .addColumn("bot", "text", (c) => c.notNull())
      .addColumn("conversation", "text")
      .addPrimaryKeyConstraint("accounts_key", ["platform", "account"])
      .execute();
    await schema.createIndex("accounts_by_person").on("accounts").column("person").execute();

    await schema
      .createTable("inbox")
      .addColumn("id", serialType, serial)
      .addColumn("platform", "text", (c) => c.notNull())
      .addColumn("bot", "text", (c) => c.notNull())
      .addColumn("event_id", "text", (c) => c.notNull())
      .addColumn("conversation", "text", (c) => c.notNull())
      .addColumn("account", "text", (c) => c.notNull())
      .addColumn("person", "text", (c) => c.notNull().references("people.id"))
      .addColumn("scope", "text", (c) => c.notNull())
      .addColumn("kind", "text", (c) => c.notNull())
      .addColumn("said", "text")
      .addColumn("payload", "text", (c) => c.notNull())
      .addColumn("received_at", "text", (c) => c.notNull())
      .addColumn("state", "text", (c) => c.notNull())
      .addColumn("attempts", "integer", (c) => c.notNull().defaultTo(0))
      .addColumn("not_before", "text")
      .addColumn("lease_holder", "text")
      .addColumn("done_at", "text")
      .addColumn("reference", "text")
      .addUniqueConstraint("inbox_event", ["platform", "bot", "event_id"])
      .execute();
    await sql`create index inbox_pending on inbox (conversation, id) where state = 'pending'`.execute(db);
    await sql`create index inbox_oldest on inbox (id) where state = 'pending'`.execute(db);
    await schema.createIndex("inbox_by_conversation").on("inbox").columns(["conversation", "id"]).execute();
    await schema.createIndex("inbox_by_person").on("inbox").column("person").execute();

    await schema
      .createTable("outbox")
      .addColumn("id", serialType, serial)
      .addColumn("key", "text", (c) => c.notNull().unique())
      .addColumn("platform", "text", (c) => c.notNull())
      .addColumn("bot", "text", (c) => c.notNull())
      .addColumn("conversation", "text", (c) => c.notNull())
      .addColumn("account", "text", (c) => c.notNull())
      .addColumn("person", "text", (c) => c.notNull().references("people.id"))
      .addColumn("scope", "text", (c) => c.notNull())
      .addColumn("lane", "integer", (c) => c.notNull())
      .addColumn("body", "text", (c) => c.notNull())
      .addColumn("replaces", "text")
      .addColumn("state", "text", (c) => c.notNull())
      .addColumn("attempts", "integer", (c) => c.notNull().defaultTo(0))
      .addColumn("not_before", "text")
      .addColumn("expires_at", "text")
      .addColumn("created_at", "text", (c) => c.notNull())
      .addColumn("done_at", "text")
      .addColumn("reason", "text")
      .execute();
    await sql`create index outbox_open on outbox (platform, bot, lane, id) where state in ('queued', 'sending')`.execute(
      db,
    );
    await sql`create index outbox_open_conversation on outbox (conversation, lane, id) where state in ('queued', 'sending')`.execute(
      db,
    );
    await schema.createIndex("outbox_by_person").on("outbox").column("person").execute();

    await schema
      .createTable("pieces")
      .addColumn("id", serialType, serial)
      .addColumn("key", "text", (c) => c.notNull().unique())
      .addColumn("outbox", serialType, (c) => c.notNull().references("outbox.id"))
      .addColumn("conversation", "text", (c) => c.notNull())
      .addColumn("body", "text", (c) => c.notNull())
      .addColumn("language", "text", (c) => c.notNull())
      .addColumn("created_at", "text", (c) => c.notNull())
      .addColumn("message", "text")
      .addColumn("sent_at", "text")
      .execute();
    await schema.createIndex("pieces_by_conversation").on("pieces").columns(["conversation", "id"]).execute();
    await schema.createIndex("pieces_by_outbox").on("pieces").column("outbox").execute();

    await schema
      .createTable("conversations")
      .addColumn("conversation", "text", (c) => c.notNull())
      .addColumn("person", "text", (c) => c.notNull().references("people.id"))
      .addColumn("state", "text")
      .addColumn("expires_at", "text")
      .addColumn("updated_at", "text", (c) => c.notNull())
      .addPrimaryKeyConstraint("conversations_key", ["conversation", "person"])
      .execute();

    await schema
      .createTable("buttons")
      .addColumn("token", "text", (c) => c.primaryKey())
      .addColumn("action", "text", (c) => c.notNull())
      .addColumn("params", "text", (c) => c.notNull())
      .addColumn("person", "text", (c) => c.references("people.id"))
      .addColumn("use", "text", (c) => c.notNull())
      .addColumn("expires_at", "text", (c) => c.notNull())
      .addColumn("used_at", "text")
      .addColumn("created_at", "text", (c) => c.notNull())
      .execute();
    await schema.createIndex("buttons_by_expiry").on("buttons").column("expires_at").execute();

    await schema
      .createTable("timers")
      .addColumn("id", "text", (c) => c.primaryKey())
      .addColumn("due_at", "text", (c) => c.notNull())
      .addColumn("platform", "text", (c) => c.notNull())
      .addColumn("bot", "text", (c) => c.notNull())
      .addColumn("conversation", "text", (c) => c.notNull())
      .addColumn("account", "text", (c) => c.notNull())
      .addColumn("scope", "text", (c) => c.notNull())
      .addColumn("name", "text", (c) => c.notNull())
      .addColumn("params", "text", (c) => c.notNull())
      .addColumn("state", "text", (c) => c.notNull())
      .execute();
    await sql`create index timers_waiting on timers (due_at) where state = 'waiting'`.execute(db);

    await schema
      .createTable("broadcasts")
      .addColumn("id", "text", (c) => c.primaryKey())
      .addColumn("body", "text", (c) => c.notNull())
      .addColumn("segment", "text", (c) => c.notNull())
      .addColumn("cursor", "text", (c) => c.notNull())
      .addColumn("state", "text", (c) => c.notNull())
      .addColumn("starts_at", "text", (c) => c.notNull())
      .addColumn("created_at", "text", (c) => c.notNull())
      .addColumn("fanned_out", "integer", (c) => c.notNull().defaultTo(0))
      .execute();

    await schema
      .createTable("kept")
      .addColumn("platform", "text", (c) => c.notNull())
      .addColumn("bot", "text", (c) => c.notNull())
      .addColumn("key", "text", (c) => c.notNull())
      .addColumn("value", "text", (c) => c.notNull())
      .addPrimaryKeyConstraint("kept_key", ["platform", "bot", "key"])
      .execute();

    await schema
      .createTable("leases")
      .addColumn("name", "text", (c) => c.primaryKey())
      .addColumn("holder", "text", (c) => c.notNull())
      .addColumn("fence", "integer", (c) => c.notNull())
      .addColumn("until", "text", (c) => c.notNull())
      .execute();

    await schema
      .createTable("audit")
      .addColumn("id", serialType, serial)
      .addColumn("at", "text", (c) => c.notNull())
      .addColumn("actor", "text", (c) => c.notNull())
      .addColumn("action", "text", (c) => c.notNull())
      .addColumn("subject", "text", (c) => c.notNull())
      .addColumn("details", "text", (c) => c.notNull())
      .execute();
  },
};
