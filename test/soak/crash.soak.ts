import { afterEach, describe, expect, test } from "vitest";
import { runCrashes } from "../support/crash-harness.ts";
import { DATABASES, type TestDatabase } from "../support/stores.ts";

/** Fifty kills of the real process, at named and random points, over two thousand events. */
describe.each(DATABASES)("$name", ({ available, make }) => {
  describe.runIf(available)("survives fifty kills", () => {
    let database: TestDatabase;
    afterEach(() => database.drop());

    test("2,000 events, none lost, none applied twice", async () => {
      database = await make();
      const report = await runCrashes({
        database,
        events: 2_000,
        conversations: 40,
        kills: 50,
        seed: Number(process.env.SEED ?? 1),
      });
      process.stderr.write(`${JSON.stringify(report)}\n`);
      expect(report).toMatchObject({ kills: 50, lost: 0, appliedTwice: 0, answersLost: 0, outOfOrder: 0, broken: [] });
      expect(report.answersDoubled).toBeLessThanOrEqual(4 * report.kills);
    });

    test("confirming before saving is found out", async () => {
      database = await make();
      const report = await runCrashes({
        database,
        events: 200,
        conversations: 5,
        kills: 8,
        seed: 1,
        confirmFirst: true,
      });
      process.stderr.write(`negative control: ${JSON.stringify(report)}\n`);
      expect(report.lost).toBeGreaterThan(0);
    });
  });
});
