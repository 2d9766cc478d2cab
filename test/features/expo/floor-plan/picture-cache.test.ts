import { afterAll, beforeEach, expect, test } from "vitest";
import type { BoothState, FloorPlan } from "../../../../src/features/expo/floor-plan/floor-plan.ts";
import { createPainting } from "../../../../src/features/expo/floor-plan/paint-aside.ts";
import { createFloorPlanPainter, type FloorPlanPainter } from "../../../../src/features/expo/floor-plan/painter.ts";
import { later, SECOND } from "../../../../src/shared/clock.ts";
import { exampleHall, examplePlan } from "../../../support/example-hall.ts";
import { translator } from "../../../support/floor-plans.ts";

const NOON = "2030-04-12T12:00:00.000Z";
const whole = exampleHall();
/** A corner of the hall: painted in a moment. */
const CORNER = { ...whole, booths: whole.booths.slice(0, 12) };

const painting = createPainting();
afterAll(() => painting.close());

let painter: FloorPlanPainter;
let painted: number;
let broken: boolean;
beforeEach(() => {
  painted = 0;
  broken = false;
  painter = createFloorPlanPainter(translator, {
    ...painting,
    paint: (order) => {
      painted += 1;
      return broken ? Promise.reject(new Error("the thread has ended")) : painting.paint(order);
    },
  });
});

const plan = (states: Readonly<Record<string, BoothState>> = {}, more: Partial<FloorPlan> = {}): FloorPlan =>
  examplePlan({ hall: CORNER, states: new Map(Object.entries(states)), asOf: NOON, ...more });
const at = (seconds: number): Pick<FloorPlan, "asOf"> => ({ asOf: later(NOON, seconds * SECOND) });

test("many who ask at once share one painting for each language", async () => {
  const langs = ["en", "ar", "zh-Hans"];
  const pictures = await Promise.all(
    Array.from({ length: 200 }, (_, n) => painter.pictureOf(plan(), langs[n % 3] ?? "en")),
  );
  expect(painted).toBe(3);
  expect(new Set(pictures.map(({ base64 }) => base64)).size).toBe(3);
});

test("the same picture is not painted again within its minute, also where it shows the reader's own booths", async () => {
  for (const states of [{ A1: "taken" }, { A1: "mine" }] as const) {
    const first = await painter.pictureOf(plan(states), "en");
    expect(await painter.pictureOf(plan(states, at(59)), "en")).toBe(first);
  }
  expect(painted).toBe(2);
});

test("pictures and pixels are one", async () => {
  const { base64 } = await painter.pictureOf(plan(), "en");
  expect(Buffer.from(await painter.pngOf(plan(), "en")).toString("base64")).toBe(base64);
  expect(painted).toBe(1);
});

test("a picture of ten seconds ago is shown while booths change, with the words and the time of what it shows", async () => {
  await painter.pictureOf(plan(), "en");
  const shown = await painter.pictureOf(plan({ A1: "held" }, at(10)), "en");
  expect(painted).toBe(1);
  expect(translator.plain(shown.alt, "en")).toContain("Free booths: 12 of 12");
  const next = await painter.pictureOf(plan({ A1: "held" }, at(11)), "en");
  expect(painted).toBe(2);
  expect(translator.plain(next.alt, "en")).toContain("Free booths: 11 of 12");
});

test("what was painted anew is what others see from then on", async () => {
  await painter.pictureOf(plan(), "en");
  const next = await painter.pictureOf(plan({ A1: "held" }, at(11)), "en");
  expect(await painter.pictureOf(plan({ A1: "held", A2: "held" }, at(20)), "en")).toBe(next);
});

test.each(["mine", "wished"] as const)("who has booths of their own (%s) sees them as they are", async (own) => {
  await painter.pictureOf(plan(), "en");
  await painter.pictureOf(plan({ A1: own }, at(1)), "en");
  await painter.pictureOf(plan({ A1: own, A2: "held" }, at(2)), "en");
  expect(painted).toBe(3);
});

test("halls, zones, languages and layouts don't share a picture", async () => {
  const moved = CORNER.booths.map((booth) => ({ ...booth, y: booth.y + 1 }));
  for (const other of [
    {},
    { zone: "electronics" },
    { hall: { ...CORNER, id: "3" } },
    { hall: { ...CORNER, booths: moved } },
    { expo: { ...plan().expo, example: false } },
  ])
    await painter.pictureOf(plan({}, other), "en");
  await painter.pictureOf(plan(), "de");
  expect(painted).toBe(6);
});

test("changes in another hall don't bring a new picture", async () => {
  await painter.pictureOf(plan(), "en");
  await painter.pictureOf(plan({ Z9: "taken" }, at(30)), "en");
  expect(painted).toBe(1);
});

test("a painting that fails is tried again by the next who asks", async () => {
  broken = true;
  const both = await Promise.allSettled([painter.pictureOf(plan(), "en"), painter.pictureOf(plan(), "en")]);
  expect(both.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  broken = false;
  await painter.pictureOf(plan(), "en");
  expect(painted).toBe(2);
});

test("the picture that nobody asked for the longest is forgotten, one in use stays", async () => {
  const everyone = plan();
  await painter.pictureOf(everyone, "en");
  const mine = CORNER.booths.flatMap(({ code }) =>
    ["en", "de", "fr", "pl", "es", "tr"].map((lang) => ({ code, lang })),
  );
  for (const { code, lang } of mine) {
    await painter.pictureOf(plan({ [code]: "mine" }), lang);
    await painter.pictureOf(everyone, "en");
  }
  expect(painted).toBe(1 + 72);
  await painter.pictureOf(plan({ A12: "mine" }), "en");
  expect(painted).toBe(73);
  await painter.pictureOf(plan({ A1: "mine" }), "en");
  expect(painted).toBe(74);
});
