import { afterEach, describe, expect, test } from "vitest";
import { runCrashes } from "../support/crash-harness.ts";
import { DATABASES, type TestDatabase } from "../support/stores.ts";

/** The small version of the crash soak: each named point once. */
describe.each(DATABASES)("$name", ({ name, available, make }) => {
  describe.runIf(available)("survives kill -9", () => {
    let database: TestDatabase;
    afterEach(() => database.drop());

    test("no event is lost and no effect happens twice", { timeout: 60_000 }, async () => {
      database = await make();
      const kills = name === "sqlite" ? 8 : 4;
      const report = await runCrashes({ database, events: 135, conversations: 5, kills, seed: 7 });
      expect(report).toMatchObject({ kills, lost: 0, appliedTwice: 0, answersLost: 0, outOfOrder: 0, broken: [] });
      expect(report.answersDoubled).toBeLessThanOrEqual(4 * kills);
    });

    test.runIf(name === "sqlite")(
      "the checker finds what is lost when updates are confirmed before they are saved",
      { timeout: 60_000 },
      async () => {
        database = await make();
        const report = await runCrashes({
          database,
          events: 60,
          conversations: 3,
          kills: 2,
          seed: 7,
          confirmFirst: true,
        });
        expect(report.lost).toBeGreaterThan(0);
      },
    );
  });
});
