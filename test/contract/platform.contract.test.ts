import { sql } from "kysely";
import { afterEach, describe, expect, test } from "vitest";
import { type App, createApp } from "../../src/app.ts";
import { readConfig } from "../../src/config.ts";
import { ALL_ROLES, type Desk } from "../../src/conversation/desk.ts";
import { systemClock } from "../../src/shared/clock.ts";
import { createLogger } from "../../src/shared/logger.ts";
import { findBroken } from "../../src/store/invariants.ts";
import { PLATFORM_DRIVERS, type PlatformDriver } from "../support/platform-drivers.ts";
import { fillWithStarter } from "../support/starter-home.ts";
import { DATABASES, type TestDatabase } from "../support/stores.ts";

const SQLITE = DATABASES[0];

/** What people meet is the same on every platform: the same core, the same answers, the same promises. */
describe.each(PLATFORM_DRIVERS)("$id", ({ create }) => {
  let database: TestDatabase;
  let desk: Desk;
  let driver: PlatformDriver;
  let close: () => Promise<void>;
  let app: App;

  const begin = async (): Promise<void> => {
    if (SQLITE === undefined) throw new Error("no database");
    database = await SQLITE.make();
    await fillWithStarter(database.home);
    app = await createApp({
      config: readConfig({ SILKDESK_HOME: database.home }),
      clock: systemClock,
      log: createLogger("silent"),
    });
    await app.loadStarter();
    driver = await create(app);
    desk = app.createDesk([driver.platform]);
    await desk.start(ALL_ROLES);
    close = async () => {
      expect(await findBroken(app.store.read, app.invariants)).toEqual([]);
      await desk.stop();
      await app.close();
      await driver.close?.();
    };
  };

  afterEach(async () => {
    await close();
    await database.drop();
  });

  /** Says something, and returns what was shown since. */
  const say = async (words: string): Promise<string> => {
    await driver.says(words);
    await desk.idle();
    return driver.shown();
  };

  const press = async (label: string): Promise<string> => {
    await driver.presses(label);
    await desk.idle();
    return driver.shown();
  };

  test("a question is answered with a quote and its numbered source", async () => {
    await begin();
    const answer = await say("How many companies took part in the 2017 expo in Turkey?");
    expect(answer).toContain("92 Hangzhou companies");
    expect(answer).toContain("Hangzhou's expo in Turkey");
  });

  test("a source opens to the exact words and where they stand", async () => {
    await begin();
    await say("How many companies took part in the 2017 expo in Turkey?");
    const source = await driver.opensSource(1);
    expect(source).toContain("92 Hangzhou companies");
    expect(source).toContain("Hangzhou actively works towards internationalization");
  });

  test("the language follows what the person writes", async () => {
    await begin();
    expect(await say("2017年土耳其展会有多少家企业参展？")).toContain("92家杭州企业");
    expect(await say("/help")).toMatch(/\p{sc=Han}/u);
  });

  test("a question goes to a person by a button, and a form adds details", async () => {
    await begin();
    await say("What does a haircut cost in Reykjavik?");
    expect(await press("Ask a person")).toMatch(/Q-0001/);
    await driver.fillsIn("Add details", { topic: "Tax and customs", details: "Silk scarves" }, "Send to staff");
    await desk.idle();
    expect(driver.shown()).toContain("saved with question");
    // Asked field by field, in a window of the network, or on a page: the same is stored.
    const { rows } = await sql`select question, topic, details, wanted, state from cases`.execute(app.store.read);
    const question = "What does a haircut cost in Reykjavik?";
    expect(rows).toEqual([{ question, topic: "tax", details: "Silk scarves", wanted: 1, state: "open" }]);
    expect(await say("/status")).toContain("haircut");
  });

  test("/cancel, /language and an unknown command are understood", async () => {
    await begin();
    expect(await say("/cancel")).toContain("Nothing was saved");
    expect(await say("/wat")).toContain("/wat");
    expect(await say("/language de")).toContain("Deutsch");
  });

  test.each([
    ["markup", "<b>bold</b> **stars** [link](http://evil.example) {{key}} &amp;"],
    ["right-to-left tricks", "abc \u202Efdp.exe \u2067x"],
    ["control characters", "a\u0000b\u0007c\u001b[31mred"],
    ["emoji and marks", "👩‍👩‍👧‍👦 Z̷̡̛a̷l̷g̷o̷ ﷽ 𝕿𝖍𝖊"],
    ["100,000 characters", "word ".repeat(20_000)],
  ])("%s in a message is answered, and shown as it was written", async (_name, words) => {
    await begin();
    const shown = await say(words);
    expect(shown.length).toBeGreaterThan(20);
    expect(shown).not.toContain("\u202E");
    expect(shown).not.toContain("\u001b[31m");
    expect(driver.raw()).not.toContain("<b>bold</b>");
  });
});
