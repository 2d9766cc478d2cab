import { areaOf, type Booth, type Hall } from "../../expo.ts";
import { type FloorPlan, stateOf } from "../../floor-plan/floor-plan.ts";

/** Booths of one size: how many there are and are free, and what the cheapest free one costs. */
export type Size = {
  /** Square metres. */
  readonly area: number;
  readonly free: number;
  readonly all: number;
  readonly from: Booth["price"];
};

/** The sizes of some booths, the smallest first. Prices in several currencies are not compared. */
export function listSizes(booths: readonly Booth[], isFree: (booth: Booth) => boolean): readonly Size[] {
  return [...new Set(booths.map(areaOf))]
    .toSorted((one, other) => one - other)
    .map((area) => {
      const all = booths.filter((booth) => areaOf(booth) === area);
      const free = all.filter(isFree);
      return { area, all: all.length, free: free.length, from: cheapest(free) };
    });
}

function cheapest(booths: readonly Booth[]): Booth["price"] {
  const prices = booths.flatMap(({ price }) => (price === null ? [] : [price]));
  const [first] = prices;
  if (first === undefined || prices.some(({ currency }) => currency !== first.currency)) return null;
  return prices.reduce((least, price) => (price.amount < least.amount ? price : least));
}

/** The free booths of a hall of one size; of one zone where it is named. */
export function freeOfSize(plan: FloorPlan, area: number, zone: string | null): readonly Booth[] {
  return plan.hall.booths.filter(
    (booth) => areaOf(booth) === area && (zone === null || booth.zone === zone) && stateOf(plan, booth.code) === "free",
  );
}

/** The booths of all halls. */
export function boothsOf(halls: readonly Hall[]): readonly Booth[] {
  return halls.flatMap(({ booths }) => booths);
}
