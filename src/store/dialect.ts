import type { ColumnDefinitionBuilder } from "kysely";

/** Everything in which the databases differ, in one place. Queries ask these, never which database it is. */
export type DialectTraits = {
  readonly name: "sqlite" | "postgres";
  /**
   * Several processes may work on one queue: events and sends are then claimed by a lease in the row. Where not, one
   * process owns a bot (by a lock on the home folder) and keeps its claims in memory, which saves a commit for each.
   */
  readonly sharedQueue: boolean;
  /** A claim locks its row, and passes by rows that others have locked. */
  readonly skipLocked: boolean;
  /** The type of a key that the database counts up itself, and what makes it count. */
  readonly serialType: "integer" | "bigint";
  readonly serial: (column: ColumnDefinitionBuilder) => ColumnDefinitionBuilder;
};

export const SQLITE: DialectTraits = {
  name: "sqlite",
  sharedQueue: false,
  skipLocked: false,
  serialType: "integer",
  serial: (column) => column.primaryKey().autoIncrement(),
};

export const POSTGRES: DialectTraits = {
  name: "postgres",
  sharedQueue: true,
  skipLocked: true,
  serialType: "bigint",
  serial: (column) => column.generatedAlwaysAsIdentity().primaryKey(),
};
