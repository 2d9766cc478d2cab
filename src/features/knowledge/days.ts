import { DAY, later } from "../../shared/clock.ts";

/** The first day that a date means: 2024 is 2024-01-01, 2024-05 is 2024-05-01. Takes what `documentMetaSchema` takes. */
export function firstDay(date: string): string {
  return `${date}${"-01-01".slice(date.length - 4)}`;
}

/** The last day that a date means: 2024 is 2024-12-31, 2024-02 is 2024-02-29. */
export function lastDay(date: string): string {
  if (date.length > 7) return date;
  const [year = 0, month = 12] = date.split("-").map(Number);
  const end = new Date(0);
  // Day 0 of a month is the last one of the month before it. The constructor would take the year 24 for 1924.
  end.setUTCFullYear(year, month, 0);
  return dayOf(end.toISOString());
}

/** The ISO day of an instant, in UTC. */
export function dayOf(instant: string): string {
  return instant.slice(0, instant.indexOf("T"));
}

/** The day before an ISO day. */
export function dayBefore(day: string): string {
  return dayOf(later(day, -DAY));
}
