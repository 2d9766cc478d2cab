import { describe, expect, test } from "vitest";
import type { Booking } from "../../../../src/features/expo/booking/index.ts";
import { firmsForm, readFirms } from "../../../../src/features/expo/delegation/firms-form.ts";
import { readExpoFile } from "../../../../src/features/expo/index.ts";
import { calendarFile } from "../../../../src/features/expo/signup/calendar-file.ts";
import { nextStep } from "../../../../src/features/expo/signup/timers.ts";
import { toAllocate } from "../../../../src/features/expo/wishes/to-allocate.ts";
import { formatTimeLeft } from "../../../../src/i18n/format.ts";
import { later, MINUTE } from "../../../../src/shared/clock.ts";
import { booth, expoBytes, hall } from "../../../support/expo-file.ts";
import { creditCode } from "../../../support/signup-desk.ts";

const NOW = "2026-11-25T08:00:00.000Z";

function expoOf(changes: Readonly<Record<string, unknown>>) {
  const read = readExpoFile(expoBytes(changes));
  if (read.kind === "refused") throw new Error(JSON.stringify(read.faults));
  return read.expo;
}

test("a countdown looks at 10 and 5 minutes, at the last one, and at the end", () => {
  const until = later(NOW, 15 * MINUTE);
  const steps: number[] = [];
  for (let now = NOW; now < until; now = nextStep(until, now))
    steps.push((Date.parse(until) - Date.parse(nextStep(until, now))) / MINUTE);
  expect(steps).toEqual([10, 5, 1, 0]);
});

test.each([
  [1, "en", "in 1 minute"],
  [15, "en", "in 15 minutes"],
  [15, "zh-Hans", "15分钟后"],
  [0, "en", "in 0 minutes"],
  [-5, "en", "in 0 minutes"],
  [24 * 60, "de", "in 24 Stunden"],
  [72 * 60, "en", "in 3 days"],
])("%d minutes are told in %s as %s", (minutes, lang, words) => {
  expect(formatTimeLeft(later(NOW, minutes * MINUTE), NOW, lang)).toBe(words);
});

describe("the calendar file", () => {
  const booking: Booking = {
    ...{ id: "b1", expo: "izmir-2027", booth: "A-1", party: "company:c", person: null, company: "c" },
    ...{ was: null, until: NOW, extended: false, wait: null, number: "TR27-0001", changedAt: NOW },
    state: "confirmed",
  };
  const plain = (text: unknown): string => JSON.stringify(text);

  test("has the days of the expo whole, the last one included, and each date to keep", () => {
    const expo = expoOf({ tasks: [{ id: "visa", due: "2027-01-15" }] });
    const { text, name } = calendarFile(expo, booking, { language: "en", now: NOW }, { plain }) ?? {
      text: "",
      name: "",
    };
    expect(name).toBe("izmir-2027-A-1.ics");
    const unfolded = text.replace(/\r\n[ \t]/gu, "");
    expect(unfolded.match(/BEGIN:VEVENT/gu)).toHaveLength(2);
    expect(unfolded).toContain("DTSTART;VALUE=DATE:20270310");
    expect(unfolded).toContain("DTEND;VALUE=DATE:20270313");
    expect(unfolded).toContain("DTSTART;VALUE=DATE:20270115");
    expect(unfolded).toContain("UID:b1@silkdesk");
    for (const line of text.split("\r\n")) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
  });

  test("is none while the days are not announced", () => {
    const expo = expoOf({ dates: undefined, signup: undefined, slots: undefined });
    expect(calendarFile(expo, booking, { language: "en", now: NOW }, { plain })).toBeNull();
  });
});

test("ranked wishes become values: the best rank that a booth meets, and less for any other of the size", () => {
  const expo = expoOf({
    halls: [
      hall("1", [booth("A-1", 0, 0), booth("A-2", 3, 0), booth("A-3", 6, 0, { width: 6 })]),
      hall("2", [booth("B-1", 0, 0)]),
    ],
  });
  const nothing = { booths: null, halls: null, zones: null, area: null };
  const [application] = toAllocate(
    expo,
    [
      {
        ...{
          id: "a",
          expo: "x",
          party: "company:c",
          person: null,
          company: "c",
          area: 9,
          elsewhere: true,
          state: "open",
        },
        ...{ why: null, madeAt: NOW, rivals: [creditCode(2), creditCode(3)] },
        wishes: [
          { ...nothing, booths: ["B-1"] },
          { ...nothing, halls: ["1"] },
          { ...nothing, halls: ["2"] },
        ],
      },
    ],
    (code) => (code === creditCode(2) ? "b" : undefined),
  );
  expect(application).toEqual({
    ...{ id: "a", size: 9, zones: [], elsewhere: 100, rivals: ["b"] },
    wishes: [
      { booth: "B-1", value: 1_000 },
      { booth: "A-1", value: 900 },
      { booth: "A-2", value: 900 },
    ],
  });
});

describe("a list of firms", () => {
  const [field] = firmsForm.fields;
  test.each([
    [`Lamps ${creditCode(1)}`, "Lamps"],
    [`Lamps Ltd., ${creditCode(1)}`, "Lamps Ltd."],
    [`杭州灯具有限公司；${creditCode(1)}`, "杭州灯具有限公司"],
    [`Lamps\t${creditCode(1).toLowerCase()}`, "Lamps"],
    [`Lamps | ${creditCode(1)}`, "Lamps"],
  ])("%s", (line, name) => {
    expect(field?.parse(line).ok).toBe(true);
    expect(readFirms(line)).toEqual([{ name, creditCode: creditCode(1) }]);
  });

  test.each(["Lamps", creditCode(1), `Lamps ${creditCode(1)}9`, `123 ${creditCode(1)}`])("%s is none", (line) => {
    expect(field?.parse(line).ok).toBe(false);
  });
});
