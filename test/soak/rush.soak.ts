import { describe, expect, test } from "vitest";
import { runRush } from "../support/booth-rush.ts";
import { DATABASES } from "../support/stores.ts";

describe.each(DATABASES)("1,000 sellers press for 20 booths within 10 s, on $name", ({ available, make }) => {
  test.runIf(available)("each booth goes to one, decided within 10 s, told within 60 s", async () => {
    const database = await make();
    const report = await runRush({ sellers: 1_000, booths: 20, seconds: 10, database });
    process.stderr.write(`${JSON.stringify(report)}\n`);
    await database.drop();
    expect(report).toMatchObject({ holds: 20, refused: 980, untold: 0, failed: 0, violations: 0, breaches: 0 });
    expect(report.decided.most).toBeLessThanOrEqual(10_000);
    expect(report.told.most).toBeLessThanOrEqual(60_000);
  });
});
