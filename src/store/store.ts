import type { Kysely, Transaction } from "kysely";
import type { DialectTraits } from "./dialect.ts";
import type { CoreTables } from "./tables.ts";

/** One open write transaction. Nothing is awaited inside it but the database. */
export type Tx = Transaction<CoreTables>;

/** A place to read from: the store outside any transaction, or a transaction. */
export type Reading = Kysely<CoreTables>;

/**
 * The database. Features see their own tables with `tx.withTables<Theirs>()`.
 *
 * @example
 * await store.transaction(async (tx) => {
 *   await tx.updateTable("people").set({ language: "tr" }).where("id", "=", id).execute();
 * });
 */
export type Store = {
  readonly traits: DialectTraits;
  /** Sees what is committed. It never waits for a writer. */
  readonly read: Reading;
  /**
   * Runs `work` in one write transaction: all of it is committed, or none. `work` may run again where the database asks
   * for it, so it must do nothing but write.
   *
   * @throws AppError `store.busy`, `store.full`, `store.readOnly` or `store.unavailable`: nothing was saved.
   */
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Brings the tables up to this program's version. Returns the names of what ran. */
  migrate(): Promise<readonly string[]>;
  /**
   * Makes this process the only one that does `name` on this database, until it ends, however it ends.
   *
   * @throws AppError `store.locked` where another process does it.
   */
  claimAlone(name: string): Promise<void>;
  /** Checks the database file itself; an empty list where all is well. */
  integrityFaults(): Promise<readonly string[]>;
  /** Writes a consistent copy to `file` while others go on. */
  backup(file: string): Promise<void>;
  close(): Promise<void>;
};
