import { describe, expect, test } from "vitest";
import { allocate, type Plan } from "../../../../src/features/expo/allocation/allocate.ts";
import { checkAllocation } from "../../../../src/features/expo/allocation/check.ts";
import { gapBetween } from "../../../../src/features/expo/allocation/next-door.ts";
import { applicationOf, boothAt, expoOf, row } from "./small-expo.ts";

const expo = expoOf([...row(4), boothAt("Z", 60, { zone: "Z2" }), boothAt("L", 80, { width: 6 })]);
const applications = [
  applicationOf("a", { A: 900, B: 400, L: 300, Z: 200 }, { rivals: ["b"], zones: ["Z1"] }),
  applicationOf("b", { C: 800, B: 700 }),
];
const closed = new Set(["D"]);
const good = allocate(expo, applications, { seed: 1, closed });

describe("checkAllocation", () => {
  test("finds nothing wrong with a good plan", () => {
    expect(good.placed).toEqual([
      { application: "a", booth: "A", value: 900 },
      { application: "b", booth: "C", value: 800 },
    ]);
    expect(checkAllocation(expo, applications, closed, good)).toEqual([]);
  });

  test.each<[string, Partial<Plan>]>([
    ["rivals", place(["a", "A", 900], ["b", "B", 700])],
    ["boothTwice", place(["a", "B", 400], ["b", "B", 700])],
    ["applicationTwice", place(["a", "A", 900], ["b", "C", 800], ["b", "B", 700])],
    ["applicationForgotten", place(["a", "A", 900])],
    ["unknownApplication", place(["a", "A", 900], ["b", "C", 800], ["x", "B", 0])],
    ["unknownBooth", place(["a", "A", 900], ["b", "Q", 800])],
    ["size", place(["a", "L", 300], ["b", "C", 800])],
    ["zone", place(["a", "Z", 200], ["b", "C", 800])],
    ["closed", place(["a", "A", 900], ["b", "D", 0])],
    ["notWished", place(["a", "A", 900], ["b", "Z", 0])],
    ["value", place(["a", "A", 901], ["b", "C", 800])],
    ["value", { value: 1 }],
    ["bound", { bound: 1_699 }],
  ])("finds %s in a plan that was tampered with", (rule, change) => {
    const found = checkAllocation(expo, applications, closed, { ...good, bound: 9_999, ...change });
    expect(found.map((violation) => violation.rule)).toContain(rule);
  });
});

function place(...rows: readonly [string, string, number][]): Partial<Plan> {
  const placed = rows.map(([application, booth, value]) => ({ application, booth, value }));
  return { placed, value: placed.reduce((sum, { value }) => sum + value, 0) };
}

test.each([
  ["a shared wall", { x: 3, y: 0 }, 0],
  ["a shared corner", { x: 3, y: 3 }, 0],
  ["an aisle of 3 metres", { x: 0, y: 6 }, 3],
  ["both ways", { x: 6, y: 7 }, 5],
])("the gap between booths: %s", (_name, corner, gap) => {
  expect(gapBetween(boothAt("A", 0), boothAt("B", 0, corner))).toBe(gap);
});

test.each([
  [0, false],
  [1.9, false],
  [2, true],
])("rivals with %d metres between them may stand there: %s", (gap, may) => {
  const wants = [applicationOf("a", { A: 500 }, { rivals: ["b"] }), applicationOf("b", { B: 400 })];
  const { placed } = allocate(expoOf(row(2, gap)), wants, { seed: 1, closed: new Set() });
  expect(placed.length).toBe(may ? 2 : 1);
});
