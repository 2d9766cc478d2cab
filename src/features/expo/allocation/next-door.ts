import type { Booth } from "../expo.ts";
import { type Distance, type Lists, NONE, toLists } from "./problem.ts";

/**
 * The narrowest way that counts as an aisle, in metres. Booths whose floors are less than this apart are next door: they
 * share a wall or a corner, or face each other across a gap that no stream of visitors passes.
 */
export const AISLE = 2;

/** Lengths come as decimal fractions, whose sums are a little off. */
const ROUNDING = 1e-6;

/** A booth and the hall it stands in. */
export type PlacedBooth = { readonly hall: string; readonly booth: Booth };

/** The metres between two floors at their nearest; 0 where they touch. */
export function gapBetween(one: Booth, other: Booth): number {
  const across = Math.max(one.x - (other.x + other.width), other.x - (one.x + one.width), 0);
  const along = Math.max(one.y - (other.y + other.height), other.y - (one.y + one.height), 0);
  return Math.hypot(across, along);
}

export function areNextDoor(one: PlacedBooth, other: PlacedBooth): boolean {
  return one.hall === other.hall && gapBetween(one.booth, other.booth) < AISLE - ROUNDING;
}

/** The booths next door to each, by their places in `booths`. Only booths near in x are compared. */
export function findNeighbours(booths: readonly PlacedBooth[]): Lists {
  const neighbours: number[][] = booths.map(() => []);
  for (const places of byHall(booths)) {
    places.forEach((place, index) => {
      const one = booths[place];
      if (one === undefined) return;
      const reach = one.booth.x + one.booth.width + AISLE;
      for (let next = index + 1; next < places.length; next += 1) {
        const otherPlace = places[next] ?? 0;
        const other = booths[otherPlace];
        if (other === undefined || other.booth.x > reach) break;
        if (!areNextDoor(one, other)) continue;
        neighbours[place]?.push(otherPlace);
        neighbours[otherPlace]?.push(place);
      }
    });
  }
  return toLists(neighbours);
}

/** The places of the booths of each hall, from left to right. */
function byHall(booths: readonly PlacedBooth[]): number[][] {
  const halls = new Map<string, number[]>();
  booths.forEach(({ hall }, place) => {
    const places = halls.get(hall);
    if (places === undefined) halls.set(hall, [place]);
    else places.push(place);
  });
  const left = (place: number): number => booths[place]?.booth.x ?? 0;
  return [...halls.values()].map((places) => places.sort((one, other) => left(one) - left(other)));
}

/** Whether one of an application's rivals stands next door to a booth. @param boothOf where each stands; -1 for nowhere. */
export function isNextToRival(
  { rivals, neighbours }: Distance,
  application: number,
  booth: number,
  boothOf: (application: number) => number,
): boolean {
  for (let place = rivals.starts[application] ?? 0; place < (rivals.starts[application + 1] ?? 0); place += 1) {
    const at = boothOf(rivals.items[place] ?? 0);
    if (at !== NONE && isNeighbour(neighbours, booth, at)) return true;
  }
  return false;
}

function isNeighbour({ starts, items }: Lists, booth: number, other: number): boolean {
  for (let place = starts[booth] ?? 0; place < (starts[booth + 1] ?? 0); place += 1)
    if (items[place] === other) return true;
  return false;
}
