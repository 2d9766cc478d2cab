import { describe, expect, test } from "vitest";
import { runRush } from "../../../support/booth-rush.ts";
import { DATABASES } from "../../../support/stores.ts";

/** The long version, 1,000 sellers, is one of the soak. */
describe.each(DATABASES)("a rush for few booths, on $name", ({ available, make }) => {
  test.runIf(available)("each booth goes to one, and all are told", { timeout: 120_000 }, async () => {
    const database = await make();
    const report = await runRush({ sellers: 40, booths: 5, seconds: 1, database });
    await database.drop();
    expect(report).toMatchObject({ holds: 5, refused: 35, untold: 0, failed: 0, violations: 0, breaches: 0 });
  });
});
