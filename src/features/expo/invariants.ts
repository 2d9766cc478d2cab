import type { Invariant } from "../../store/invariants.ts";
import { readExpos } from "./expos.ts";
import type { ExpoTables } from "./tables.ts";

/** What must be true of expos. */
export const expoInvariants: readonly Invariant[] = [
  {
    name: "The booths of an expo are those of its halls",
    find: async (db) => {
      const rows = await db
        .withTables<ExpoTables>()
        .selectFrom("expo_booths")
        .select(["expo", "code", "hall"])
        .execute();
      const stored = new Set(rows.map(({ expo, hall, code }) => JSON.stringify([expo, hall, code])));
      const drawn = new Set(
        (await readExpos(db)).flatMap(({ id, halls }) =>
          halls.flatMap((hall) => hall.booths.map(({ code }) => JSON.stringify([id, hall.id, code]))),
        ),
      );
      return [
        ...[...drawn]
          .filter((key) => !stored.has(key))
          .map((key) => `booth ${key} stands in a hall but can't be taken`),
        ...[...stored].filter((key) => !drawn.has(key)).map((key) => `booth ${key} can be taken but stands in no hall`),
      ];
    },
  },
];
