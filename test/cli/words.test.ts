import { afterAll, beforeEach, expect, test } from "vitest";
import { createFolders } from "./folders.ts";
import { runInside } from "./run-inside.ts";

const folders = createFolders();
let home = "";

beforeEach(() => {
  home = folders.make({ "ladders.md": "# Ladders\n\nA stepladder must be returned to gate 4.\n" });
});

afterAll(folders.drop);

const kb = (...args: readonly string[]) => runInside(["kb", ...args, "--home", home]);
const words = (...args: readonly string[]) => kb("words", ...args);
const LADDER = ["--name", "en=stepladder", "--name", "tr=merdiven|portatif merdiven"] as const;

test("kb words adds, lists and removes the words of staff", async () => {
  expect((await words("list")).out).toContain("Staff added no words yet.");
  const added = "1  en=stepladder; tr=merdiven|portatif merdiven\n";
  expect(await words("add", ...LADDER, "--group", "logistics")).toEqual({
    code: 0,
    out: `added  ${added}`,
    err: "",
  });
  expect((await words("add", ...LADDER, "--group", "logistics")).out).toBe(`unchanged  ${added}`);
  expect((await words("list")).out).toMatch(
    /\n *1 {2}logistics .* cli:\S+ +en=stepladder; tr=merdiven\|portatif merdiven\n$/u,
  );
  expect(JSON.parse((await words("list", "--json")).out)).toEqual([
    {
      id: 1,
      names: { en: ["stepladder"], tr: ["merdiven", "portatif merdiven"] },
      group: "logistics",
      addedBy: expect.stringMatching(/^cli:/u),
      addedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT/u),
    },
  ]);
  expect((await words("remove", "1")).out).toBe(`removed  ${added}`);
  expect(JSON.parse((await words("list", "--json")).out)).toEqual([]);
});

test("kb search finds a document by a word of staff", async () => {
  await kb("add", `${home}/ladders.md`);
  const search = async () => (await kb("search", "merdiven", "--lang", "tr")).out;
  expect(await search()).not.toContain("ladders.md");
  await words("add", ...LADDER);
  expect(await search()).toContain("ladders.md");
});

test.each([
  [["add", "--name", "en=stepladder"], 1, "at least two"],
  [["add", "--name", "english=pallet jack", "--name", "tr=merdiven"], 1, '"english" is not a language tag'],
  [["add", "--name", "stepladder", "--name", "tr=merdiven"], 2, 'such as "tr=tek pencere"'],
  [["add", "--name", "en=step", "ladder", "--name", "tr=merdiven"], 2, "too many arguments"],
  [["add"], 2, "--name"],
  [["remove", "7"], 1, "Staff added no word 7. Nothing was changed."],
  [["remove", "first"], 2, "a whole number"],
])("kb words %j says what is wrong", async (args, code, message) => {
  const done = await words(...args);
  expect([done.code, done.out]).toEqual([code, ""]);
  expect(done.err).toContain(message);
  expect(JSON.parse((await words("list", "--json")).out)).toEqual([]);
});
