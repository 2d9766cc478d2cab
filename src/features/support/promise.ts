import type { Param } from "../../message/text.ts";
import { DAY, HOUR } from "../../shared/clock.ts";

/** Where staff work, and when their day ends there. China has one zone and no summer time. */
const ZONE = { name: "Asia/Shanghai", hoursAhead: 8, closes: 18 } as const;

/** When an answer is promised to who asks now: the end of the next working day. Public holidays are not known here. */
export function nextPromise(now: string): string {
  const local = new Date(Date.parse(now) + ZONE.hoursAhead * HOUR);
  const midnight = Date.UTC(local.getUTCFullYear(), local.getUTCMonth(), local.getUTCDate());
  let day = midnight + DAY;
  while (isWeekend(day)) day += DAY;
  return new Date(day + (ZONE.closes - ZONE.hoursAhead) * HOUR).toISOString();
}

/** A promise as it is shown: date and time with the zone. */
export function promisedOn(at: string): Param {
  return { date: at, style: "dateTime", zone: ZONE.name };
}

function isWeekend(day: number): boolean {
  const weekday = new Date(day).getUTCDay();
  return weekday === 0 || weekday === 6;
}
