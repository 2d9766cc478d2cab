import { afterEach, describe, expect, test } from "vitest";
import { runBoothHammer } from "../support/booth-hammer.ts";
import { DATABASES, type TestDatabase } from "../support/stores.ts";

/** The small version of the booths soak. */
describe.each(DATABASES)("booths on $name", ({ name, available, make }) => {
  describe.runIf(available)("taken by eight processes at once", () => {
    let database: TestDatabase;
    afterEach(() => database.drop());

    test("none is sold twice, none is lost, each freed one is offered once", { timeout: 180_000 }, async () => {
      database = await make();
      const report = await runBoothHammer({ database, operations: 5_000, kills: 4, seed: 11 });
      const { acknowledged, kills, kinds, seconds, ...faults } = report;
      expect(faults).toEqual({ oversold: [], lost: [], offers: [], unsaved: [], failed: [], broken: [] });
      expect(acknowledged).toBeGreaterThanOrEqual(5_000);
      expect(kills).toBe(4);
      // The hammer hits what it means to hit.
      expect(kinds).toMatchObject({ done: expect.any(Number), taken: expect.any(Number), waiting: expect.any(Number) });
    });

    test("without index and lock they are sold twice, and that is found", { timeout: 120_000 }, async () => {
      database = await make();
      const report = await runBoothHammer({ database, operations: 1_200, kills: 0, seed: 12, fault: "unguarded" });
      expect(report.oversold.length).toBeGreaterThan(0);
    });

    test.runIf(name === "sqlite")("transactions that begin by reading fail", { timeout: 120_000 }, async () => {
      database = await make();
      const report = await runBoothHammer({ database, operations: 800, kills: 0, seed: 13, fault: "deferred" });
      expect(report.failed.length).toBeGreaterThan(0);
    });
  });
});
