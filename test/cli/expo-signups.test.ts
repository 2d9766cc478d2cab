import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { later } from "../../src/shared/clock.ts";
import { addExpo } from "../support/booths.ts";
import { commandLineOf } from "../support/command-line.ts";
import { creditCode } from "../support/signup-desk.ts";
import { DATABASES, type TestDatabase } from "../support/stores.ts";

const START = "2026-11-01T08:00:00.000Z";
const CODE = creditCode(1);

describe.each(DATABASES.filter(({ name }) => name === "sqlite"))("expo signups on $name", ({ make }) => {
  let database: TestDatabase;
  let silkdesk: ReturnType<typeof commandLineOf>;
  beforeAll(async () => {
    database = await make();
    const store = await database.open();
    const signup = { opens: START, closes: later(START, 1_000) };
    await store.transaction((tx) => addExpo(tx, { id: "x", booths: ["A-1", "A-2", "A-3"], signup }));
    await store.close();
    silkdesk = commandLineOf(database);
  });
  afterAll(() => database.drop());

  const fileOf = (name: string, rows: readonly string[]): string => {
    const file = join(database.home, name);
    writeFileSync(file, ["code,company,credit code,contact", ...rows].join("\n"));
    return file;
  };

  test("a list with faults names every faulty row and saves nothing", async () => {
    const file = fileOf("bad.csv", [`A-1,One,${CODE},x`, `A-9,Two,${CODE},x`, `A-1,Three,${CODE},x`]);
    const { code, out } = await silkdesk("expo", "signups", "x", "--import", file);
    expect(code).toBe(1);
    expect(out).toMatch(/row 3: there is no booth A-9\n.*row 4: booth A-1 stands in row 2 already/u);
    expect((await silkdesk("expo", "signups", "x")).out).toContain("Nobody has a booth");
  });

  test("a credit code with a wrong character is named with what is wrong", async () => {
    const wrong = `${CODE.slice(0, -1)}${CODE.endsWith("0") ? "1" : "0"}`;
    const file = fileOf("code.csv", [`A-1,One,${wrong},x`, "A-2,Two,9133,x"]);
    const { code, out } = await silkdesk("expo", "signups", "x", "--import", file);
    expect(code).toBe(1);
    expect(out).toContain(
      `row 2: "${wrong}" is no unified social credit code: after its first 17 characters the last should be`,
    );
    expect(out).toContain('row 3: "9133" is no unified social credit code: it has 4 characters, not 18');
  });

  test("a list without faults is booked, and no name is run as a formula", async () => {
    const file = fileOf("good.csv", [`A-1,"=HYPERLINK(""http://x"")",${CODE},Li 13800138000`, `A-2,Two,${CODE},`]);
    expect((await silkdesk("expo", "signups", "x", "--import", file)).code).toBe(0);
    const csv = join(database.home, "out.csv");
    const xlsx = join(database.home, "out.xlsx");
    expect((await silkdesk("expo", "signups", "x", "--csv", csv, "--xlsx", xlsx)).code).toBe(0);
    const text = readFileSync(csv, "utf8");
    expect(text).toContain(`"'=HYPERLINK(""http://x"")"`);
    expect(text).toContain("TR27-0002");
    // Whom to reach is there for staff, and nowhere else in the clear.
    expect(text).toContain("Li 13800138000");
    expect(readFileSync(join(database.home, "silkdesk.db")).includes("Li 13800138000")).toBe(false);
    const { default: exceljs } = await import("exceljs");
    const book = new exceljs.Workbook();
    await book.xlsx.readFile(xlsx);
    expect(book.worksheets[0]?.getCell("G2").value).toBe(`'=HYPERLINK("http://x")`);
  });

  test("staff move, release, block and unblock, and are told where that can't be", async () => {
    expect((await silkdesk("expo", "block", "x", "A-3")).code).toBe(0);
    expect(await silkdesk("expo", "move", "x", "TR27-0001", "A-3")).toMatchObject({ code: 1 });
    expect((await silkdesk("expo", "unblock", "x", "A-3")).code).toBe(0);
    expect((await silkdesk("expo", "move", "x", "TR27-0001", "A-3")).out).toContain("booth A-3");
    expect((await silkdesk("expo", "release", "x", "A-2")).out).toContain("TR27-0002 is released");
    expect((await silkdesk("expo", "approve", "x", "TR27-0001")).out).toContain("where this can't be done");
    expect((await silkdesk("expo", "release", "nowhere", "A-1")).out).toContain('no expo "nowhere"');
  });
});
