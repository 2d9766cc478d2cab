import { existsSync } from "node:fs";
import Database from "better-sqlite3";
import { z } from "zod";
import type { Erasure } from "./erase.ts";
import type { Target } from "./restore.ts";

const rowsSchema = z.array(z.object({ account_hash: z.string(), at: z.string() }));

/**
 * The erasures that a database remembers, read before a backup takes its place, without opening it as ours: it may be
 * older, or damaged. Empty where there is none yet; null where it can't be read.
 */
export async function readErasures(target: Target): Promise<readonly Erasure[] | null> {
  try {
    const rows = target.kind === "sqlite" ? readSqlite(target.file) : await readPostgres(target.url);
    return rowsSchema.parse(rows).map(({ account_hash, at }) => ({ account: account_hash, at }));
  } catch {
    return null;
  }
}

const SELECT = "select account_hash, at from erasures";

function readSqlite(file: string): unknown {
  if (!existsSync(file)) return [];
  const database = new Database(file, { readonly: true });
  try {
    const table = database.prepare("select 1 from sqlite_master where name = 'erasures'").get();
    return table === undefined ? [] : database.prepare(SELECT).all();
  } finally {
    database.close();
  }
}

async function readPostgres(url: string): Promise<unknown> {
  const { default: pg } = await import("pg");
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  await client.connect();
  try {
    const { rows } = await client.query<{ there: boolean }>("select to_regclass('erasures') is not null as there");
    return rows[0]?.there === true ? (await client.query(SELECT)).rows : [];
  } finally {
    await client.end();
  }
}
