import type { Expo } from "../../../features/expo/index.ts";

/** The days of an expo, for staff. */
export function describeDates({ dates }: Expo): string {
  if (dates === null) return "not announced";
  return dates.from === dates.until ? dates.from : `${dates.from} to ${dates.until}`;
}

/** From when until when booths can be taken, in UTC, for staff. */
export function describeSignup({ signup }: Expo): string {
  return signup === null ? "not announced" : `${minuteOf(signup.opens)} to ${minuteOf(signup.closes)} UTC`;
}

function minuteOf(instant: string): string {
  return instant.slice(0, 16).replace("T", " ");
}
