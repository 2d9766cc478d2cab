import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { loadSecrets } from "../../src/store/secret-file.ts";

let home: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "silkdesk-test-"));
});

afterEach(() => rmSync(home, { recursive: true, force: true }));

test("where none is set, one is made once, for its owner's eyes alone", () => {
  const made = loadSecrets(home, null);
  expect(made.current.length).toBeGreaterThanOrEqual(32);
  expect(loadSecrets(home, null)).toEqual(made);
  expect(statSync(join(home, "secret")).mode & 0o777).toBe(0o600);
  expect(readdirSync(home)).toEqual(["secret"]);
});

test("a secret that is set is used, and the file's still opens what it sealed", () => {
  const { current: inFile } = loadSecrets(home, null);
  const given = "s".repeat(40);
  expect(loadSecrets(home, { current: given, old: "o".repeat(40) })).toEqual({
    current: given,
    old: ["o".repeat(40), inFile],
  });
  expect(readFileSync(join(home, "secret"), "utf8").trim()).toBe(inFile);
});

test("a damaged file is refused and left alone, with what to do", () => {
  writeFileSync(join(home, "secret"), "short\n");
  expect(() => loadSecrets(home, null)).toThrow(/fewer than 32 characters[\s\S]*Put the former file back/);
  expect(readFileSync(join(home, "secret"), "utf8")).toBe("short\n");
});
