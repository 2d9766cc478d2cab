import type { Database, Statement } from "better-sqlite3";
import {
  CompiledQuery,
  type DatabaseConnection,
  type DatabaseIntrospector,
  type Dialect,
  type DialectAdapter,
  type Driver,
  type Kysely,
  type QueryCompiler,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from "kysely";

/**
 * A Kysely dialect over one open better-sqlite3 connection. It differs from Kysely's own in two ways: a transaction
 * begins IMMEDIATE (a deferred one that reads first can fail at once when it writes, whatever the busy timeout), and
 * migrations run in a transaction, which SQLite can.
 */
export function createSqliteDialect(database: Database): Dialect {
  return {
    createDriver: (): Driver => new OneConnectionDriver(database),
    createQueryCompiler: (): QueryCompiler => new SqliteQueryCompiler(),
    createAdapter: (): DialectAdapter => new TransactionalDdlAdapter(),
    createIntrospector: (db: Kysely<unknown>): DatabaseIntrospector => new SqliteIntrospector(db),
  };
}

class TransactionalDdlAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

class OneConnectionDriver implements Driver {
  readonly #database: Database;
  readonly #connection: DatabaseConnection;
  #tail: Promise<void> = Promise.resolve();
  #release: (() => void) | undefined;

  constructor(database: Database) {
    this.#database = database;
    this.#connection = new Connection(database);
  }

  async init(): Promise<void> {}

  /** Hands the connection to one user at a time, in the order of asking. */
  async acquireConnection(): Promise<DatabaseConnection> {
    const before = this.#tail;
    let release = (): void => undefined;
    this.#tail = new Promise((resolve) => {
      release = resolve;
    });
    await before;
    this.#release = release;
    return this.#connection;
  }

  async releaseConnection(): Promise<void> {
    this.#release?.();
  }

  async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw("begin immediate"));
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw("commit"));
  }

  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    // Where the disk is full, SQLite has ended the transaction itself; a rollback would fail and hide the reason.
    if (this.#database.inTransaction) await connection.executeQuery(CompiledQuery.raw("rollback"));
  }

  async destroy(): Promise<void> {}
}

/** Statements that are kept ready: an answer runs the same few dozen, and preparing one takes longer than running it. */
const STATEMENTS_KEPT = 300;

class Connection implements DatabaseConnection {
  readonly #database: Database;
  readonly #prepared = new Map<string, Statement<unknown[], unknown>>();

  constructor(database: Database) {
    this.#database = database;
  }

  async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    const statement = this.#prepare<R>(sql);
    if (statement.reader) return { rows: statement.all(...parameters) };
    const { changes, lastInsertRowid } = statement.run(...parameters);
    return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) };
  }

  #prepare<R>(sql: string): Statement<unknown[], R> {
    const statement = this.#prepared.get(sql) ?? this.#database.prepare(sql);
    // What was used last stands last. A statement of before a migration may name columns that are gone.
    this.#prepared.delete(sql);
    if (CHANGES_SCHEMA.test(sql)) this.#prepared.clear();
    else this.#prepared.set(sql, statement);
    const [oldest] = this.#prepared.keys();
    if (this.#prepared.size > STATEMENTS_KEPT && oldest !== undefined) this.#prepared.delete(oldest);
    return statement as Statement<unknown[], R>;
  }

  async *streamQuery<R>({ sql, parameters }: CompiledQuery): AsyncIterableIterator<QueryResult<R>> {
    for (const row of this.#database.prepare<unknown[], R>(sql).iterate(...parameters)) yield { rows: [row] };
  }
}

const CHANGES_SCHEMA = /^\s*(?:alter|create|drop)\b/iu;
