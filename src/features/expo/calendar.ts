import { TZDate } from "@date-fns/tz";
import type { Expo } from "./expo.ts";

/** The day that it is at the expo, as an ISO date. */
export function dayAt({ timezone }: Pick<Expo, "timezone">, now: string): string {
  return isoDay(new TZDate(now, timezone));
}

/** The day that a calendar shows. */
export function isoDay(date: TZDate): string {
  return [date.getFullYear(), date.getMonth() + 1, date.getDate()]
    .map((part) => String(part).padStart(2, "0"))
    .join("-");
}

/** Where an expo stands: to come or on, without dates yet, or over. */
export function stageOf(expo: Expo, now: string): "upcoming" | "unannounced" | "over" {
  if (expo.dates === null) return "unannounced";
  return expo.dates.until >= dayAt(expo, now) ? "upcoming" : "over";
}

const ORDER = { upcoming: 0, unannounced: 1, over: 2 } as const;

/** The next ones first, then those without dates, then those that are over, the latest first. */
export function sortExpos(expos: readonly Expo[], now: string): readonly Expo[] {
  return [...expos].sort((one, other) => {
    const stage = stageOf(one, now);
    const later = ORDER[stage] - ORDER[stageOf(other, now)];
    if (later !== 0) return later;
    const byDate = (one.dates?.from ?? "").localeCompare(other.dates?.from ?? "");
    return (stage === "over" ? -byDate : byDate) || one.id.localeCompare(other.id);
  });
}

/** Whether booths can be asked for: before, within or after the time of signup. */
export function signupStage({ signup }: Expo, now: string): "unannounced" | "before" | "open" | "closed" {
  if (signup === null) return "unannounced";
  if (now < signup.opens) return "before";
  return now <= signup.closes ? "open" : "closed";
}
