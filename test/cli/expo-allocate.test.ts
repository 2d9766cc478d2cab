import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { saveExpo } from "../features/expo/allocation/save-expo.ts";
import { applicationOf, expoOf, row } from "../features/expo/allocation/small-expo.ts";
import { DATABASES, type TestDatabase } from "../support/stores.ts";
import { runInside } from "./run-inside.ts";

const WISHES = {
  applications: [
    applicationOf("lan", { A: 900, B: 500 }, { rivals: ["mei"] }),
    applicationOf("mei", { A: 800, B: 700, C: 300 }, { rivals: ["gone"] }),
    applicationOf("wu", { D: 600 }),
  ],
};

let database: TestDatabase;
let home = "";

beforeAll(async () => {
  const sqlite = DATABASES.find(({ name }) => name === "sqlite");
  if (sqlite === undefined) throw new Error("SQLite is always there.");
  database = await sqlite.make();
  home = database.home;
  const store = await database.open();
  await saveExpo(store, expoOf(row(4)), { D: "for the press" });
  await store.close();
  write("wishes.json", WISHES);
});

afterAll(() => database.drop());

const write = (name: string, value: unknown) => writeFileSync(join(home, name), JSON.stringify(value));
const allocate = (...args: readonly string[]) =>
  runInside(["expo", "allocate", ...args, "--home", home], { cwd: home });

describe("expo allocate", () => {
  test("prints the plan as JSON, and writes it to a file too", async () => {
    const { code, out, err } = await allocate("izmir", "--applications", "wishes.json", "--out", "plan.json", "--json");
    expect(code).toBe(0);
    expect(err).toBe("Named as rivals, but did not apply: gone\n");
    expect(JSON.parse(out)).toEqual({
      placed: [
        { application: "lan", booth: "A", value: 900 },
        { application: "mei", booth: "C", value: 300 },
      ],
      value: 1200,
      bound: 1600,
      unplaced: [
        {
          application: "wu",
          why: "noneOpen",
          nearest: { booth: "D", area: 9, zone: "Z1", value: 600, price: null, rivals: [] },
          stillFree: ["B"],
        },
      ],
      seconds: expect.any(Number),
    });
    expect(JSON.parse(readFileSync(join(home, "plan.json"), "utf8"))).toEqual(JSON.parse(out));
  });

  test("prints the plan as tables", async () => {
    const { code, out } = await allocate("izmir", "--applications", "wishes.json");
    expect(code).toBe(0);
    expect(out).toMatch(/^lan +A +900$/mu);
    expect(out).toMatch(/^wu +noneOpen +D +600 +– +– +B$/mu);
    expect(out).toMatch(/^2 of 3 placed, value 1200 \(75\.00 % of 1600, which no plan can exceed\), /mu);
  });

  test.each<[string, readonly string[], number, string]>([
    [
      "an unknown expo",
      ["lima", "--applications", "wishes.json"],
      1,
      'There is no expo "lima". See which there are: silkdesk expo list',
    ],
    ["no file", ["izmir", "--applications", "none.json"], 1, "none.json can't be read: "],
    ["no applications", ["izmir"], 1, 'Nobody has handed in wishes for "izmir". Nothing was allocated.'],
    ["a file that is wrong", ["izmir", "--applications", "bad.json"], 1, 'izmir has no booth "Q"'],
    [
      "a place to write to that is none",
      ["izmir", "--applications", "wishes.json", "--out", "no/p.json"],
      1,
      "--out no/p.json",
    ],
    [
      "a seed that is none",
      ["izmir", "--applications", "wishes.json", "--seed", "x"],
      2,
      "It takes a whole number from 1.",
    ],
  ])("%s: says what is wrong, and prints no plan", async (_name, args, status, reason) => {
    write("bad.json", { applications: [applicationOf("lan", { Q: 900 })] });
    const { code, out, err } = await allocate(...args);
    expect([code, out]).toEqual([status, ""]);
    expect(err).toContain(reason);
    expect(err).not.toMatch(/^\s+at /mu);
  });
});

describe("bench booths", () => {
  const bench = (...args: readonly string[]) => runInside(["bench", "booths", ...args]);

  test("sets the batch beside first come, first served, and beside no care for rivals", async () => {
    const { code, out, err } = await bench("--booths", "200", "--seeds", "1,2", "--json");
    expect(code).toBe(0);
    expect(err).toContain("200 booths, any other booth worth 300, seed 2");
    const { rows } = JSON.parse(out) as { rows: { way: string; ofBound: number; conflicts: number; faults: number }[] };
    expect(rows).toHaveLength(12);
    for (const { way, ofBound, conflicts, faults } of rows) {
      expect(faults).toBe(0);
      if (way === "auction") expect(ofBound).toBeGreaterThan(0.98);
      if (way === "serial") expect(ofBound).toBeLessThan(0.95);
      if (way === "auction, rivals ignored") expect([ofBound, conflicts > 0]).toEqual([1, true]);
      else expect(conflicts).toBe(0);
    }
  });

  test("prints a table", async () => {
    const { code, out } = await bench("--booths", "50", "--seeds", "3");
    expect(code).toBe(0);
    expect(out).toMatch(/^booths +applications +wishes and +seed +way +of bound % +conflicts +faults +unplaced /u);
    expect(out.trimEnd().split("\n")).toHaveLength(7);
  });

  test.each(["0", "1,x", ""])("takes no %j for a number of booths", async (booths) => {
    const { code, err } = await bench("--booths", booths);
    expect(code).toBe(2);
    expect(err).toContain("It takes whole numbers from 1, parted by commas.");
  });
});
