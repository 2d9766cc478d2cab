import { z } from "zod";
import { later, MINUTE } from "../../../shared/clock.ts";
import type { Holder, Refusal, Wish } from "./booking.ts";

/** How long a cancellation can be taken back. */
export const UNDO_MS = 10 * MINUTE;

/** What booking needs to know of an expo. */
export const bookableSchema = z.object({
  country: z.string(),
  dates: z.object({ from: z.string() }).nullable(),
  signup: z.object({ opens: z.string(), closes: z.string() }).nullable(),
  rules: z.object({
    mode: z.enum(["firstCome", "batch"]),
    approval: z.boolean(),
    holdMinutes: z.number(),
    extendMinutes: z.number(),
    maxPerCompany: z.number().nullable(),
    wishesUntil: z.string().nullable(),
    acceptHours: z.number(),
  }),
});
export type Bookable = z.infer<typeof bookableSchema> & {
  /** Whether somebody's wishes are not decided yet, where booths are given out together. */
  readonly wishesOpen: boolean;
};

export type Place = {
  readonly code: string;
  readonly hall: string;
  readonly zone: string | null;
  readonly area: number;
};

/** Whose bookings count together: the company's, or the person's own. */
export function partyOf({ person, company }: Holder): string {
  return company === null ? `person:${person ?? ""}` : `company:${company}`;
}

/** Null while booths can be taken; else why not, and the instant on which that turns. */
export function closedAt(expo: Bookable, now: string): Refusal | null {
  const closed = (why: "notAnnounced" | "notYet" | "over" | "wishesFirst", at: string | null): Refusal => ({
    kind: "windowClosed",
    why,
    at,
  });
  if (expo.signup === null) return closed("notAnnounced", null);
  const { opens, closes } = expo.signup;
  if (isBefore(now, opens)) return closed("notYet", opens);
  if (!isBefore(now, closes)) return closed("over", closes);
  const { mode, wishesUntil } = expo.rules;
  if (mode !== "batch") return null;
  // Until the wishes are in, nobody takes a booth before the others; without a deadline that is until staff say so.
  if (wishesUntil === null || isBefore(now, wishesUntil)) return closed("wishesFirst", wishesUntil);
  return expo.wishesOpen ? closed("wishesFirst", null) : null;
}

/** Null while wishes are taken; else why not, and the instant on which that turns. */
export function wishesClosedAt({ signup, rules }: Pick<Bookable, "signup" | "rules">, now: string): Refusal | null {
  const closed = (why: "notAnnounced" | "notYet" | "over", at: string | null): Refusal => ({
    ...{ kind: "windowClosed", why, at },
  });
  if (signup === null) return closed("notAnnounced", null);
  if (isBefore(now, signup.opens)) return closed("notYet", signup.opens);
  const end = rules.wishesUntil ?? signup.closes;
  return isBefore(now, end) ? null : closed("over", end);
}

/** Whether a booth meets a wish. */
export function fits({ booths, halls, zones, area }: Wish, place: Place): boolean {
  return (
    (booths === null || booths.includes(place.code)) &&
    (halls === null || halls.includes(place.hall)) &&
    (zones === null || (place.zone !== null && zones.includes(place.zone))) &&
    (area === null || (place.area >= area.from && place.area <= area.to))
  );
}

/** The place that meets the first wish that any meets; of several the first by code. */
export function choosePlace<P extends Place>(wishes: readonly Wish[], places: readonly P[]): P | null {
  const byCode = places.toSorted((one, other) => (one.code < other.code ? -1 : 1));
  for (const wish of wishes) {
    const found = byCode.find((place) => fits(wish, place));
    if (found !== undefined) return found;
  }
  return null;
}

/** A hold ends at its instant: at `until` itself the booth is free. */
export function hasEnded(until: string, now: string): boolean {
  return !isBefore(now, until);
}

/** What the numbers of an expo begin with: its country and the year in which it takes place, or is booked. */
export function numberPrefix({ country, dates, signup }: Bookable, now: string): string {
  return `${country}${(dates?.from ?? signup?.opens ?? now).slice(2, 4)}`;
}

/** Until when a cancellation at an instant can be taken back. */
export function undoUntil(cancelledAt: string): string {
  return later(cancelledAt, UNDO_MS);
}

/** Instants may be written with or without milliseconds, so that their text does not order them. */
function isBefore(one: string, other: string): boolean {
  return Date.parse(one) < Date.parse(other);
}
