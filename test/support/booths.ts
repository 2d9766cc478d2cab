import type { ExpoTables } from "../../src/features/expo/tables.ts";
import type { Tx } from "../../src/store/store.ts";

type Rules = Partial<{
  readonly mode: "firstCome" | "batch";
  readonly approval: boolean;
  readonly holdMinutes: number;
  readonly extendMinutes: number;
  readonly maxPerCompany: number | null;
  readonly wishesUntil: string | null;
  readonly acceptHours: number;
}>;

export type ExpoSetup = {
  readonly id: string;
  readonly booths: readonly string[];
  readonly signup: { readonly opens: string; readonly closes: string } | null;
  readonly rules?: Rules;
};

/** Writes an expo with booths in halls 1, 2 and 3 in turn, of 9, 18 and 36 square metres in turn. */
export async function addExpo(tx: Tx, { id, booths, signup, rules = {} }: ExpoSetup): Promise<void> {
  const db = tx.withTables<ExpoTables>();
  const body = {
    ...{ id, country: "TR", timezone: "Europe/Istanbul", dates: { from: "2027-03-10", until: "2027-03-12" }, signup },
    rules: {
      ...{ mode: "firstCome", approval: false, holdMinutes: 15, extendMinutes: 15, maxPerCompany: 2 },
      ...{ wishesUntil: null, acceptHours: 24, rivalsApart: false },
      ...rules,
    },
  };
  await db
    .insertInto("expos")
    .values({ id, body: JSON.stringify(body), imported_at: "2026-01-01T00:00:00.000Z", actor: "test" })
    .execute();
  const rows = booths.map((code, n) => {
    const area = [9, 18, 36][Math.floor(n / 3) % 3] ?? 9;
    return { expo: id, code, hall: String((n % 3) + 1), zone: null, area, blocked: null };
  });
  await db.insertInto("expo_booths").values(rows).execute();
}
