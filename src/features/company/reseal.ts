import type { Sealer } from "../../shared/seal.ts";
import type { Reading, Store } from "../../store/store.ts";
import { placeOf as placeOfContact } from "./contacts.ts";
import { placeOf as placeOfInvite } from "./invites.ts";
import { placeOf as placeOfMember } from "./members.ts";
import { placeOf as placeOfRequest } from "./requests.ts";
import type { CompanyTables } from "./tables.ts";

/** Where something sealed stands: the table, the column that tells its rows apart, and the place it is sealed for. */
export type SealedColumn = {
  readonly table: string;
  readonly key: string;
  readonly placeOf: (key: string) => string;
};

const SEALED = [
  { table: "company_contacts", key: "company", placeOf: placeOfContact },
  { table: "company_members", key: "person", placeOf: placeOfMember },
  { table: "company_invites", key: "token_hash", placeOf: placeOfInvite },
  { table: "company_requests", key: "person", placeOf: placeOfRequest },
] as const satisfies readonly {
  readonly table: keyof CompanyTables;
  readonly key: string;
  readonly placeOf: unknown;
}[];

type Row = { readonly key: string; readonly sealed: string };

/** Tables that are alike in what matters here. */
type AnySealed = Record<string, Record<string, string>>;

/**
 * Finds out at the start whether the desk's secrets open what it holds, by the names of the keys alone.
 *
 * @param also what other features seal with the same key.
 * @throws AppError `config.invalid` that says which secret is missing.
 */
export async function checkSecrets(db: Reading, sealer: Sealer, also: readonly SealedColumn[] = []): Promise<void> {
  for (const { table, key } of [...SEALED, ...also])
    for (const { sealed } of await listSealed(db, table, key)) sealer.checkKey(sealed);
}

/**
 * Encrypts everything anew that an earlier secret encrypted, so that SILKDESK_SECRET_OLD is not needed any more. What is
 * changed meanwhile is left as it was changed. Returns how many rows were encrypted anew.
 *
 * @throws AppError `config.invalid` where a secret is missing, `content.invalid` where a row is damaged.
 */
export async function resealCompanies(
  store: Store,
  sealer: Sealer,
  also: readonly SealedColumn[] = [],
): Promise<number> {
  let resealed = 0;
  for (const { table, key, placeOf } of [...SEALED, ...also])
    for (const row of await listSealed(store.read, table, key)) {
      if (sealer.isCurrent(row.sealed)) continue;
      const place = placeOf(row.key);
      const anew = sealer.seal(sealer.open(row.sealed, place), place);
      const { numUpdatedRows } = await store.transaction((tx) =>
        tx
          .withTables<AnySealed>()
          .updateTable(table)
          .set({ sealed: anew })
          .where(key, "=", row.key)
          .where("sealed", "=", row.sealed)
          .executeTakeFirst(),
      );
      resealed += Number(numUpdatedRows);
    }
  return resealed;
}

async function listSealed(db: Reading, table: string, key: string): Promise<Row[]> {
  return db
    .withTables<AnySealed>()
    .selectFrom(table)
    .select([`${key} as key`, "sealed"])
    .where("sealed", "!=", "")
    .execute() as Promise<Row[]>;
}
