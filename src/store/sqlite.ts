import { accessSync, constants, mkdirSync } from "node:fs";
import { dirname } from "node:path";
import Database from "better-sqlite3";
import { Kysely } from "kysely";
import { type Clock, SECOND } from "../shared/clock.ts";
import { AppError, messageOf } from "../shared/errors.ts";
import { SQLITE } from "./dialect.ts";
import { holdLock } from "./lock-file.ts";
import { createMigrator, migrateToLatest, type SchemaStep } from "./migrations.ts";
import { createSqliteDialect } from "./sqlite-driver.ts";
import type { Store } from "./store.ts";
import type { CoreTables } from "./tables.ts";

export type SqliteOptions = {
  readonly file: string;
  readonly clock: Clock;
  readonly steps: readonly SchemaStep[];
};

/** How long a write waits for another process's before it says that the database is busy. */
const BUSY_MS = 10 * SECOND;

/**
 * Opens (and makes, where it is new) a SQLite database: WAL, synchronous FULL, one connection that writes and one that
 * reads.
 *
 * @throws AppError where the file can't be opened or written.
 */
export function openSqlite({ file, clock, steps }: SqliteOptions): Store {
  const writer = openWriter(file);
  const reader = new Database(file, { readonly: true, timeout: 1_000 });
  const write = new Kysely<CoreTables>({ dialect: createSqliteDialect(writer) });
  const read = new Kysely<CoreTables>({ dialect: createSqliteDialect(reader) });
  const locks: ReturnType<typeof holdLock>[] = [];
  const migrator = createMigrator(write, SQLITE, steps);

  const withRetry = async <T>(work: () => Promise<T>): Promise<T> => {
    const started = performance.now();
    for (let attempt = 0; ; attempt++) {
      try {
        return await work();
      } catch (error) {
        if (!isBusy(error) || performance.now() - started > BUSY_MS) throw explain(error, file);
        await clock.sleep(Math.min(5 * 2 ** attempt, 200) * (0.5 + Math.random()));
      }
    }
  };

  return {
    traits: SQLITE,
    read,
    transaction: (work) => withRetry(() => write.transaction().execute(work)),
    migrate: () => withRetry(() => migrateToLatest(migrator)),
    pendingMigrations: async () =>
      (await migrator.getMigrations()).filter((m) => m.executedAt === undefined).map((m) => m.name),
    claimAlone: async (name) => {
      locks.push(holdLock(dirname(file), name));
    },
    integrityFaults: async () => {
      const rows = reader.pragma("integrity_check") as { integrity_check: string }[];
      const keys = reader.pragma("foreign_key_check") as { table: string; rowid: number; parent: string }[];
      return [
        ...rows.map((row) => row.integrity_check).filter((line) => line !== "ok"),
        ...keys.map((key) => `${key.table} row ${key.rowid} points to a missing row of ${key.parent}`),
      ];
    },
    backup: async (target) => {
      reader.prepare("vacuum into ?").run(target);
    },
    close: async () => {
      await Promise.all([write.destroy(), read.destroy()]);
      reader.close();
      writer.close();
      for (const lock of locks) lock.close();
    },
  };
}

function openWriter(file: string): Database.Database {
  try {
    mkdirSync(dirname(file), { recursive: true });
    const writer = new Database(file, { timeout: 20 });
    writer.pragma("journal_mode = WAL");
    writer.pragma("synchronous = FULL");
    writer.pragma("foreign_keys = ON");
    accessSync(file, constants.W_OK);
    return writer;
  } catch (error) {
    throw explain(error, file);
  }
}

function isBusy(error: unknown): boolean {
  return codeOf(error).startsWith("SQLITE_BUSY");
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}

/** SQLite's and the system's words, turned into what happened and what to do. Other errors pass unchanged. */
function explain(error: unknown, file: string): unknown {
  const code = codeOf(error);
  const options = { cause: error };
  if (code.startsWith("SQLITE_BUSY"))
    return new AppError(
      "store.busy",
      `The database ${file} is busy with another program's writing. Nothing was saved. Try again in a moment.`,
      options,
    );
  if (code === "SQLITE_FULL" || code === "ENOSPC")
    return new AppError(
      "store.full",
      `The disk that holds ${file} is full. Nothing was saved. Free some space, then try again.`,
      options,
    );
  if (code.startsWith("SQLITE_READONLY") || code === "EROFS" || code === "EACCES" || code === "EPERM")
    return new AppError(
      "store.readOnly",
      `${file} can't be written: the folder, file or disk is read-only. Nothing was saved. Give this user the right to write there, or choose another folder with --home.`,
      options,
    );
  if (code.startsWith("SQLITE_NOTADB") || code.startsWith("SQLITE_CORRUPT"))
    return new AppError(
      "store.unavailable",
      `${file} is not a sound database (${messageOf(error)}). Restore a backup with "silkdesk restore FILE".`,
      options,
    );
  if (
    code.startsWith("SQLITE_IOERR") ||
    code === "SQLITE_CANTOPEN" ||
    code === "ENOTDIR" ||
    code === "ENOENT" ||
    code === "EEXIST"
  )
    return new AppError(
      "store.unavailable",
      `${file} can't be opened or written (${messageOf(error)}). Nothing was saved. Check that the folder exists and the disk is healthy.`,
      options,
    );
  return error;
}
