import { describe, expect, test } from "vitest";
import { createApp } from "../../src/app.ts";
import { readConfig } from "../../src/config.ts";
import { systemClock } from "../../src/shared/clock.ts";
import { createLogger } from "../../src/shared/logger.ts";
import type { SchemaStep } from "../../src/store/migrations.ts";
import { findUndeclared } from "../../src/store/privacy.ts";
import { DATABASES, TEST_SECRET } from "../support/stores.ts";

const diary: SchemaStep = {
  name: "9999_diary",
  up: async ({ schema }) => schema.createTable("diary").addColumn("secret", "text").execute(),
};

describe.each(DATABASES.filter(({ available }) => available))("on $name", ({ make }) => {
  const undeclared = async (moreSchema: readonly SchemaStep[]) => {
    const database = await make();
    const { config } = database;
    const app = await createApp({
      config: readConfig({
        SILKDESK_HOME: database.home,
        ...(config.kind === "postgres" ? { DATABASE_URL: config.url, SILKDESK_SECRET: TEST_SECRET } : {}),
      }),
      clock: systemClock,
      log: createLogger("silent"),
      moreSchema,
    });
    const found = await findUndeclared(app.store.read, app.privacy);
    await app.close();
    await database.drop();
    return found;
  };

  test("every table says what it holds of people, how long, and how that is exported and erased", async () => {
    expect(await undeclared([])).toEqual([]);
  });

  test("a table without such a rule is found", async () => {
    expect(await undeclared([diary])).toEqual(["diary"]);
  });
});
