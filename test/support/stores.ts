import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { SCHEMA } from "../../src/app.ts";
import type { Config } from "../../src/config.ts";
import { systemClock } from "../../src/shared/clock.ts";
import { createId } from "../../src/shared/ids.ts";
import type { SchemaStep } from "../../src/store/migrations.ts";
import { openPostgres } from "../../src/store/postgres.ts";
import { openSqlite } from "../../src/store/sqlite.ts";
import type { Store } from "../../src/store/store.ts";

/** A database of its own for a test, and how to be rid of it. */
export type TestDatabase = {
  readonly config: Config["database"];
  readonly home: string;
  readonly open: (steps?: readonly SchemaStep[]) => Promise<Store>;
  readonly drop: () => Promise<void>;
};

/** Every database that the store contract must hold on. */
export const DATABASES: readonly {
  readonly name: string;
  readonly available: boolean;
  readonly make: () => Promise<TestDatabase>;
}[] = [
  { name: "sqlite", available: true, make: makeSqlite },
  { name: "postgres", available: process.env.TEST_DATABASE_URL !== undefined, make: makePostgres },
];

async function makeSqlite(): Promise<TestDatabase> {
  const home = mkdtempSync(join(tmpdir(), "silkdesk-test-"));
  const file = join(home, "silkdesk.db");
  return {
    config: { kind: "sqlite", file },
    home,
    open: async (steps = SCHEMA) => migrated(openSqlite({ file, clock: systemClock, steps })),
    drop: async () => rmSync(home, { recursive: true, force: true }),
  };
}

async function makePostgres(): Promise<TestDatabase> {
  const home = mkdtempSync(join(tmpdir(), "silkdesk-test-"));
  const name = `silkdesk_test_${createId().replaceAll("-", "")}`;
  const url = new URL(process.env.TEST_DATABASE_URL ?? "");
  await administer(`create database ${name}`);
  url.pathname = `/${name}`;
  return {
    config: { kind: "postgres", url: url.href },
    home,
    open: async (steps = SCHEMA) => migrated(await openPostgres({ url: url.href, clock: systemClock, steps })),
    drop: async () => {
      await administer(`drop database if exists ${name} with (force)`);
      rmSync(home, { recursive: true, force: true });
    },
  };
}

async function administer(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: process.env.TEST_DATABASE_URL });
  await client.connect();
  await client.query(statement);
  await client.end();
}

async function migrated(store: Store): Promise<Store> {
  await store.migrate();
  return store;
}
