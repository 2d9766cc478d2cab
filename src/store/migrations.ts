import { type Kysely, type Migration, Migrator } from "kysely";
import { AppError, messageOf } from "../shared/errors.ts";
import type { DialectTraits } from "./dialect.ts";
import type { CoreTables } from "./tables.ts";

/** A step of the schema. `up` runs in a transaction on every database. */
export type SchemaStep = {
  /** Four digits and a word, over the core and all features: `0002_knowledge`. It decides the order and never changes. */
  readonly name: string;
  // A migration works on the schema as it was then, which no type of today describes.
  // biome-ignore lint/suspicious/noExplicitAny: see above
  readonly up: (db: Kysely<any>, traits: DialectTraits) => Promise<void>;
};

/** Runs steps through Kysely's migrator, which remembers them and locks out a second runner. */
export function createMigrator(db: Kysely<CoreTables>, traits: DialectTraits, steps: readonly SchemaStep[]): Migrator {
  const migrations: Record<string, Migration> = {};
  for (const step of steps) migrations[step.name] = { up: (open) => step.up(open, traits) };
  return new Migrator({
    db,
    provider: { getMigrations: async () => migrations },
    migrationTableName: "schema_steps",
    migrationLockTableName: "schema_steps_lock",
  });
}

/** Runs what is pending and returns its names; rejects with the step's own error, nothing of it being kept. */
export async function migrateToLatest(migrator: Migrator): Promise<readonly string[]> {
  const { error, results } = await migrator.migrateToLatest();
  if (/corrupted migrations|missing/iu.test(messageOf(error ?? ""))) {
    throw new AppError(
      "store.unavailable",
      "This database was made by a newer version of Silkdesk. Nothing was changed. Start that version, or restore a backup of this one.",
      { cause: error },
    );
  }
  if (error !== undefined) throw error;
  return (results ?? []).map((result) => result.migrationName);
}
