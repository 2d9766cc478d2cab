import { describe, expect, test } from "vitest";
import { absentRivals, parseApplications } from "../../../../src/features/expo/allocation/application.ts";
import { expoOf, row } from "./small-expo.ts";

const expo = expoOf(row(3));
const parse = (value: unknown) =>
  parseApplications(typeof value === "string" ? value : JSON.stringify(value), "wishes.json", expo);

describe("parseApplications", () => {
  test("reads sizes of both kinds, and takes for granted what is left out", () => {
    const wishes = [{ booth: "A", value: 1000 }];
    const given = { zones: ["Z1"], rivals: ["q"], elsewhere: 20, colour: "red" };
    expect(
      parse({
        applications: [
          { id: "p", size: [3, 6], wishes },
          { id: "q", size: 9, wishes: [], ...given },
        ],
      }),
    ).toEqual([
      { id: "p", size: [3, 6], zones: [], wishes, rivals: [], elsewhere: null },
      { id: "q", size: 9, zones: ["Z1"], wishes: [], rivals: ["q"], elsewhere: 20 },
    ]);
  });

  test("names every fault at once", () => {
    const bad = {
      applications: [
        {
          id: "p",
          size: 9,
          wishes: [
            { booth: "A", value: 1001 },
            { booth: "Q", value: 5 },
            { booth: "B", value: "much" },
          ],
        },
        { id: "p", size: [3], zones: ["Z9"], wishes: [{ booth: "A", value: -1 }] },
        {
          size: 0,
          wishes: [
            { booth: "A", value: 1 },
            { booth: "A", value: 2 },
          ],
        },
        "an application",
        { id: "r", size: 9, elsewhere: 2000 },
      ],
    };
    expect(() => parse(bad)).toThrowErrorMatchingInlineSnapshot(`
      [AppError: wishes.json can't be used. Nothing was allocated. Correct this and try again:
        - applications[0] (p) wishes.0.value: Too big: expected number to be <=1000
        - applications[0] (p) wishes.1.booth: izmir has no booth "Q"
        - applications[0] (p) wishes.2.value: Invalid input: expected number, received string
        - applications[1] (p) size: must be square metres such as 9, or width and depth in metres such as [3, 3]
        - applications[1] (p) zones.0: izmir has no zone "Z9"
        - applications[1] (p) wishes.0.value: Too small: expected number to be >=0
        - applications[1] (p): applications[0] has the same id
        - applications[2] id: Invalid input: expected string, received undefined
        - applications[2] size: Too small: expected number to be >0
        - applications[2] wishes.1.booth: A is wished for twice
        - applications[3]: Invalid input: expected object, received string
        - applications[4] (r) elsewhere: Too big: expected number to be <=1000]
    `);
  });

  test.each([
    ["{", "it is not JSON ("],
    ["[]", 'it must be an object with a list "applications"'],
    ['{"applications": {}}', 'it must be an object with a list "applications"'],
    ["", "it is not JSON ("],
  ])("says of %j what it is not", (text, reason) => {
    expect(() => parse(text)).toThrow(reason);
  });

  test("shows the first 50 of very many faults, and counts the others", () => {
    const applications = Array.from({ length: 80 }, (_, index) => ({ id: `a${index}`, size: -1 }));
    expect(() => parse({ applications })).toThrow(/and 30 more$/u);
  });
});

test("absentRivals lists, once each, who is named but did not apply", () => {
  const rivals = ["q", "r", "p"];
  const application = { size: 9, zones: [], wishes: [], elsewhere: null, rivals };
  expect(
    absentRivals([
      { id: "p", ...application },
      { id: "s", ...application },
    ]),
  ).toEqual(["q", "r"]);
});
