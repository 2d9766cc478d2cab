import type { Application } from "../../../../src/features/expo/allocation/application.ts";
import type { Booth, Expo } from "../../../../src/features/expo/expo.ts";

/** An expo of one hall with two zones, Z1 and Z2. */
export function expoOf(booths: readonly Booth[], rivalsApart = true): Expo {
  const zones = ["Z1", "Z2"].map((id) => ({ id, name: { en: id }, category: null }));
  return {
    id: "izmir",
    name: { en: "Izmir" },
    city: "Izmir",
    country: "TR",
    timezone: "Europe/Istanbul",
    dates: null,
    signup: null,
    halls: [{ id: "H1", name: { en: "Hall 1" }, width: 100, height: 100, zones, booths }],
    rules: {
      mode: "batch",
      approval: false,
      holdMinutes: 15,
      extendMinutes: 15,
      maxPerCompany: 1,
      wishesUntil: null,
      acceptHours: 48,
      rivalsApart,
    },
    slots: null,
    example: true,
  };
}

/** A booth of 3 by 3 metres in Z1, unless said otherwise. */
export function boothAt(code: string, x: number, given: Partial<Booth> = {}): Booth {
  return { code, x, y: 0, width: 3, height: 3, zone: "Z1", price: null, ...given };
}

/** Booths of one row, wall to wall: A, B, C ... */
export function row(count: number, gap = 0): Booth[] {
  return Array.from({ length: count }, (_, index) => boothAt(String.fromCharCode(65 + index), index * (3 + gap)));
}

/** Wants 9 square metres anywhere. @param wishes booth to value. */
export function applicationOf(
  id: string,
  wishes: Readonly<Record<string, number>>,
  given: Partial<Application> = {},
): Application {
  return {
    id,
    size: 9,
    zones: [],
    wishes: Object.entries(wishes).map(([booth, value]) => ({ booth, value })),
    rivals: [],
    elsewhere: null,
    ...given,
  };
}
