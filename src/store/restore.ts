import { copyFileSync, existsSync, linkSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import Database from "better-sqlite3";
import { AppError, codeOf, messageOf } from "../shared/errors.ts";
import { holdLock } from "./lock-file.ts";
import { runPostgresProgram } from "./postgres-programs.ts";
import { explainSqlite } from "./sqlite.ts";

export type Target =
  | { readonly kind: "sqlite"; readonly file: string }
  | { readonly kind: "postgres"; readonly url: string };

/**
 * Puts a backup in place of the database, while no service runs on it. The backup is checked first; the database before
 * is kept beside it, and its path returned (null where there was none, or on PostgreSQL).
 *
 * @throws AppError where the backup is not sound or the service runs: nothing was changed.
 */
export async function restoreBackup(target: Target, backup: string): Promise<string | null> {
  if (!existsSync(backup)) throw new AppError("input.notFound", `There is no file ${backup}. Nothing was changed.`);
  return target.kind === "sqlite" ? restoreSqlite(target.file, backup) : restorePostgres(target.url, backup);
}

function restoreSqlite(file: string, backup: string): string | null {
  checkSqlite(backup);
  try {
    mkdirSync(dirname(file), { recursive: true });
    const lock = holdLock(dirname(file), "service");
    try {
      return replace(file, backup);
    } finally {
      lock.close();
    }
  } catch (error) {
    throw explainSqlite(error, file);
  }
}

function replace(file: string, backup: string): string | null {
  const kept = existsSync(file) ? `${file}.before-restore-${new Date().toISOString().replace(/[:.]/gu, "-")}` : null;
  const incoming = `${file}.incoming`;
  try {
    copyFileSync(backup, incoming);
    if (kept !== null) setAside(file, kept);
    renameSync(incoming, file);
    return kept;
  } catch (error) {
    rmSync(incoming, { force: true });
    throw error;
  }
}

function checkSqlite(backup: string): void {
  try {
    const copy = new Database(backup, { readonly: true });
    try {
      if (copy.pragma("integrity_check", { simple: true }) !== "ok") throw new Error("it is damaged");
      if (copy.prepare("select 1 from sqlite_master where name = 'schema_steps'").get() === undefined)
        throw new Error("it is not a database of Silkdesk");
    } finally {
      copy.close();
    }
  } catch (error) {
    throw new AppError("input.invalid", `${backup} can't be restored: ${messageOf(error)}. Nothing was changed.`, {
      cause: error,
    });
  }
}

/**
 * Gives a database a second name, with all that was written to it: the log is folded into the file first, or moved with
 * it. The first name is taken over in one step, so at no moment there is no database.
 */
function setAside(file: string, kept: string): void {
  foldLog(file);
  linkSync(file, kept);
  if (existsSync(`${file}-wal`)) renameSync(`${file}-wal`, `${kept}-wal`);
  rmSync(`${file}-shm`, { force: true });
}

/** A damaged database is left as it is: it may be the reason for the restore. */
function foldLog(file: string): void {
  const before = new Database(file, { timeout: 0 });
  try {
    // Alone: whoever has it open, such as a chat in a terminal, would go on writing into the database that is put aside.
    before.pragma("locking_mode = EXCLUSIVE");
    before.pragma("wal_checkpoint(TRUNCATE)");
  } catch (error) {
    if (codeOf(error).startsWith("SQLITE_BUSY"))
      throw new AppError(
        "store.locked",
        `Another program has ${file} open, such as "silkdesk chat". Nothing was changed. End it, then restore again.`,
      );
  } finally {
    before.close();
  }
}

async function restorePostgres(url: string, backup: string): Promise<null> {
  await runPostgresProgram("pg_restore", url, ["--clean", "--if-exists", "--no-owner", "--single-transaction", backup]);
  return null;
}
