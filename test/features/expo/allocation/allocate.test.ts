import fc from "fast-check";
import loadHighs from "highs";
import { describe, expect, test } from "vitest";
import { allocate } from "../../../../src/features/expo/allocation/allocate.ts";
import type { Application } from "../../../../src/features/expo/allocation/application.ts";
import { checkAllocation } from "../../../../src/features/expo/allocation/check.ts";
import { allocateInOrder } from "../../../../src/features/expo/allocation/in-order.ts";
import { areNextDoor } from "../../../../src/features/expo/allocation/next-door.ts";
import { makeInstance } from "../../../../src/features/expo/bench/make-instance.ts";
import type { Booth, Expo } from "../../../../src/features/expo/expo.ts";
import { applicationOf, boothAt, expoOf, row } from "./small-expo.ts";

/** Its types describe the CommonJS build, in which the loader is a property of what is imported. */
const highs = loadHighs as unknown as typeof loadHighs.default;
const OPEN: ReadonlySet<string> = new Set();

/** Up to six booths and six applications; many ties, and wishes for what does not fit. */
const small = fc
  .record({
    booths: fc.array(
      fc.record({
        gap: fc.constantFrom(0, 1, 3),
        zone: fc.constantFrom("Z1", "Z2", null),
        width: fc.constantFrom(3, 6),
      }),
      { minLength: 1, maxLength: 6 },
    ),
    applications: fc.array(
      fc.record({
        size: fc.constantFrom<Application["size"]>(9, [3, 3], 18, [3, 6]),
        zones: fc.subarray(["Z1", "Z2"]),
        values: fc.dictionary(fc.constantFrom(..."ABCDEF"), fc.integer({ min: 0, max: 20 }), { maxKeys: 6 }),
        rivals: fc.subarray([..."012345"]),
        elsewhere: fc.option(fc.integer({ min: 0, max: 10 })),
      }),
      { maxLength: 6 },
    ),
    closed: fc.subarray([..."ABCDEF"], { maxLength: 2 }),
    seed: fc.integer({ min: 1 }),
  })
  .map(({ booths, applications, closed, seed }) => {
    let x = 0;
    const placed = booths.map(({ gap, zone, width }, index) => {
      const booth = boothAt(String.fromCharCode(65 + index), x, { zone, width });
      x += width + gap;
      return booth;
    });
    const known = new Set(placed.map(({ code }) => code));
    return {
      booths: placed,
      applications: applications.map(({ values, ...rest }, index) => {
        const wishes = Object.entries(values).filter(([code]) => known.has(code));
        return applicationOf(String(index), Object.fromEntries(wishes), rest);
      }),
      closed: new Set(closed),
      seed,
    };
  });

/** The highest value of all plans, by trying every one; and the most that such a plan places. */
function bruteForce(expo: Expo, applications: readonly Application[], closed: ReadonlySet<string>) {
  const booths = expo.halls.flatMap((hall) => hall.booths.map((booth) => ({ hall: hall.id, booth })));
  const stands = new Map<string, (typeof booths)[number]>();
  const best = { value: 0, placed: 0 };
  const place = (index: number, value: number): void => {
    const application = applications[index];
    if (application === undefined) {
      if (value > best.value || (value === best.value && stands.size > best.placed))
        Object.assign(best, { value, placed: stands.size });
      return;
    }
    place(index + 1, value);
    for (const stand of booths) {
      const worth = worthOf(application, stand.booth);
      const taken = closed.has(stand.booth.code) || [...stands.values()].includes(stand);
      if (worth === null || taken || (expo.rules.rivalsApart && hasRivalBeside(application, stand))) continue;
      stands.set(application.id, stand);
      place(index + 1, value + worth);
      stands.delete(application.id);
    }
  };
  const hasRivalBeside = (one: Application, stand: (typeof booths)[number]): boolean =>
    applications.some((other) => {
      const there = stands.get(other.id);
      return (
        there !== undefined &&
        (one.rivals.includes(other.id) || other.rivals.includes(one.id)) &&
        areNextDoor(there, stand)
      );
    });
  place(0, 0);
  return best;
}

function worthOf({ size, zones, wishes, elsewhere }: Application, booth: Booth): number | null {
  const area = typeof size === "number" ? size : size[0] * size[1];
  if (booth.width * booth.height !== area || (zones.length > 0 && !zones.includes(booth.zone ?? ""))) return null;
  return wishes.find((wish) => wish.booth === booth.code)?.value ?? elsewhere;
}

describe("allocate", () => {
  test("finds the highest value there is, places as many as that allows, and proves it", () => {
    fc.assert(
      fc.property(small, ({ booths, applications, closed, seed }) => {
        const expo = expoOf(booths, false);
        const plan = allocate(expo, applications, { seed, closed });
        const best = bruteForce(expo, applications, closed);
        expect(plan.value).toBe(best.value);
        expect(plan.bound).toBe(best.value);
        expect(plan.placed.length).toBe(best.placed);
        expect(checkAllocation(expo, applications, closed, plan)).toEqual([]);
      }),
      { numRuns: 400 },
    );
  });

  test("keeps rivals apart, never above the best such plan and rarely below it", () => {
    const values = { ours: 0, best: 0 };
    fc.assert(
      fc.property(small, ({ booths, applications, closed, seed }) => {
        const expo = expoOf(booths);
        const plan = allocate(expo, applications, { seed, closed });
        const best = bruteForce(expo, applications, closed);
        expect(checkAllocation(expo, applications, closed, plan)).toEqual([]);
        expect(plan.value).toBeLessThanOrEqual(best.value);
        values.ours += plan.value;
        values.best += best.value;
      }),
      { numRuns: 400 },
    );
    expect(values.ours / values.best).toBeGreaterThan(0.97);
  });

  test("makes the same plan from the same input and seed, in whatever order it is listed", () => {
    fc.assert(
      fc.property(small, ({ booths, applications, closed, seed }) => {
        const plan = allocate(expoOf(booths), applications, { seed, closed });
        const turned = allocate(expoOf([...booths].reverse()), [...applications].reverse(), { seed, closed });
        expect(JSON.stringify(turned)).toBe(JSON.stringify(plan));
      }),
      { numRuns: 100 },
    );
  });

  test("lets the lot decide between equals, not the name or the order", () => {
    const equals = ["a", "b", "c", "d"].map((id) => applicationOf(id, { A: 500 }));
    const winners = Array.from(
      { length: 60 },
      (_, seed) => allocate(expoOf(row(1)), equals, { seed, closed: OPEN }).placed[0]?.application,
    );
    for (const { id } of equals) expect(winners.filter((winner) => winner === id).length).toBeGreaterThan(3);
  });

  test("takes values with fractions", () => {
    const wishes = [applicationOf("a", { A: 0.5, B: 0.25 }), applicationOf("b", { A: 0.75, B: 0.125 })];
    const plan = allocate(expoOf(row(2)), wishes, { seed: 1, closed: OPEN });
    expect(plan.value).toBe(1);
    expect(plan.bound).toBeGreaterThanOrEqual(1);
    expect(plan.bound).toBeLessThan(1.2);
  });

  test("returns an empty plan where nobody applied, or there is no booth", () => {
    const empty = { placed: [], value: 0, bound: 0 };
    expect(allocate(expoOf(row(2)), [], { seed: 1, closed: OPEN })).toEqual({ ...empty, unplaced: [] });
    expect(allocate(expoOf([]), [applicationOf("a", {})], { seed: 1, closed: OPEN })).toMatchObject(empty);
  });
});

describe("allocate on a made-up expo of 650 booths", () => {
  const { expo, applications } = makeInstance({ booths: 650, applications: 618, seed: 7, elsewhere: null });
  const careless = { ...expo, rules: { ...expo.rules, rivalsApart: false } };
  const plan = allocate(expo, applications, { seed: 7, closed: OPEN });
  const ignored = allocate(careless, applications, { seed: 7, closed: OPEN });

  test("is worth what HiGHS finds to be the optimum, where rivals are ignored", async () => {
    expect(ignored.value).toBe(await optimumOf(applications, expo));
    expect(ignored.bound).toBe(ignored.value);
  });

  test("is within 0.5 percent of the bound with no rivals next door, and places as many", () => {
    expect(checkAllocation(expo, applications, OPEN, plan)).toEqual([]);
    expect(plan.value / plan.bound).toBeGreaterThan(0.995);
    expect(plan.unplaced.length).toBeLessThanOrEqual(ignored.unplaced.length + Math.ceil(0.0015 * applications.length));
  });

  test("would have rivals next door without the step that takes them apart: the checker finds them", () => {
    const found = checkAllocation(expo, applications, OPEN, ignored);
    expect(found.length).toBeGreaterThan(5);
    expect(new Set(found.map(({ rule }) => rule))).toEqual(new Set(["rivals"]));
  });

  test("is worth more than first come, first served, and gives more their first wishes", () => {
    const serial = allocateInOrder(expo, applications, { seed: 7, closed: OPEN });
    expect(checkAllocation(expo, applications, OPEN, { ...serial, bound: plan.bound })).toEqual([]);
    expect(plan.value).toBeGreaterThan(1.08 * serial.value);
    expect(plan.placed.length).toBeGreaterThan(serial.placed.length);
  });
});

/** By linear programming; every vertex of an assignment problem is whole. */
async function optimumOf(applications: readonly Application[], expo: Expo): Promise<number> {
  const terms: string[] = [];
  const limits = new Map<string, string[]>();
  const limit = (name: string, variable: string) => limits.set(name, [...(limits.get(name) ?? []), variable]);
  const booths = new Map(expo.halls.flatMap((hall) => hall.booths.map((booth) => [booth.code, booth] as const)));
  applications.forEach((application, index) => {
    for (const { booth: code } of application.wishes) {
      const booth = booths.get(code);
      const worth = booth === undefined ? null : worthOf(application, booth);
      if (worth === null) continue;
      const variable = `x${terms.length}`;
      terms.push(`${worth} ${variable}`);
      limit(`a${index}`, variable);
      limit(`b${code}`, variable);
    }
  });
  const rows = [...limits.values()].map((variables, index) => `c${index}: ${variables.join(" + ")} <= 1`);
  const solver = await highs();
  const solved = solver.solve(`Maximize\nvalue: ${terms.join(" + ")}\nSubject To\n${rows.join("\n")}\nEnd\n`);
  expect(solved.Status).toBe("Optimal");
  return Math.round(solved.ObjectiveValue);
}
