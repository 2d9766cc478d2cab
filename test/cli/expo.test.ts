import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { booth, expoText, hall } from "../support/expo-file.ts";
import { createFolders } from "./folders.ts";
import { runInside } from "./run-inside.ts";

const folders = createFolders();
const home = folders.make();
const silkdesk = (...args: string[]) => runInside([...args, "--home", home]);

afterAll(folders.drop);

function fileOf(name: string, text: string): string {
  const file = join(home, name);
  writeFileSync(file, text);
  return file;
}

test("an expo is imported, listed and shown, for people and as JSON", async () => {
  expect((await silkdesk("expo", "list")).out).toContain("There are no expos yet");
  const file = fileOf("izmir.yaml", expoText());
  expect((await silkdesk("expo", "import", file)).out).toBe("izmir-2027 is saved (3 booths).\n");
  expect(JSON.parse((await silkdesk("expo", "import", file, "--json")).out)).toEqual({
    ...{ id: "izmir-2027", change: "unchanged", booths: 3 },
    ...{ added: [], removed: [], changed: [], faults: [] },
  });
  expect(
    (await silkdesk("expo", "import", fileOf("izmir.yaml", `# a remark\n${expoText({ city: "Konya" })}`))).out,
  ).toBe("izmir-2027 is updated (3 booths).\n");
  expect((await silkdesk("expo", "list")).out).toMatch(/izmir-2027\s+2027-03-10 to 2027-03-12\s+Konya, TR\s+1\s+3/u);
  expect(JSON.parse((await silkdesk("expo", "list", "--json")).out)).toMatchObject([{ id: "izmir-2027", booths: 3 }]);
  expect((await silkdesk("expo", "show", "izmir-2027")).out).toMatch(/Hall 1\s+20 x 10\s+3\s+3\s+9, 18/u);
  expect(JSON.parse((await silkdesk("expo", "show", "izmir-2027", "--json")).out)).toMatchObject({
    halls: [{ booths: [{ code: "A-1" }, { code: "A-2" }, { code: "A-3" }] }],
  });
  expect((await silkdesk("verify")).code).toBe(0);
});

describe("what can't be done exits 1, names every fault, and saves nothing", () => {
  const broken = () =>
    fileOf(
      "broken.yaml",
      expoText({ id: "broken", country: "XX", halls: [hall("1", [booth("A", 0, 0), booth("B", 1, 1)])] }),
    );

  test("a broken file", async () => {
    const { code, out, err } = await silkdesk("expo", "import", broken());
    expect([code, out]).toEqual([1, ""]);
    expect(err).toMatch(/line \d+, country: "XX" is no country/u);
    expect(err).toMatch(/line \d+, halls\[0\]\.booths\[1\]: Booth B overlaps booth A/u);
    expect(err).toContain("has 2 faults. Nothing was saved.");
    expect((await silkdesk("expo", "list")).out).not.toContain("broken");
  });

  test("a broken file, as JSON", async () => {
    const { code, out, err } = await silkdesk("expo", "import", broken(), "--json");
    expect([code, err]).toEqual([1, ""]);
    expect(JSON.parse(out)).toMatchObject({
      change: "refused",
      faults: [{ path: "country" }, { line: expect.any(Number) }],
    });
  });

  test.each([
    [["expo", "import", "/no/such/file.yaml"], "/no/such/file.yaml can't be read"],
    [["expo", "import", "/"], "can't be read"],
    [["expo", "show", "atlantis"], 'There is no expo "atlantis"'],
  ])("%j", async (args, complaint) => {
    const { code, out, err } = await silkdesk(...args);
    expect([code, out]).toEqual([1, ""]);
    expect(err).toContain(complaint);
  });
});
