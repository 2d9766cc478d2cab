import { randomBytes } from "node:crypto";
import pg from "pg";
import { SCHEMA } from "../../src/app.ts";
import { systemClock } from "../../src/shared/clock.ts";
import { openPostgres } from "../../src/store/postgres.ts";
import { runPrefix } from "./run-folder.ts";

/** A database on the test server. */
export type LentDatabase = { readonly url: string; readonly giveBack: () => Promise<void> };

/** A migrated database, and its schema as text: to see whether a test has changed it. */
type Prepared = { readonly name: string; readonly schema: string };

const free: Prepared[] = [];

/** A database of its own without any tables. */
export async function lendEmptyPostgres(): Promise<LentDatabase> {
  const name = await create();
  return { url: urlOf(name), giveBack: () => drop(name) };
}

/**
 * A database as the migration leaves it: without rows. To make one takes longer than most tests do, so that the next test
 * gets the same one, emptied and with its sequences begun anew; where a test has changed the schema, it is dropped.
 */
export async function lendPostgres(): Promise<LentDatabase> {
  const prepared = free.pop() ?? (await prepare());
  return {
    url: urlOf(prepared.name),
    giveBack: async () => {
      if (await empty(prepared)) free.push(prepared);
      else await drop(prepared.name);
    },
  };
}

/** Drops every database whose name begins so. */
export async function dropPostgres(prefix: string): Promise<void> {
  const { rows } = await ask(urlOf(), "select datname as name from pg_database where starts_with(datname, $1)", [
    prefix,
  ]);
  for (const { name } of rows) await drop(name);
}

async function prepare(): Promise<Prepared> {
  const name = await create();
  const store = await openPostgres({ url: urlOf(name), clock: systemClock, steps: SCHEMA });
  await store.migrate();
  await store.close();
  const filled = await filledTables(name);
  if (filled.length > 0)
    throw new Error(`the migration puts rows into ${filled}: to empty these is not enough any more`);
  return { name, schema: await schemaOf(name) };
}

/** Empties a database; false where its schema is not the one of the migration any more. */
async function empty({ name, schema }: Prepared): Promise<boolean> {
  // A killed process may have left a connection, with its locks.
  await ask(urlOf(), "select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = $1", [name]);
  if ((await schemaOf(name)) !== schema) return false;
  const filled = await filledTables(name);
  if (filled.length > 0) await ask(urlOf(name), `truncate ${filled} cascade`);
  await ask(urlOf(name), RESTART_SEQUENCES);
  return true;
}

const RESTART_SEQUENCES = `do $$ declare name text; begin
  for name in select sequencename from pg_sequences where schemaname = 'public' and last_value is not null
  loop execute format('alter sequence %I restart', name); end loop;
end $$`;

/** Names of the tables that hold rows, but for those that remember the migration. */
async function filledTables(name: string): Promise<string> {
  const tables = await ask(
    urlOf(name),
    "select tablename as name from pg_tables where schemaname = 'public' and not starts_with(tablename, 'schema_steps')",
  );
  const filled = await ask(
    urlOf(name),
    tables.rows
      .map((table) => `select '${table.name}' as name where exists (select from ${table.name})`)
      .join(" union "),
  );
  return filled.rows.map((table) => table.name).join(", ");
}

async function schemaOf(name: string): Promise<string> {
  const { rows } = await ask(
    urlOf(name),
    `select concat_ws(' ', table_name, column_name, data_type, is_nullable, column_default) as name
       from information_schema.columns where table_schema = 'public'
     union all select indexdef from pg_indexes where schemaname = 'public'
     union all select name from schema_steps order by 1`,
  );
  return rows.map((row) => row.name).join("\n");
}

async function create(): Promise<string> {
  const name = `${runPrefix()}${randomBytes(6).toString("hex")}`;
  await ask(urlOf(), `create database ${name}`);
  return name;
}

async function drop(name: string): Promise<void> {
  await ask(urlOf(), `drop database if exists ${name} with (force)`);
}

function urlOf(name?: string): string {
  const url = new URL(process.env.TEST_DATABASE_URL ?? "");
  if (name !== undefined) url.pathname = `/${name}`;
  return url.href;
}

async function ask(url: string, statement: string, values: readonly unknown[] = []) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await client.query<{ name: string }>(statement, [...values]);
  } finally {
    await client.end();
  }
}
