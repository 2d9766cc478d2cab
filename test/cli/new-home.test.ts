import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { createFolders } from "./folders.ts";
import { runInside } from "./run-inside.ts";
import { SAMPLE_FILES, STARTER_QUESTION } from "./samples.ts";
import { askSchema, evalSchema, json } from "./shapes.ts";

const folders = createFolders();
const files = folders.make(SAMPLE_FILES);

afterAll(folders.drop);

/** Runs commands on a home that was never used. */
function inNewHome() {
  const home = folders.make();
  return (...args: string[]) => runInside([...args, "--home", home]);
}

describe("the starter content", () => {
  test("is loaded by ask into a home that never held a document, and never by eval", async () => {
    const silkdesk = inNewHome();
    const { rows } = await json(evalSchema, silkdesk("eval", join(files, "questions.jsonl"), "--json"));
    expect(rows.at(-1)).toMatchObject({ questions: 2, answered: 0, sourceMrr10: 0 });
    const { answer } = await json(askSchema, silkdesk("ask", STARTER_QUESTION, "--json"));
    expect(answer).toContain("92 Hangzhou companies");
  });
});

describe("migrate", () => {
  test("says what it did, then that there is nothing to do", async () => {
    const silkdesk = inNewHome();
    const migrate = async () => (await silkdesk("migrate")).out;
    expect(await migrate()).toMatch(/^Done: 0001_core, 0002_knowledge/u);
    expect(await migrate()).toBe("The database is up to date.\n");
  });
});
