import { sha256 } from "../shared/ids.ts";
import type { JsonObject } from "../shared/json.ts";
import type { Reading, Tx } from "./store.ts";

/** An account of a person on a chat network. */
export type AccountName = { readonly platform: string; readonly account: string };

/** A person as the rules of the tables find them: by their id, or by their accounts. */
export type Subject = { readonly person: string; readonly accounts: readonly AccountName[] };

/**
 * What a table holds of people, how long, and what becomes of it when they ask. `nothing` says why it concerns nobody;
 * `with` names the table whose rule takes care of this one as well.
 */
export type PrivacyRule = {
  /** How long a row stays, in words for staff. */
  readonly kept: string;
} & (
  | { readonly holds: "nothing"; readonly why: string }
  | { readonly holds: "part"; readonly with: string }
  | {
      readonly holds: "people";
      /** All that the table holds of a person. */
      readonly export: (db: Reading, subject: Subject) => Promise<readonly JsonObject[]>;
      /** Deletes it, or leaves nothing in it that tells who it was. It may run again. */
      readonly erase: (tx: Tx, subject: Subject, now: string) => Promise<void>;
    }
);

/** A rule for each table: one that is left out does not compile. */
export type PrivacyRules<Tables> = { readonly [T in keyof Tables & string]: PrivacyRule };

/** The rules of all tables, in the order in which they are exported and erased. */
export type PrivacyBook = ReadonlyMap<string, PrivacyRule>;

/** An account as erasures are remembered by, so that a restored backup can be searched for it. */
export function accountHash({ platform, account }: AccountName): string {
  return sha256(`${platform}/${account}`);
}

/** The accounts of a person, beside their id. */
export async function subjectOf(db: Reading, person: string): Promise<Subject> {
  const accounts = await db
    .selectFrom("accounts")
    .select(["platform", "account"])
    .where("person", "=", person)
    .orderBy("platform")
    .orderBy("account")
    .execute();
  return { person, accounts };
}

/** Everything that is held of a person, by table. */
export async function exportPerson(db: Reading, book: PrivacyBook, person: string): Promise<JsonObject> {
  const subject = await subjectOf(db, person);
  const tables: Record<string, readonly JsonObject[]> = {};
  for (const [table, rule] of book) if (rule.holds === "people") tables[table] = await rule.export(db, subject);
  return tables;
}

/** Tables of the database that no rule speaks of, and rules that speak of no table. */
export async function findUndeclared(db: Reading, book: PrivacyBook): Promise<readonly string[]> {
  const tables = new Set((await db.introspection.getTables()).filter((one) => !one.isView).map(({ name }) => name));
  return [
    ...[...tables].filter((table) => !book.has(table)),
    ...[...book].flatMap(([table, rule]) => [
      ...(tables.has(table) ? [] : [table]),
      ...(rule.holds === "part" && book.get(rule.with)?.holds !== "people" ? [`${table} with ${rule.with}`] : []),
    ]),
  ];
}
