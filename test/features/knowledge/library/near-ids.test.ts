import { expect, test } from "vitest";
import { nearIds } from "../../../../src/features/knowledge/library/near-ids.ts";

const IDS = ["izmir-fees", "izmir-fees.zh-Hans", "warsaw", "eu-vat", "eu-vat-and-ioss", "a", "b"];

test.each([
  ["izmr-fees", ["izmir-fees"]],
  ["IZMIR-FEES", ["izmir-fees", "izmir-fees.zh-Hans"]],
  ["warsow", ["warsaw"]],
  ["ioss", ["eu-vat-and-ioss"]],
  ["something else altogether", []],
])("%s comes near %j", (asked, near) => {
  expect(nearIds(asked, IDS)).toEqual(near);
});

test("at most three are named", () => {
  expect(nearIds("note", ["note-1", "note-2", "note-3", "note-4"])).toHaveLength(3);
});
