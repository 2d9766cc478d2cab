import { execFile } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import { promisify } from "node:util";
import Database from "better-sqlite3";
import { AppError, messageOf } from "../shared/errors.ts";
import { holdLock } from "./lock-file.ts";

type Target = { readonly kind: "sqlite"; readonly file: string } | { readonly kind: "postgres"; readonly url: string };

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
  mkdirSync(dirname(file), { recursive: true });
  const lock = holdLock(dirname(file), "service");
  try {
    const incoming = `${file}.incoming`;
    copyFileSync(backup, incoming);
    const kept = existsSync(file) ? `${file}.before-restore-${new Date().toISOString().replace(/[:.]/gu, "-")}` : null;
    if (kept !== null) setAside(file, kept);
    renameSync(incoming, file);
    return kept;
  } finally {
    lock.close();
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

/** Moves a database away with all that was written to it: the log is folded into the file first. */
function setAside(file: string, kept: string): void {
  try {
    const before = new Database(file);
    before.pragma("wal_checkpoint(TRUNCATE)");
    before.close();
  } catch {
    // A damaged database is moved as it is: it may be the reason for the restore.
  }
  renameSync(file, kept);
  for (const suffix of ["-wal", "-shm"]) rmSync(`${file}${suffix}`, { force: true });
}

async function restorePostgres(url: string, backup: string): Promise<null> {
  try {
    await promisify(execFile)("pg_restore", [
      "--clean",
      "--if-exists",
      "--no-owner",
      "--single-transaction",
      `--dbname=${url}`,
      backup,
    ]);
    return null;
  } catch (error) {
    throw new AppError(
      "input.invalid",
      `pg_restore could not restore ${backup}: ${messageOf(error).replaceAll(url, "DATABASE_URL")}. Nothing was changed.`,
    );
  }
}
