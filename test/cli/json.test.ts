import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runCommand } from "../support/service.ts";
import { createFolders } from "./folders.ts";
import { runInside } from "./run-inside.ts";
import { IZMIR, SAMPLE_FILES } from "./samples.ts";
import {
  addedSchema,
  askSchema,
  doctorSchema,
  json,
  listSchema,
  searchSchema,
  shownSchema,
  verifySchema,
} from "./shapes.ts";

const folders = createFolders();
const files = folders.make(SAMPLE_FILES);
const home = folders.make();

/** Runs a command on the home with the two documents. */
const silkdesk = (...args: string[]) => runInside([...args, "--home", home], { cwd: files });

beforeAll(async () => {
  const added = await json(addedSchema, silkdesk("kb", "add", "docs", "--json"));
  expect(added).toMatchObject({
    documents: [
      { id: "izmir-fees", version: 1, change: "new", state: "live" },
      { id: "warsaw.md", version: 1, change: "new", state: "live" },
    ],
    refused: [],
  });
});

afterAll(folders.drop);

describe("stdout holds one JSON document of the contract's shape", () => {
  test("kb search", async () => {
    const { query, passages } = await json(searchSchema, silkdesk("kb", "search", "booth", "Izmir", "--json"));
    expect(query).toBe("booth Izmir");
    expect(passages[0]).toMatchObject({ document: "izmir-fees", version: 1, source: "izmir.md" });
    expect(passages.map(({ score }) => score)).toEqual(
      passages.map(({ score }) => score).sort((one, other) => other - one),
    );
  });

  test("ask, whether the documents answer or not, and whatever the log level", async () => {
    const question = "What does a booth at the Izmir fair cost?";
    const logging = { env: { LOG_LEVEL: "trace" } };
    const answered = await json(askSchema, runCommand(["--home", home, "ask", question, "--json"], logging));
    expect(answered).toMatchObject({ language: "en", outcome: "answered", mode: "extractive" });
    expect(answered.answer).toMatch(/420 euros per square metre\..*\[1\]/su);
    expect(answered.citations[0]).toMatchObject({ n: 1, document: "izmir-fees", version: 1, source: "izmir.md" });
    // Word for word; a line between paragraphs may be left out.
    expect(IZMIR.replace(/\s+/gu, " ")).toContain(answered.citations[0]?.quote.replace(/\s+/gu, " "));

    const unanswered = silkdesk("ask", "¿Cuánto cuesta un corte de pelo en Reikiavik?", "--json");
    expect(await json(askSchema, unanswered)).toMatchObject({
      language: "es",
      outcome: "unanswerable.notCovered",
      citations: [],
    });
  });

  test("kb list and kb show; ask has added nothing to them", async () => {
    expect(
      (await json(listSchema, silkdesk("kb", "list", "--json"))).map(({ id, lang, published }) => [
        id,
        lang,
        published,
      ]),
    ).toEqual([
      ["izmir-fees", "en", "2026-01-15"],
      ["warsaw.md", "en", null],
    ]);
    const shown = await json(shownSchema, silkdesk("kb", "show", "izmir-fees", "--json"));
    expect(shown.passages.map((passage) => passage.text).join(" ")).toContain("420 euros");
  });

  test("verify and doctor", async () => {
    expect((await json(verifySchema, silkdesk("verify", "--json"))).broken).toEqual([]);
    const { findings } = await json(doctorSchema, silkdesk("doctor", "--json"));
    expect(findings.map(({ name }) => name)).toEqual([
      "node",
      "configuration",
      "words",
      "database",
      "knowledge",
      "disk",
      "port",
    ]);
    expect(findings.filter(({ state }) => state === "fault")).toEqual([]);
  });
});

describe("kb add", () => {
  test("takes the same bytes for the same version, and other bytes for the next", async () => {
    writeFileSync(join(files, "docs", "izmir.md"), IZMIR.replace("1 March", "2 March"));
    const { documents } = await json(addedSchema, silkdesk("kb", "add", "docs", "--json"));
    expect(documents).toMatchObject([
      { id: "izmir-fees", version: 2, change: "updated", replaces: [1] },
      { id: "warsaw.md", version: 1, change: "unchanged" },
    ]);
  });
});
