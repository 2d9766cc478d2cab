import { expect, test } from "vitest";
import { allocate } from "../../../../src/features/expo/allocation/allocate.ts";
import type { Application } from "../../../../src/features/expo/allocation/application.ts";
import { applicationOf, boothAt, expoOf, row } from "./small-expo.ts";

const booths = [...row(3), boothAt("Z", 60, { zone: "Z2" }), boothAt("L", 80, { width: 6 })];
const strong = applicationOf("strong", { A: 900 });

test.each<[string, Application, object]>([
  ["noWish", applicationOf("weak", {}), { nearest: null, stillFree: ["B", "C", "Z"] }],
  [
    "noFit.size",
    applicationOf("weak", { L: 800, A: 100 }, { size: 36 }),
    { nearest: { booth: "L", area: 18 }, stillFree: [] },
  ],
  ["noFit.zone", applicationOf("weak", { Z: 800 }, { zones: ["Z1"] }), { nearest: { booth: "Z", zone: "Z2" } }],
  ["noneOpen", applicationOf("weak", { K: 800 }), { nearest: { booth: "K", value: 800, price: null } }],
  [
    "outbid",
    applicationOf("weak", { A: 800 }),
    { nearest: { booth: "A", value: 800, rivals: [] }, stillFree: ["B", "C", "Z"] },
  ],
  [
    "rivalNextDoor",
    applicationOf("weak", { B: 800 }, { rivals: ["strong"] }),
    { nearest: { booth: "B", value: 800, rivals: ["strong"] }, stillFree: ["C", "Z"] },
  ],
])("says %s, and what was nearest", (why, weak, facts) => {
  const expo = expoOf([...booths, boothAt("K", 40)]);
  const { unplaced } = allocate(expo, [strong, weak], { seed: 1, closed: new Set(["K"]) });
  expect(unplaced).toMatchObject([{ application: "weak", why, ...facts }]);
});

test("names the price below which a booth could not be had", () => {
  const { unplaced } = allocate(expoOf(row(1)), [strong, applicationOf("weak", { A: 800 })], {
    seed: 1,
    closed: new Set(),
  });
  const price = unplaced[0]?.nearest?.price ?? 0;
  expect(price).toBeGreaterThanOrEqual(800);
  expect(price).toBeLessThanOrEqual(901);
});
