import { describe, expect, test } from "vitest";
import { measureEngine } from "../support/engine-rate.ts";
import { DATABASES } from "../support/stores.ts";

describe.each(DATABASES)("the engine alone on $name", ({ make, available }) => {
  test.runIf(available)("answers 50 questions a second, up to the commit to the outbox", async () => {
    const database = await make();
    try {
      const report = await measureEngine(database, { questions: 3_000, chats: 1_000 });
      console.log(report);
      expect(report.answers).toBeGreaterThanOrEqual(report.questions);
      expect(report.perSecond).toBeGreaterThanOrEqual(50);
    } finally {
      await database.drop();
    }
  });
});
