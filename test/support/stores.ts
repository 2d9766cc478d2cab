import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SCHEMA } from "../../src/app.ts";
import type { Config } from "../../src/config.ts";
import { systemClock } from "../../src/shared/clock.ts";
import type { SchemaStep } from "../../src/store/migrations.ts";
import { openPostgres } from "../../src/store/postgres.ts";
import { openSqlite } from "../../src/store/sqlite.ts";
import type { Store } from "../../src/store/store.ts";
import { lendEmptyPostgres, lendPostgres } from "./shared-postgres.ts";

/** What a test's keys are made of where several processes share a database. */
export const TEST_SECRET = "a-secret-of-tests-that-protects-nothing";

/** A database of its own for a test, and how to be rid of it. */
export type TestDatabase = {
  readonly config: Config["database"];
  readonly home: string;
  readonly open: (steps?: readonly SchemaStep[]) => Promise<Store>;
  readonly drop: () => Promise<void>;
};

/** `empty` for a database without the schema, where a test begins with an older one. */
type MakeOptions = { readonly empty?: boolean };

/** Every database that the store contract must hold on. */
export const DATABASES: readonly {
  readonly name: string;
  readonly available: boolean;
  readonly make: (options?: MakeOptions) => Promise<TestDatabase>;
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

async function makePostgres({ empty = false }: MakeOptions = {}): Promise<TestDatabase> {
  const home = mkdtempSync(join(tmpdir(), "silkdesk-test-"));
  const { url, giveBack } = await (empty ? lendEmptyPostgres() : lendPostgres());
  return {
    config: { kind: "postgres", url },
    home,
    open: async (steps = SCHEMA) => migrated(await openPostgres({ url, clock: systemClock, steps })),
    drop: async () => {
      await giveBack();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

async function migrated(store: Store): Promise<Store> {
  await store.migrate();
  return store;
}
