import { afterEach, describe, expect, test } from "vitest";
import { runPublishing } from "../support/publish-harness.ts";
import { DATABASES, type TestDatabase } from "../support/stores.ts";

const KILLS = Number(process.env.KILLS ?? 100);
const SEED = Number(process.env.SEED ?? 1);

/** A hundred kills of processes that publish, retire and roll back, while others read. */
describe.each(DATABASES)("$name", ({ available, make }) => {
  describe.runIf(available)("publishing survives a hundred kills", () => {
    let database: TestDatabase;
    afterEach(() => database.drop());

    test("no view is half built, and all that must be true is, after each", async () => {
      database = await make();
      const report = await runPublishing({ database, kills: KILLS, seed: SEED });
      process.stderr.write(`${JSON.stringify(report)}\n`);
      expect(report).toMatchObject({ halfBuilt: [], broken: [] });
      expect(report.kills).toBeGreaterThanOrEqual(KILLS);
    });

    test("moving the pointer first is found out", async () => {
      database = await make();
      const { halfBuilt, broken, ...counts } = await runPublishing({ database, kills: 4, seed: SEED, flipFirst: true });
      process.stderr.write(`negative control: ${JSON.stringify({ ...counts, halfBuilt: halfBuilt.length })}\n`);
      expect(halfBuilt.length).toBeGreaterThan(0);
    });
  });
});
