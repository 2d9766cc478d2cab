import { describe, expect, test } from "vitest";
import { type Box, contains, overlaps } from "../../../../src/features/expo/floor-plan/box.ts";
import type { BoothState } from "../../../../src/features/expo/floor-plan/floor-plan.ts";
import type { Badge } from "../../../../src/features/expo/floor-plan/hall-layout.ts";
import { LOOKS, ZONE_LOOKS } from "../../../../src/features/expo/floor-plan/looks.ts";
import type { PictureLayout } from "../../../../src/features/expo/floor-plan/picture-layout.ts";
import type { TextLine } from "../../../../src/features/expo/floor-plan/text-line.ts";
import { exampleHall, examplePlan } from "../../../support/example-hall.ts";
import { layOut, translator } from "../../../support/floor-plans.ts";

const whole = layOut(examplePlan(), "en");

test("a hall of 650 booths shows every booth, its code shortened to the number beside its row's letter", () => {
  expect(whole.hall.booths).toHaveLength(650);
  expect(whole.hall.shortened).toBe(true);
  expect(whole.hall.booths.find(({ code }) => code === "G8")?.label.text).toBe("8");
  expect(whole.hall.rowLabels.map(({ text }) => text).sort()).toEqual(
    [..."ABCDEFGHIJKLMNOPQRST"].flatMap((letter) => [letter, letter]),
  );
  expect(Math.min(...whole.hall.booths.map(({ label }) => label.size))).toBeGreaterThanOrEqual(12);
});

test("a zone alone is larger, with its codes in full", () => {
  const zone = layOut(examplePlan({ zone: "home" }), "en");
  expect(zone.hall.scale).toBeGreaterThan(1.8 * whole.hall.scale);
  expect(zone.hall.booths.find(({ code }) => code === "G8")?.label.text).toBe("G8");
  expect(Math.min(...zone.hall.booths.map(({ label }) => label.size))).toBeGreaterThanOrEqual(20);
});

describe.each(translator.languages)("in %s", (lang) => {
  test.each([null, "home"])("no two labels overlap, and none leaves the picture (zone: %s)", (zone) => {
    const layout = layOut(examplePlan({ zone }), lang);
    const labels = labelsOf(layout);
    const page = { x: 0, y: 0, width: layout.width, height: layout.height };
    expect(labels.filter(({ box }) => !contains(page, box)).map(({ text }) => text)).toEqual([]);
    const clashes = labels.flatMap((one, index) =>
      labels.slice(index + 1).flatMap((other) => (overlaps(one.box, other.box) ? [`${one.text} / ${other.text}`] : [])),
    );
    expect(clashes).toEqual([]);
  });

  test("each zone that is seen stands in the legend under its number, with its free booths", () => {
    const layout = layOut(examplePlan(), lang);
    expect(layout.legend.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(layout.hall.zones.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    for (const { lines } of layout.legend) expect(lines.map(({ text }) => text).join(" ")).toMatch(/\d/u);
  });
});

test("every label of a booth lies within it", () => {
  for (const { label, box } of whole.hall.booths) expect(contains(box, label.box), label.text).toBe(true);
});

test("the number of a zone hides no booth", () => {
  for (const badge of whole.hall.zones.flatMap(({ badges }) => badges))
    expect(whole.hall.booths.filter(({ box }) => overlaps(box, discOf(badge)))).toEqual([]);
});

test("a zone in several places has its number at each, and never on another zone's floor", () => {
  const plan = examplePlan();
  // Rows of zones 1, 2 and 1, four metres apart.
  const booths = [0, 1, 2].flatMap((row) =>
    Array.from({ length: 6 }, (_, at) => ({
      ...{ code: `A-${row}0${at}`, x: 3 + 3 * at, y: 3 + 7 * row, width: 3, height: 3, price: null },
      zone: plan.hall.zones[row % 2]?.id ?? null,
    })),
  );
  const { zones } = layOut(
    { ...plan, hall: { ...plan.hall, width: 24, height: 24, booths }, states: new Map() },
    "en",
  ).hall;
  expect(zones.map(({ badges }) => badges.length)).toEqual([2, 1]);
  for (const zone of zones) {
    const foreign = zones.filter((other) => other !== zone).flatMap(({ floor }) => floor);
    for (const badge of zone.badges) expect(foreign.some((floor) => overlaps(floor, discOf(badge)))).toBe(false);
  }
});

test("Arabic runs from the right: title, key and legend are mirrored, the floor is not", () => {
  const arabic = layOut(examplePlan(), "ar");
  expect(rightOf(arabic.heading[0])).toBeCloseTo(rightOf({ box: arabic.hall.frame }));
  expect(arabic.key[0]?.sample.x).toBeGreaterThan(arabic.key[0]?.label.box.x ?? 0);
  expect(arabic.legend[0]?.badge.x).toBeGreaterThan(arabic.legend[1]?.badge.x ?? 0);
  const at = (layout: PictureLayout): number => layout.hall.booths[0]?.box.x ?? 0;
  expect(at(arabic)).toBe(at(whole));
});

test("the states differ by shape, not by colour alone", () => {
  const shapes = Object.values(LOOKS).map(({ shape }) => shape);
  expect(new Set(shapes).size).toBe(shapes.length);
});

test("what is written stands out from its ground by 4.5 to 1 at least", () => {
  for (const [state, { fill, text }] of Object.entries(LOOKS)) expect(contrast(fill, text), state).toBeGreaterThan(4.5);
  for (const { fill, border } of ZONE_LOOKS) expect(contrast(fill, border), border).toBeGreaterThan(3);
});

test("a code that is no number stays whole, and a hall without zones or booths is drawn too", () => {
  const hall = exampleHall();
  const [first] = hall.booths;
  if (first === undefined) throw new Error("The example hall has booths.");
  const odd = { ...hall, booths: [{ ...first, code: "Stage", zone: null }] };
  expect(layOut(examplePlan({ hall: odd }), "en").hall.booths[0]?.label.text).toBe("Stage");
  expect(layOut(examplePlan({ hall: { ...hall, booths: [] } }), "en").hall.booths).toEqual([]);
});

test("the key counts each state once", () => {
  const states = new Map<string, BoothState>([["A1", "held"]]);
  expect(layOut(examplePlan({ states }), "en").key.map(({ label }) => label.text)).toEqual(["Free: 649", "On hold: 1"]);
});

function labelsOf({ heading, key, notes, legend, scaleBar, hall }: PictureLayout): { text: string; box: Box }[] {
  const lines: readonly TextLine[] = [
    ...heading,
    ...key.map(({ label }) => label),
    ...notes,
    ...legend.flatMap((entry) => entry.lines),
    scaleBar.label,
    ...hall.rowLabels,
    ...hall.booths.map(({ label }) => label),
  ];
  const marks = [
    ...hall.zones.flatMap(({ number, badges }) => badges.map((badge) => ({ number, badge }))),
    ...legend.map(({ number, badge }) => ({ number, badge })),
  ];
  const badges = marks.map(({ number, badge }) => ({ text: `zone ${number}`, box: discOf(badge) }));
  return [...lines.map(({ text, box }) => ({ text, box })), ...badges];
}

function discOf({ x, y, radius }: Badge): Box {
  return { x: x - radius, y: y - radius, width: 2 * radius, height: 2 * radius };
}

function rightOf(line: { readonly box: Box } | undefined): number {
  return line === undefined ? 0 : line.box.x + line.box.width;
}

/** The contrast of two colours by WCAG 2.2. */
function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
