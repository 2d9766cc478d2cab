import { accessSync, constants, existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import Database from "better-sqlite3";
import { type CompiledQuery, type Dialect, Kysely } from "kysely";
import type { Clock } from "../shared/clock.ts";
import { AppError, codeOf, messageOf } from "../shared/errors.ts";
import { SQLITE } from "./dialect.ts";
import { holdLock } from "./lock-file.ts";
import { createMigrator, migrateToLatest, type SchemaStep } from "./migrations.ts";
import { withRetry } from "./retry.ts";
import { createSqliteDialect } from "./sqlite-driver.ts";
import type { Store } from "./store.ts";
import type { CoreTables } from "./tables.ts";

export type SqliteOptions = {
  readonly file: string;
  readonly clock: Clock;
  readonly steps: readonly SchemaStep[];
};

/**
 * Opens (and makes, where it is new) a SQLite database: WAL, synchronous FULL, one connection that writes and one that
 * reads.
 *
 * @throws AppError where the file can't be opened or written.
 */
export function openSqlite({ file, clock, steps }: SqliteOptions): Store {
  const writer = openWriter(file);
  const reader = openReader(file, writer);
  const write = new Kysely<CoreTables>({ dialect: createSqliteDialect(writer) });
  const read = new Kysely<CoreTables>({ dialect: createReadingDialect(reader, file) });
  const locks: ReturnType<typeof holdLock>[] = [];
  const migrator = createMigrator(write, SQLITE, steps);

  const retrying = <T>(work: () => Promise<T>): Promise<T> =>
    withRetry(clock, isBusy, (error) => explainSqlite(error, file), work);

  return {
    traits: SQLITE,
    read,
    transaction: (work) => retrying(() => write.transaction().execute(work)),
    migrate: () => retrying(() => migrateToLatest(migrator)),
    claimAlone: async (name) => {
      try {
        locks.push(holdLock(dirname(file), name));
      } catch (error) {
        throw explainSqlite(error, file);
      }
    },
    integrityFaults: async () => {
      try {
        const rows = reader.pragma("integrity_check") as { integrity_check: string }[];
        const keys = reader.pragma("foreign_key_check") as { table: string; rowid: number; parent: string }[];
        return [
          ...rows.map((row) => row.integrity_check).filter((line) => line !== "ok"),
          ...keys.map((key) => `${key.table} row ${key.rowid} points to a missing row of ${key.parent}`),
        ];
      } catch (error) {
        // Where the damage is large, even the check can't read.
        return [messageOf(error)];
      }
    },
    backup: async (target) => {
      const partial = `${target}.partial`;
      try {
        rmSync(partial, { force: true });
        reader.prepare("vacuum into ?").run(partial);
        renameSync(partial, target);
      } catch (error) {
        if (existsSync(partial)) rmSync(partial);
        throw explainSqlite(error, target);
      }
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
  let writer: Database.Database | undefined;
  try {
    mkdirSync(dirname(file), { recursive: true });
    writer = new Database(file, { timeout: 20 });
    writer.pragma("journal_mode = WAL");
    writer.pragma("synchronous = FULL");
    writer.pragma("foreign_keys = ON");
    accessSync(file, constants.W_OK);
    return writer;
  } catch (error) {
    writer?.close();
    throw explainSqlite(error, file);
  }
}

function openReader(file: string, writer: Database.Database): Database.Database {
  try {
    return new Database(file, { readonly: true, timeout: 1_000 });
  } catch (error) {
    writer.close();
    throw explainSqlite(error, file);
  }
}

/** Reads fail in words that say what to do. Writes get them after their retries. */
function createReadingDialect(reader: Database.Database, file: string): Dialect {
  const dialect = createSqliteDialect(reader);
  const createDriver: Dialect["createDriver"] = () => {
    const driver = dialect.createDriver();
    const acquire = driver.acquireConnection.bind(driver);
    driver.acquireConnection = async () => {
      const connection = await acquire();
      return {
        executeQuery: async <R>(query: CompiledQuery) => {
          try {
            return await connection.executeQuery<R>(query);
          } catch (error) {
            throw explainSqlite(error, file);
          }
        },
        streamQuery: <R>(query: CompiledQuery, size: number) => connection.streamQuery<R>(query, size),
      };
    };
    return driver;
  };
  return { ...dialect, createDriver };
}

/** Whether this user may write a file, or make it and the folders above it. */
function isWritable(path: string): boolean {
  if (!existsSync(path)) return isWritable(dirname(path));
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

function isBusy(error: unknown): boolean {
  return codeOf(error).startsWith("SQLITE_BUSY");
}

/** SQLite's and the system's words, turned into what happened and what to do. Other errors pass unchanged. */
export function explainSqlite(error: unknown, file: string): unknown {
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
  if (code === "EEXIST" || code === "ENOTDIR")
    return new AppError(
      "store.unavailable",
      `${file} can't be made: a file stands where its folder should be. Nothing was saved. Choose another folder with --home.`,
      options,
    );
  const barred = code.startsWith("SQLITE_READONLY") || code === "EROFS" || code === "EACCES" || code === "EPERM";
  // A folder that takes no files shows as one that can't be opened, or as one that is not there.
  if (barred || ((code === "SQLITE_CANTOPEN" || code === "ENOENT") && !isWritable(file)))
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
  if (code.startsWith("SQLITE_IOERR") || code === "SQLITE_CANTOPEN" || code === "ENOENT")
    return new AppError(
      "store.unavailable",
      `${file} can't be opened or written (${messageOf(error)}). Nothing was saved. Check that the folder exists and the disk is healthy.`,
      options,
    );
  return error;
}
