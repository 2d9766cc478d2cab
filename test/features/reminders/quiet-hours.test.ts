import fc from "fast-check";
import { expect, test } from "vitest";
import { quietUntil } from "../../../src/features/reminders/quiet-hours.ts";

const NIGHT = { from: 22, until: 8, zone: "Asia/Shanghai" };

test.each([
  ["in the evening", NIGHT, "2026-11-25T14:00:00.000Z", "2026-11-26T00:00:00.000Z"],
  ["in the morning", NIGHT, "2026-11-25T23:59:59.000Z", "2026-11-26T00:00:00.000Z"],
  ["right at its end", NIGHT, "2026-11-26T00:00:00.000Z", null],
  ["at noon", NIGHT, "2026-11-25T04:00:00.000Z", null],
  ["where there is no quiet", { ...NIGHT, from: 0, until: 0 }, "2026-11-25T16:00:00.000Z", null],
  ["in a siesta", { ...NIGHT, from: 12, until: 15 }, "2026-11-25T05:30:00.000Z", "2026-11-25T07:00:00.000Z"],
  // The night in which clocks go back has an hour more.
  ["as clocks change", { ...NIGHT, zone: "Europe/Warsaw" }, "2026-10-24T21:00:00.000Z", "2026-10-25T07:00:00.000Z"],
] as const)("quiet hours %s", (_name, hours, now, expected) => {
  expect(quietUntil(hours, now)).toBe(expected);
});

test("whatever the zone, quiet hours end within a day and a bit, at an instant that is not quiet", () => {
  const zones = fc.constantFrom("Asia/Shanghai", "America/New_York", "Europe/Warsaw", "Asia/Kolkata", "Africa/Cairo");
  const instants = fc.date({ min: new Date("2026-01-01"), max: new Date("2029-01-01"), noInvalidDate: true });
  const hour = fc.nat(23);
  fc.assert(
    fc.property(hour, hour, zones, instants, (from, until, zone, date) => {
      const now = date.toISOString();
      const end = quietUntil({ from, until, zone }, now);
      if (end === null) return;
      expect(Date.parse(end) - date.getTime()).toBeGreaterThan(0);
      expect(Date.parse(end) - date.getTime()).toBeLessThanOrEqual(25 * 3_600_000);
      expect(quietUntil({ from, until, zone }, end)).toBeNull();
    }),
    { numRuns: 2_000 },
  );
});
