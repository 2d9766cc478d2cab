import { sql } from "kysely";
import type { Reading } from "./store.ts";

/** A statement about the data that is always true. `find` returns what breaks it, in words staff understand. */
export type Invariant = {
  readonly name: string;
  readonly find: (db: Reading) => Promise<readonly string[]>;
};

/** What must be true of the core's tables on any database, live or restored. */
export const coreInvariants: readonly Invariant[] = [
  {
    name: "An event that is over says when",
    find: async (db) => {
      const rows = await db
        .selectFrom("inbox")
        .select("id")
        .where("state", "!=", "pending")
        .where("done_at", "is", null)
        .execute();
      return rows.map(({ id }) => `inbox row ${id} is over but has no time`);
    },
  },
  {
    name: "No event has an effect before it is over",
    find: async (db) => {
      const rows = await db
        .selectFrom("inbox")
        .innerJoin("outbox", (join) => join.on("outbox.key", "=", firstKeyOf))
        .select("outbox.key")
        .where("inbox.state", "=", "pending")
        .execute();
      return rows.map(({ key }) => `message ${key} was queued by an event that is still pending`);
    },
  },
  {
    name: "A message that was sent has all its pieces sent",
    find: async (db) => {
      const rows = await db
        .selectFrom("pieces")
        .innerJoin("outbox", "outbox.id", "pieces.outbox")
        .select("pieces.key")
        .where("outbox.state", "=", "sent")
        .where("pieces.sent_at", "is", null)
        .execute();
      return rows.map(({ key }) => `piece ${key} was not sent, but its message counts as sent`);
    },
  },
  {
    name: "A piece that was sent has the platform's id",
    find: async (db) => {
      const rows = await db
        .selectFrom("pieces")
        .select("key")
        .where("sent_at", "is not", null)
        .where("message", "is", null)
        .execute();
      return rows.map(({ key }) => `piece ${key} was sent but has no message id`);
    },
  },
  {
    name: "Every account belongs to a person",
    find: async (db) => {
      const rows = await db
        .selectFrom("accounts")
        .leftJoin("people", "people.id", "accounts.person")
        .select(["accounts.platform", "accounts.account"])
        .where("people.id", "is", null)
        .execute();
      return rows.map(({ platform, account }) => `account ${account} on ${platform} belongs to nobody`);
    },
  },
];

/** The key of an event's first message, as `eventKey` makes it. */
const firstKeyOf = sql<string>`inbox.platform || '/' || inbox.bot || '/' || inbox.event_id || ':0'`;

/** Checks invariants one after another: what is broken, by name. An empty list where all holds. */
export async function findBroken(
  db: Reading,
  invariants: readonly Invariant[],
): Promise<readonly { readonly invariant: string; readonly faults: readonly string[] }[]> {
  const broken: { invariant: string; faults: readonly string[] }[] = [];
  for (const { name, find } of invariants) {
    const faults = await find(db);
    if (faults.length > 0) broken.push({ invariant: name, faults });
  }
  return broken;
}
