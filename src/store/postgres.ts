import { Kysely, PostgresDialect, sql } from "kysely";
import type { Clock } from "../shared/clock.ts";
import { AppError, codeOf, isAppError, messageOf } from "../shared/errors.ts";
import { sha256 } from "../shared/ids.ts";
import { POSTGRES } from "./dialect.ts";
import { createMigrator, migrateToLatest, type SchemaStep } from "./migrations.ts";
import { runPostgresProgram } from "./postgres-programs.ts";
import { withRetry } from "./retry.ts";
import type { Store } from "./store.ts";
import type { CoreTables } from "./tables.ts";

export type PostgresOptions = {
  readonly url: string;
  readonly clock: Clock;
  readonly steps: readonly SchemaStep[];
};

/**
 * Opens a PostgreSQL database. Transactions run READ COMMITTED; a deadlock or a serialisation failure runs the work again.
 *
 * @throws AppError `store.unavailable` where the server does not answer.
 */
export async function openPostgres({ url, clock, steps }: PostgresOptions): Promise<Store> {
  const { default: pg } = await import("pg");
  // bigint columns hold counters and ids, far below 2^53.
  const types = {
    getTypeParser: (oid: number, format?: "text" | "binary") =>
      oid === 20 ? Number : pg.types.getTypeParser(oid, format),
  };
  const pool = new pg.Pool({ connectionString: url, max: 10, types, connectionTimeoutMillis: 5_000 });
  // An idle connection that the server cuts is replaced by the next query; it must not end the process.
  pool.on("error", () => undefined);
  const db = new Kysely<CoreTables>({ dialect: new PostgresDialect({ pool }) });
  const migrator = createMigrator(db, POSTGRES, steps);
  const held: (() => Promise<void>)[] = [];

  const retrying = <T>(work: () => Promise<T>): Promise<T> =>
    withRetry(clock, (error) => AGAIN.has(codeOf(error)), explain, work);

  await retrying(() => sql`select 1`.execute(db)).catch(async (error: unknown) => {
    await db.destroy();
    if (isAppError(error)) throw error;
    throw new AppError(
      "store.unavailable",
      `The database can't be used (${hideSecrets(messageOf(error), url)}). Nothing was saved. Check DATABASE_URL.`,
      { cause: error },
    );
  });

  return {
    traits: POSTGRES,
    read: db,
    transaction: (work) => retrying(() => db.transaction().setIsolationLevel("read committed").execute(work)),
    migrate: () => retrying(() => migrateToLatest(migrator)),
    claimAlone: async (name) => {
      const client = await pool.connect();
      const key = Number.parseInt(sha256(name).slice(0, 12), 16);
      const { rows } = await client.query<{ locked: boolean }>("select pg_try_advisory_lock($1) as locked", [key]);
      if (rows[0]?.locked !== true) {
        client.release();
        throw new AppError(
          "store.locked",
          `Another process is already running "${name}" on this database. Stop it first.`,
        );
      }
      held.push(async () => client.release(true));
    },
    integrityFaults: async () => [],
    backup: (file) => runPostgresProgram("pg_dump", url, ["--format=custom", "--no-owner", `--file=${file}`]),
    close: async () => {
      for (const release of held) await release();
      await db.destroy();
    },
  };
}

/** Serialisation failure, deadlock, lock not available. */
const AGAIN: ReadonlySet<string> = new Set(["40001", "40P01", "55P03"]);

/** Class 08 and the system's words for a server that can't be reached. */
const GONE = /^(08|57P|ECONN|ENOTFOUND|ETIMEDOUT|EHOSTUNREACH|EPIPE)/;

function explain(error: unknown): unknown {
  const code = codeOf(error);
  const options = { cause: error };
  if (code === "53100")
    return new AppError(
      "store.full",
      "The database server's disk is full. Nothing was saved. Free some space, then try again.",
      options,
    );
  if (code === "25006")
    return new AppError(
      "store.readOnly",
      "The database server only takes reads now. Nothing was saved. Point DATABASE_URL at the primary server.",
      options,
    );
  if (GONE.test(code) || /timeout exceeded when trying to connect|Connection terminated/.test(messageOf(error))) {
    return new AppError(
      "store.unavailable",
      `The database server does not answer (${code || messageOf(error)}). Nothing was saved. Check that it runs, and DATABASE_URL.`,
      options,
    );
  }
  if (code.startsWith("28") || code === "3D000")
    return new AppError(
      "store.unavailable",
      `The database server refuses this connection (${messageOf(error)}). Check the user, password and name in DATABASE_URL.`,
      options,
    );
  return error;
}

function hideSecrets(text: string, url: string): string {
  return text.replaceAll(url, "DATABASE_URL");
}
