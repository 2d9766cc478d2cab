import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createFolders } from "./folders.ts";
import { runInside } from "./run-inside.ts";
import { QUESTIONS, SAMPLE_FILES } from "./samples.ts";
import { evalSchema, json, outSchema } from "./shapes.ts";

const folders = createFolders();
const files = folders.make(SAMPLE_FILES);
const home = folders.make();

/** Runs a command on the home with the two documents. */
const silkdesk = (...args: string[]) => runInside([...args, "--home", home], { cwd: files });

beforeAll(async () => {
  expect((await silkdesk("kb", "add", "docs")).code).toBe(0);
});

afterAll(folders.drop);

describe("eval", () => {
  test("prints one JSON document, and writes a line for each question in --out", async () => {
    const { file, rows } = await json(
      evalSchema,
      silkdesk("eval", "questions.jsonl", "--json", "--out", "results.jsonl"),
    );
    expect(file).toBe("questions.jsonl");
    expect(rows.map(({ lang, questions, answered, refused }) => [lang, questions, answered, refused])).toEqual([
      ["en", 1, 1, 0],
      ["tr", 1, 0, 1],
      ["all", 2, 1, 1],
    ]);
    expect(rows[2]).toMatchObject({ sourceMrr10: 100, evidence1: 100, evidence2500: 100, cited: 100, inAnswer: 100 });
    const lines = readFileSync(join(files, "results.jsonl"), "utf8").trim().split("\n");
    const results = lines.map((line) => outSchema.parse(JSON.parse(line)));
    expect(results.map(({ id, outcome, evidenceRank }) => [id, outcome.split(".")[0], evidenceRank])).toEqual([
      ["q1", "answered", 1],
      ["2", "unanswerable", null],
    ]);
  });

  test("prints a table with a row for each language and one for all", async () => {
    const { code, out, err } = await silkdesk("eval", "questions.jsonl");
    expect([code, err]).toEqual([0, ""]);
    const [headings, ...rows] = out.trimEnd().split("\n");
    expect(headings?.trim().split(/\s{2,}/u)).toEqual([
      "lang",
      "questions",
      "answered",
      "false refusals",
      "refused",
      "source MRR@10",
      "source@1",
      "source@5",
      "evidence@1",
      "@5",
      "@10",
      "in 2500",
      "cited",
      "in answer",
      "median ms",
      "p95 ms",
    ]);
    expect(rows.map((row) => row.split(/\s+/u)[0])).toEqual(["en", "tr", "all"]);
  });

  test("names the line that is no question, and asks nothing", async () => {
    writeFileSync(join(files, "broken.jsonl"), `${JSON.stringify(QUESTIONS[0])}\n\n{"id":"q2","lang":"en"}\n`);
    const { code, out, err } = await silkdesk("eval", "broken.jsonl");
    expect([code, out]).toEqual([1, ""]);
    expect(err).toMatch(/^Line 3 is not a question: question: .+; answerable: /u);
  });
});
