import { afterEach, describe, expect, test } from "vitest";
import { runPublishing } from "../support/publish-harness.ts";
import { DATABASES, type TestDatabase } from "../support/stores.ts";

/** The small version of the publish soak. */
describe.each(DATABASES)("$name", ({ name, available, make }) => {
  describe.runIf(available)("publishing survives kill -9", () => {
    let database: TestDatabase;
    afterEach(() => database.drop());

    test("readers see the whole of one publication, never a part or two at once", { timeout: 120_000 }, async () => {
      database = await make();
      const { kills, reads, seen, ...faults } = await runPublishing({ database, kills: 5, seed: 7 });
      expect(faults).toEqual({ halfBuilt: [], broken: [] });
      expect(kills).toBeGreaterThanOrEqual(5);
      expect(seen).toBeGreaterThan(3);
      expect(reads).toBeGreaterThan(seen);
    });

    test.runIf(name === "sqlite")(
      "the readers find half of a publication where the pointer moves first",
      { timeout: 120_000 },
      async () => {
        database = await make();
        const report = await runPublishing({ database, kills: 4, seed: 7, flipFirst: true });
        expect(report.halfBuilt.length).toBeGreaterThan(0);
      },
    );
  });
});
