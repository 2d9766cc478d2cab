import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { createFolders } from "./folders.ts";
import { runInside } from "./run-inside.ts";

const FEES = (price: number, ...front: readonly string[]) =>
  `---\nid: fees\ntitle: Fees\n${front.map((line) => `${line}\n`).join("")}---\n# Fees\n\nA booth costs ${price} euros.\n\nPay before March.\n`;

const folders = createFolders();
const files = folders.make({
  "one.md": FEES(400, "review-by: 2026-01-01"),
  "two.md": FEES(450, "from: 2026-01-01"),
  "three.md": FEES(500, "from: 2099-01-01"),
  "tariff.md":
    "---\nid: tariff\ntitle: Tariff\nfrom: 2026-10-01\nsupersedes: [fees, feez]\n---\n# Tariff\n\nA booth costs 600 euros.\n",
});
let home = "";

beforeEach(() => {
  home = folders.make();
});

afterAll(folders.drop);

/** `silkdesk kb ...` on the test's own home; the files of the test are found by their names. */
async function kb(...args: readonly string[]) {
  const found = args.map((arg) => (/^[a-z]+\.md$/u.test(arg) ? join(files, arg) : arg));
  return runInside(["kb", ...found, "--home", home]);
}

/** What a command printed where all went well. */
async function said(...args: string[]): Promise<string> {
  const { code, out, err } = await kb(...args);
  expect([code, err]).toEqual([0, ""]);
  return out;
}

/** What a command complained of where it changed nothing. */
async function complaint(...args: string[]): Promise<string> {
  const { code, out, err } = await kb(...args);
  expect([code, out]).toEqual([1, ""]);
  return err;
}

async function json<T>(schema: z.ZodType<T>, ...args: string[]): Promise<T> {
  return schema.parse(JSON.parse(await said(...args, "--json")));
}

const versionsSchema = z.array(z.looseObject({ version: z.int(), state: z.string() }));
const statesOf = async (...args: string[]) =>
  (await json(versionsSchema, ...args)).map(({ version, state }) => `${version} ${state}`);

describe("kb add", () => {
  test("schedules what begins later, and says what it supersedes, and what of that is not there", async () => {
    await said("add", "one.md");
    expect(await said("add", "three.md")).toBe("updated    fees (version 2), scheduled: in force from 2099-01-01\n");
    const { out, err } = await kb("add", "tariff.md");
    expect(out).toBe("new        tariff (version 1)\n           it supersedes fees\n");
    expect(err).toBe("tariff supersedes feez, but that is not live.\n");
    expect(await said("add", "two.md")).toContain("but it does not answer: tariff replaces it since 2026-10-01");
  });

  test("takes what is known of a document beside the file", async () => {
    await said("add", "one.md", "--id", "rules", "--review-by", "2030-01", "--from", "2025", "--topic", "expo");
    const shape = z.looseObject({ id: z.string(), reviewBy: z.string(), from: z.string(), validity: z.unknown() });
    expect(await json(shape, "show", "rules")).toMatchObject({
      reviewBy: "2030-01",
      from: "2025",
      validity: { from: "2025-01-01", until: null, replacedBy: null },
    });
  });

  test("holds drafts back until they are published", async () => {
    await said("add", "one.md");
    expect(await said("add", "two.md", "--draft")).toBe(
      "updated    fees (version 2), a draft\nHeld back. Publish with: silkdesk kb publish\n",
    );
    expect(await statesOf("list")).toEqual(["1 live"]);
    expect(await statesOf("list", "--drafts")).toEqual(["2 draft"]);
    expect(await said("publish", "fees")).toBe("updated    fees (version 2)\n");
    expect(await statesOf("list")).toEqual(["2 live"]);
    expect(await said("publish")).toBe("There are no drafts: nothing to publish.\n");
    expect(await said("list", "--drafts")).toContain("There are no drafts.");
  });

  test("leaves addresses to what reads them, and says what could not be read", async () => {
    const { code, err } = await kb("add", "one.md", "http://localhost:1/rules.md");
    expect(code).toBe(1);
    expect(err).toContain("not added  http://localhost:1/rules.md:");
    expect(err).toContain("1 of 2 could not be added; the others are published.");
  });
});

describe("versions", () => {
  test("are told apart by history, list, show and search, each for its day", async () => {
    for (const file of ["one.md", "two.md", "three.md"]) await said("add", file);
    expect(await statesOf("history", "fees")).toEqual(["1 past", "2 live", "3 scheduled"]);
    expect(await statesOf("list")).toEqual(["2 live"]);
    expect(await statesOf("list", "--all")).toEqual(["1 past", "2 live", "3 scheduled"]);
    expect(await said("list")).toContain("live, then version 3 from 2099-01-01");
    expect(await said("show", "fees")).toContain("450 euros");
    expect(await said("show", "fees", "--version", "1")).toContain("400 euros");
    expect(await said("search", "booth", "--as-of", "2025-06-01")).toContain("400 euros");
    expect(await said("search", "booth")).toContain("450 euros");
    expect(await said("search", "booth", "--as-of", "2100-01-01")).toContain("500 euros");
  });

  test("are compared", async () => {
    for (const file of ["one.md", "two.md"]) await said("add", file);
    expect(await said("diff", "fees", "1", "2")).toBe(
      [
        "fees: version 1 → version 2",
        "  from: – → 2026-01-01",
        "  reviewBy: 2026-01-01 → –",
        "",
        "Fees",
        "  A booth costs [-400-]{+450+} euros.",
        "",
      ].join("\n"),
    );
    const diffSchema = z.strictObject({
      id: z.string(),
      before: z.int(),
      after: z.int(),
      meta: z.array(z.strictObject({ key: z.string(), before: z.unknown(), after: z.unknown() })),
      paragraphs: z.array(
        z.strictObject({
          change: z.enum(["added", "removed", "changed"]),
          heading: z.string().nullable(),
          words: z.array(z.strictObject({ change: z.enum(["same", "added", "removed"]), text: z.string() })),
        }),
      ),
    });
    expect((await json(diffSchema, "diff", "fees", "2", "1")).paragraphs).toHaveLength(1);
  });

  test("are taken out and brought back", async () => {
    for (const file of ["one.md", "two.md", "tariff.md"]) await kb("add", file);
    expect(await said("retire", "tariff")).toContain("in force again, because it had superseded them: fees");
    expect(await said("rollback", "fees", "--to", "1")).toBe(
      "rolled back  fees (version 1 is shown again, without version 2)\n",
    );
    expect(await said("rollback", "fees", "--to", "1")).toContain("nothing was changed");
    expect(await statesOf("history", "fees")).toEqual(["1 live", "2 retired"]);
    expect(await said("history")).toMatch(/^publication .*\n +5 +live .* kb rollback fees --to 1\n/u);
    expect(await said("rollback", "--publication", "3")).toBe("Publication 3 is shown again: 2 documents.\n");
    expect(await statesOf("list")).toEqual(["2 replaced", "1 live"]);
    const verified = await runInside(["verify", "--home", home]);
    expect([verified.code, verified.out]).toEqual([0, expect.stringMatching(/^All \d+ invariants hold\.\n$/u)]);
  });

  test("whose review is overdue are listed", async () => {
    expect(await said("list", "--stale")).toBe("No review is overdue.\n");
    await said("add", "one.md");
    expect(await said("list", "--stale")).toMatch(/2026-01-01 overdue +0/u);
    const stale = z.array(z.looseObject({ id: z.string(), reviewOverdue: z.boolean(), answers: z.int() }));
    expect(await json(stale, "list", "--stale")).toMatchObject([{ id: "fees", reviewOverdue: true, answers: 0 }]);
  });
});

describe("what can't be done", () => {
  test("is said, with near ids, whether anything was changed, and what to do", async () => {
    await said("add", "one.md");
    const unknown = 'There is no document "fes". Did you mean "fees"?';
    const see = "See: silkdesk kb list --all\n";
    expect(await complaint("show", "fes")).toBe(`${unknown} ${see}`);
    expect(await complaint("history", "fes")).toBe(`${unknown} ${see}`);
    expect(await complaint("diff", "fes", "1", "2")).toBe(`${unknown} ${see}`);
    expect(await complaint("retire", "fes")).toBe(`${unknown} Nothing was changed. ${see}`);
    expect(await complaint("publish", "fes")).toBe(`${unknown} Nothing was published. ${see}`);
    expect(await complaint("rollback", "fes", "--to", "1")).toBe(`${unknown} Nothing was changed. ${see}`);
    expect(await complaint("rollback", "fees", "--to", "7")).toContain('"fees" has no version 7. Nothing was changed.');
    expect(await complaint("rollback", "--publication", "7")).toContain(
      "There is no publication 7. Nothing was changed.",
    );
  });

  test.each([
    [["rollback", "fees"], "name a document with --to VERSION, or --publication N"],
    [["rollback", "fees", "--publication", "1"], "name a document with --to VERSION, or --publication N"],
    [["show", "fees", "--version", "two"], "It takes a whole number from 1"],
    [["diff", "fees", "1"], "missing required argument 'b'"],
    [["search", "x", "--as-of", "soon"], "It takes a date such as 2026-03-31"],
  ])("is wrong usage: %j", async (args, words) => {
    const { code, out, err } = await kb(...args);
    expect([code, out]).toEqual([2, ""]);
    expect(err).toContain(words);
  });

  test("and --version alone is the program's", async () => {
    const { code, out } = await runInside(["--version"]);
    expect([code, out]).toEqual([0, expect.stringMatching(/^\d+\.\d+\.\d+\n$/u)]);
  });
});
