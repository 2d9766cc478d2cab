import { afterEach, describe, expect, test } from "vitest";
import { runBoothHammer } from "../support/booth-hammer.ts";
import { DATABASES, type TestDatabase } from "../support/stores.ts";

const OPERATIONS = Number(process.env.OPERATIONS ?? 100_000);
const KILLS = Number(process.env.KILLS ?? 50);
const SEED = Number(process.env.SEED ?? 1);

/** Eight processes, a hundred thousand operations, fifty kills. */
describe.each(DATABASES)("booths on $name", ({ available, make }) => {
  describe.runIf(available)("taken by eight processes for long", () => {
    let database: TestDatabase;
    afterEach(() => database.drop());

    test("none is sold twice, none is lost, each freed one is offered once", async () => {
      database = await make();
      const report = await runBoothHammer({ database, operations: OPERATIONS, kills: KILLS, seed: SEED });
      process.stderr.write(`${JSON.stringify(report)}\n`);
      expect(report).toMatchObject({ oversold: [], lost: [], offers: [], unsaved: [], failed: [], broken: [] });
      expect(report.acknowledged).toBeGreaterThanOrEqual(OPERATIONS);
      expect(report.kills).toBe(KILLS);
    });
  });
});
