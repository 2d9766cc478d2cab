import { areaOf, type Expo } from "../../../../src/features/expo/expo.ts";
import type { ExpoTables } from "../../../../src/features/expo/tables.ts";
import type { Store } from "../../../../src/store/store.ts";

/** Stores an expo as its import would. @param blocked the booths that staff keep back, and why. */
export async function saveExpo(
  store: Store,
  expo: Expo,
  blocked: Readonly<Record<string, string>> = {},
): Promise<void> {
  await store.transaction(async (tx) => {
    const tables = tx.withTables<ExpoTables>();
    const row = { id: expo.id, body: JSON.stringify(expo), imported_at: "2026-01-01T00:00:00.000Z", actor: "test" };
    await tables.insertInto("expos").values(row).execute();
    for (const hall of expo.halls)
      for (const booth of hall.booths)
        await tables
          .insertInto("expo_booths")
          .values({
            expo: expo.id,
            code: booth.code,
            hall: hall.id,
            zone: booth.zone,
            area: areaOf(booth),
            blocked: blocked[booth.code] ?? null,
          })
          .execute();
  });
}
