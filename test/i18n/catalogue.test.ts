import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { loadCatalogue } from "../../src/i18n/catalogue.ts";
import { isAppError } from "../../src/shared/errors.ts";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "silkdesk-catalogue-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function put(file: string, content: string): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), content);
}

/** The reason why the folder is refused. */
function refusal(of = folder): string {
  try {
    loadCatalogue(of);
  } catch (error) {
    if (isAppError(error, "content.invalid")) return error.message;
    throw error;
  }
  throw new Error("the catalogue was loaded");
}

test("the languages are the folders, the namespaces the files, other files are passed over", () => {
  put("en/core.json", '{ "help": "Help", "deep": { "inner": "Inner" } }');
  put("en/web.json", '{ "title": "Chat" }');
  put("en/notes.txt", "not JSON");
  put("zh-Hans/core.json", '{ "help": "帮助" }');
  put("README.md", "not a language");
  expect([...loadCatalogue(folder)]).toEqual([
    ["en", { core: { help: "Help", deep: { inner: "Inner" } }, web: { title: "Chat" } }],
    ["zh-Hans", { core: { help: "帮助" } }],
  ]);
});

describe("is refused", () => {
  test("with every broken file named at once", () => {
    put("en/core.json", '{ "help": "Help" }');
    put("en/web.json", "{ broken");
    put("de/core.json", '{ "count": 3 }');
    put("tr/core.json", '["Yardım"]');
    put("fr/core.json", '{ "help": "Aide" }');
    const reason = refusal();
    for (const file of ["en/web.json", "de/core.json", "tr/core.json"]) expect(reason).toContain(join(folder, file));
    for (const file of ["en/core.json", "fr/core.json"]) expect(reason).not.toContain(join(folder, file));
  });

  test.each([
    ["a number", '{ "deep": { "count": 3 } }'],
    ["nothing", '{ "help": null }'],
    ["a list", '{ "help": ["a", "b"] }'],
    ["true", '{ "help": true }'],
  ])("where %s stands instead of words", (_name, content) => {
    put("en/core.json", content);
    expect(refusal()).toMatch(/core\.json: only nested objects of strings/);
  });

  test("where the reference language is missing", () => {
    put("de/core.json", '{ "help": "Hilfe" }');
    expect(refusal()).toContain(`${join(folder, "en")}: the reference language is missing`);
  });

  test("where the folder is missing or empty", () => {
    expect(refusal(join(folder, "nowhere"))).toContain(join(folder, "nowhere"));
    expect(refusal()).toContain("the reference language is missing");
  });
});
