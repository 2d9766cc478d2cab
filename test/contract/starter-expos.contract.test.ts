import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { describeFault, loadStarterExpos, readExpoFile } from "../../src/features/expo/index.ts";
import { listTasks, taskTitle } from "../../src/features/expo/tasks.ts";
import { systemClock } from "../../src/shared/clock.ts";
import { DATABASES } from "../support/stores.ts";

const folder = new URL("../../data/expos", import.meta.url).pathname;
const files = readdirSync(folder).sort();
/** The days without work, by country, from Sunday (0) on. */
const REST: Readonly<Record<string, readonly number[]>> = { EG: [5, 6], JO: [5, 6] };
const THIRTEEN = ["ar", "de", "en", "es", "fr", "hi", "ja", "pl", "ru", "th", "tr", "zh-Hans", "zh-Hant"];

test("the expos of the articles are there", () => {
  const countries = files.map((file) => {
    const read = readExpoFile(readFileSync(join(folder, file)));
    return read.kind === "expo" ? read.expo.country : file;
  });
  expect(countries.sort()).toEqual(["AE", "EG", "IN", "JO", "PL", "TR", "ZA"]);
});

describe.each(files)("%s", (file) => {
  const read = readExpoFile(readFileSync(join(folder, file)));

  test("is right, named after its id, has its sources and says that it is an example", () => {
    if (read.kind === "refused") throw new Error(read.faults.map(describeFault).join("\n"));
    const { id, example, sources = [] } = read.expo;
    expect(file).toBe(`${id}.yaml`);
    expect(example).toBe(true);
    expect(sources.every(({ date, says }) => date !== null && says !== null)).toBe(true);
    expect(sources.length).toBeGreaterThan(0);
  });

  test("has names in 13 languages, and booths of 9, 18 and 36 m2", () => {
    if (read.kind === "refused") throw new Error("see above");
    const { name, halls } = read.expo;
    const names = [name, ...halls.flatMap((hall) => [hall.name, ...hall.zones.map((zone) => zone.name)])];
    for (const one of names) expect(Object.keys(one).sort()).toEqual(THIRTEEN);
    const sizes = new Set(halls.flatMap(({ booths }) => booths.map(({ width, height }) => width * height)));
    expect([...sizes].sort((one, other) => one - other)).toEqual([9, 18, 36]);
  });

  test("has tasks for exhibitors in words of every language, due on working days before it opens", () => {
    if (read.kind === "refused") throw new Error("see above");
    const { expo } = read;
    const tasks = listTasks(expo);
    expect(tasks.length).toBeGreaterThanOrEqual(5);
    for (const task of tasks) {
      expect(taskTitle(task, "en")).toHaveProperty("key");
      expect(task.due < (expo.dates?.from ?? "")).toBe(true);
      expect(REST[expo.country] ?? [0, 6]).not.toContain(new Date(task.due).getUTCDay());
    }
  });
});

test("a hall has a booth for each of the 92 companies", () => {
  const read = readExpoFile(readFileSync(join(folder, "turkey-2027.yaml")));
  expect(read.kind === "expo" ? read.expo.halls[0]?.booths.length : 0).toBeGreaterThanOrEqual(92);
});

describe.each(DATABASES)("$name", ({ available, make }) => {
  test.runIf(available)("they are loaded once, also by two at a time", async () => {
    const database = await make();
    const store = await database.open();
    const now = systemClock.now();
    await Promise.all([loadStarterExpos(store, folder, now), loadStarterExpos(store, folder, now)]);
    expect(await loadStarterExpos(store, folder, now)).toBe(0);
    const entries = await store.read
      .selectFrom("audit")
      .select("subject")
      .where("action", "=", "expo.imported")
      .execute();
    expect(entries).toHaveLength(files.length);
    await store.close();
    await database.drop();
  });
});
