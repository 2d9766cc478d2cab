import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { createFolders } from "./folders.ts";
import { runInside } from "./run-inside.ts";

const goods = ["silk", "porcelain", "lanterns", "bicycles"];
const data = (lang: string): string =>
  JSON.stringify({
    lang,
    docs: goods.map((what, id) => ({ id, title: "Goods", text: `the town sells ${what}. the fair opens in may.` })),
    queries: goods.map((what, id) => ({ id: `q${id}`, text: `who sells ${what}`, rel: [id], answers: [what] })),
  });

const folders = createFolders();
const cwd = folders.make({
  "one.json": data("en"),
  "two.json": data("de"),
  "broken.json": '{"lang": "en", "docs": []}',
});
const bench = (...args: readonly string[]) => runInside(["bench", "retrieval", ...args], { cwd });
const SMALL = ["--passages", "60", "--queries", "3", "--only", "silkdesk,fts5-trigram,minisearch"];

afterAll(folders.drop);

describe("bench retrieval", () => {
  test("prints tables of quality, of the mixed pool and of speed", async () => {
    const { code, out, err } = await bench("one.json", "two.json", ...SMALL);
    expect(code).toBe(0);
    for (const title of [
      "Quality by file",
      "MRR@10 by engine",
      "Means over files",
      "Mixed pool",
      "Speed over the same",
    ])
      expect(out).toContain(title);
    expect(out).toMatch(/^file +engine +MRR@10 +R@1 +R@5 +R@10 +nDCG@10$/mu);
    expect(out).toMatch(/^one +silkdesk +100\.0 /mu);
    expect(out).toMatch(/^Best stock engine: /mu);
    expect(err).toContain("quality: minisearch on two");
  });

  test("prints one JSON document, and writes it to a file too", async () => {
    const { code, out } = await bench(
      "one.json",
      "--json",
      "--out",
      "report.json",
      "--sections",
      "quality,pool",
      ...SMALL,
    );
    expect(code).toBe(0);
    const report: unknown = JSON.parse(out);
    expect(report).toMatchObject({
      files: [{ name: "one", lang: "en", docs: 4, queries: 4 }],
      pool: null,
      speed: null,
    });
    expect(JSON.parse(readFileSync(join(cwd, "report.json"), "utf8"))).toEqual(report);
  });

  test.each([
    [["broken.json"], 1, "broken.json is not a data set to measure retrieval with: docs: "],
    [["one.json", "--only", "lucene"], 1, '"lucene" is none of the benchmark\'s engines: silkdesk, '],
    [["one.json", "--out", "nowhere/report.json"], 1, "--out nowhere/report.json can't be written: "],
    [["one.json", "--passages", "0"], 2, "It takes a whole number from 1."],
  ])("%j ends with %d and says why", async (args, status, reason) => {
    const { code, out, err } = await bench(...args);
    expect(code).toBe(status);
    expect(err).toContain(reason);
    expect(err).not.toMatch(/^\s+at /mu);
    expect(out).toBe("");
  });
});
