import { type ColumnDefinitionBuilder, sql, type Transaction } from "kysely";
import type { CoreTables } from "./tables.ts";

/** Everything in which the databases differ, in one place. Queries ask these, never which database it is. */
export type DialectTraits = {
  readonly name: "sqlite" | "postgres";
  /**
   * Several processes may work on one queue: events and sends are then claimed by a lease in the row. Where not, one
   * process owns a bot (by a lock on the home folder) and keeps its claims in memory, which saves a commit for each.
   */
  readonly sharedQueue: boolean;
  /** Makes this transaction the only one with `key` until it ends. Where one writer is let in at a time, it is alone already. */
  readonly lock: (tx: Transaction<CoreTables>, key: string) => Promise<void>;
  /** The type of a key that the database counts up itself, and what makes it count. */
  readonly serialType: "integer" | "bigint";
  readonly serial: (column: ColumnDefinitionBuilder) => ColumnDefinitionBuilder;
  /** The type of a column that holds bytes. */
  readonly bytesType: "blob" | "bytea";
};

export const SQLITE: DialectTraits = {
  name: "sqlite",
  sharedQueue: false,
  lock: async () => undefined,
  serialType: "integer",
  serial: (column) => column.primaryKey().autoIncrement(),
  bytesType: "blob",
};

export const POSTGRES: DialectTraits = {
  name: "postgres",
  sharedQueue: true,
  lock: async (tx, key) => void (await sql`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`.execute(tx)),
  serialType: "bigint",
  serial: (column) => column.generatedAlwaysAsIdentity().primaryKey(),
  bytesType: "bytea",
};
