import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createFloorPlanPainter } from "../../../../src/features/expo/floor-plan/painter.ts";
import type { ExpoTables } from "../../../../src/features/expo/tables.ts";
import { commandLineOf } from "../../../support/command-line.ts";
import { exampleHall, examplePlan } from "../../../support/example-hall.ts";
import { translator } from "../../../support/floor-plans.ts";
import { DATABASES, type TestDatabase } from "../../../support/stores.ts";

const painter = createFloorPlanPainter(translator);
afterAll(() => painter.close());

test("a picture is a PNG, 1280 wide, painted without a font of the system", async () => {
  const png = Buffer.from(await painter.pngOf(examplePlan(), "zh-Hans"));
  expect(sizeOf(png).width).toBe(1280);
  const svg = await painter.svgOf(examplePlan(), "zh-Hans");
  // Without text elements no font is ever asked for.
  expect(svg).not.toMatch(/<text|font-family/u);
  expect(svg.match(/data-booth=/gu)).toHaveLength(650);
});

test("names can't break out of the picture", async () => {
  const plan = examplePlan();
  const [first, ...others] = plan.hall.booths;
  if (first === undefined) throw new Error("The example hall has booths.");
  const booths = [{ ...first, code: `"/><script>alert(1)</script>` }, ...others];
  const expo = { ...plan.expo, name: { en: "</title><script>&\u0000\ud800" } };
  const svg = await painter.svgOf({ ...plan, expo, hall: { ...plan.hall, booths } }, "en");
  expect(svg).not.toContain("<script");
  expect(await painter.pngOf({ ...plan, expo, hall: { ...plan.hall, booths } }, "en")).toBeInstanceOf(Uint8Array);
});

test("a message's picture says in words what it shows", async () => {
  const picture = await painter.pictureOf(examplePlan(), "en");
  expect(picture.mime).toBe("image/png");
  expect(sizeOf(Buffer.from(picture.base64, "base64")).width).toBe(1280);
  const alt = translator.plain(picture.alt, "en");
  expect(alt).toContain("Hall 2");
  expect(alt).toContain("Free booths: 328 of 650");
  expect(alt).toMatch(/3\. Home and kitchen: \d+ of 64 booths free/u);
  expect(alt).toContain("Yours: G8, G9");
});

test("pictures asked for together all come, and the loop stays free meanwhile", async () => {
  await painter.pngOf(examplePlan(), "en");
  let ticks = 0;
  const ticking = setInterval(() => {
    ticks += 1;
  }, 5);
  const pictures = await Promise.all(["en", "ar", "th"].map((lang) => painter.pngOf(examplePlan(), lang)));
  clearInterval(ticking);
  expect(pictures.map((png) => sizeOf(Buffer.from(png)).width)).toEqual([1280, 1280, 1280]);
  expect(ticks).toBeGreaterThan(10);
});

test("after its thread was ended a painter starts another", async () => {
  await painter.close();
  expect(await painter.svgOf(examplePlan({ zone: "home" }), "en")).toContain("<svg");
});

describe.each(DATABASES.filter(({ available }) => available))("`expo floorplan` on $name", ({ make }) => {
  let database: TestDatabase;
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "silkdesk-plan-"));
    database = await make();
    const store = await database.open();
    const expo = { ...examplePlan().expo, id: "istanbul", halls: [exampleHall()] };
    await store.transaction((tx) =>
      tx
        .withTables<ExpoTables>()
        .insertInto("expos")
        .values({ id: "istanbul", body: JSON.stringify(expo), imported_at: examplePlan().asOf, actor: "test" })
        .execute(),
    );
    await store.transaction((tx) =>
      tx
        .withTables<ExpoTables>()
        .insertInto("expo_booths")
        .values({ expo: "istanbul", code: "A2", hall: "2", zone: null, area: 9, blocked: "fire exit" })
        .execute(),
    );
    await store.close();
  });
  afterAll(async () => {
    await database.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  test("draws what is stored, with blocked booths and the reader's own", async () => {
    const file = join(folder, "plan.svg");
    const { code, out } = await commandLineOf(database)("expo", "floorplan", "istanbul", "--out", file, "--mine", "B7");
    expect(out).toContain("650 booths");
    expect(code).toBe(0);
    const svg = readFileSync(file, "utf8");
    expect(svg).toContain(`data-booth="A2" data-state="blocked"`);
    expect(svg).toContain(`data-booth="B7" data-state="mine"`);
    expect(svg).toContain(`data-booth="A1" data-state="free"`);
  });

  test.each([
    [["nowhere"], "There is no expo nowhere. Expos: istanbul."],
    [["istanbul", "--hall", "9"], "istanbul has no hall 9. Halls: 2."],
    [["istanbul", "--zone", "moon"], "Hall 2 has no booths in a zone moon."],
    [["istanbul", "--mine", "Z1"], "Hall 2 has no booth Z1."],
    [["istanbul", "--lang", "xx"], "There are no words in xx."],
  ])("says what is wrong with %j, and writes nothing", async (args, message) => {
    const file = join(folder, "none.png");
    const { code, out } = await commandLineOf(database)("expo", "floorplan", ...args, "--out", file);
    expect(code).toBe(1);
    expect(out).toContain(message);
    expect(existsSync(file)).toBe(false);
  });

  test("refuses a file that is no picture, or that can't be written", async () => {
    const silkdesk = commandLineOf(database);
    expect((await silkdesk("expo", "floorplan", "istanbul", "--out", "plan.gif")).out).toContain(
      "neither .svg nor .png",
    );
    const lost = join(folder, "no", "such", "plan.svg");
    expect((await silkdesk("expo", "floorplan", "istanbul", "--out", lost)).out).toContain("can't be written");
  });
});

/** The size of a PNG, from its header. */
function sizeOf(png: Buffer): { width: number; height: number } {
  expect(png.subarray(1, 4).toString("latin1")).toBe("PNG");
  return { width: png.readUInt32BE(16), height: png.readUInt32BE(20) };
}
