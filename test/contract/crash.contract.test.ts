import { describe, expect, test } from "vitest";
import { type CrashPlan, type CrashReport, runCrashes } from "../support/crash-harness.ts";
import { DATABASES } from "../support/stores.ts";

/** The small version of the crash soak: each named point once. */
describe.each(DATABASES)("$name", ({ name, available, make }) => {
  describe.runIf(available)("survives kill -9", () => {
    const run = async (plan: Omit<CrashPlan, "database">): Promise<CrashReport> => {
      const database = await make();
      return runCrashes({ ...plan, database }).finally(database.drop);
    };

    test("no event is lost and no effect happens twice", { timeout: 240_000 }, async () => {
      const kills = name === "sqlite" ? 8 : 4;
      const report = await run({ events: 135, conversations: 5, kills, seed: 7 });
      expect(report).toMatchObject({ kills, lost: 0, appliedTwice: 0, answersLost: 0, outOfOrder: 0, broken: [] });
      expect(report.answersDoubled).toBeLessThanOrEqual(4 * kills);
    });

    test.runIf(name === "sqlite")(
      "the checker finds what is lost when updates are confirmed before they are saved",
      { timeout: 240_000 },
      async () => {
        const report = await run({ events: 60, conversations: 3, kills: 2, seed: 7, confirmFirst: true });
        expect(report.lost).toBeGreaterThan(0);
      },
    );
  });
});
