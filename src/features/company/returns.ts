import { z } from "zod";
import { DIALOGUE_MS } from "../../conversation/flow.ts";
import type { Apply, Turn } from "../../conversation/turn.ts";
import { later } from "../../shared/clock.ts";
import type { JsonObject } from "../../shared/json.ts";
import type { Reading, Tx } from "../../store/store.ts";
import type { Company } from "./company.ts";
import type { CompanyTables } from "./tables.ts";

/** Where a person goes on once they have a complete company: a name that is registered, and what it needs to know. */
export type Return = { readonly name: string; readonly params: JsonObject };

/**
 * What goes on after a dossier. It runs in the transaction that completed it, so it has no first half: what it must read,
 * it reads there.
 */
export type Continuation = (turn: Turn, params: JsonObject, company: Company) => Apply;

const paramsSchema = z.record(z.string(), z.json());

/** Remembers where a person came from, for as long as a half-done dialogue is kept. A later one replaces it. */
export async function saveReturn(tx: Tx, person: string, { name, params }: Return, now: string): Promise<void> {
  const values = { name, params: JSON.stringify(params), expires_at: later(now, DIALOGUE_MS) };
  await tx
    .withTables<CompanyTables>()
    .insertInto("company_returns")
    .values({ person, ...values })
    .onConflict((conflict) => conflict.column("person").doUpdateSet(values))
    .execute();
}

/** Whether a person came from somewhere and has not gone back yet. */
export async function hasReturn(db: Reading, person: string, now: string): Promise<boolean> {
  const row = await db
    .withTables<CompanyTables>()
    .selectFrom("company_returns")
    .select("name")
    .where("person", "=", person)
    .where("expires_at", ">", now)
    .executeTakeFirst();
  return row !== undefined;
}

/** Where a person goes back to, once; null where they came from nowhere, or too long ago. */
export async function takeReturn(tx: Tx, person: string, now: string): Promise<Return | null> {
  const row = await tx
    .withTables<CompanyTables>()
    .deleteFrom("company_returns")
    .where("person", "=", person)
    .returning(["name", "params", "expires_at"])
    .executeTakeFirst();
  if (row === undefined || row.expires_at <= now) return null;
  return { name: row.name, params: paramsSchema.parse(JSON.parse(row.params)) };
}
