import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { getExpoToAllocate } from "../../../../src/features/expo/allocation/stored-expo.ts";
import type { Store } from "../../../../src/store/store.ts";
import { DATABASES, type TestDatabase } from "../../../support/stores.ts";
import { saveExpo } from "./save-expo.ts";
import { expoOf, row } from "./small-expo.ts";

const NOW = "2026-11-01T08:00:00.000Z";

describe.each(DATABASES)("getExpoToAllocate on $name", ({ available, make }) => {
  describe.skipIf(!available)("", () => {
    let database: TestDatabase;
    let store: Store;
    beforeAll(async () => {
      database = await make();
      store = await database.open();
    });
    afterAll(async () => {
      await store.close();
      await database.drop();
    });

    test("returns the expo and the booths that staff keep back", async () => {
      const expo = expoOf(row(3));
      await saveExpo(store, expo, { B: "for the press" });
      expect(await getExpoToAllocate(store.read, "izmir", NOW)).toEqual({ expo, closed: new Set(["B"]) });
    });

    test("says that there is no such expo, and what to do", async () => {
      await expect(getExpoToAllocate(store.read, "nowhere", NOW)).rejects.toThrow(
        'There is no expo "nowhere". See which there are: silkdesk expo list',
      );
    });
  });
});
