import type { Booth, Zone } from "../expo.ts";
import { type BoothState, type FloorPlan, stateOf } from "./floor-plan.ts";

/** Free booths out of all of them. */
export type Count = { readonly free: number; readonly all: number };

/** A zone under the number that picture and legend give it; `zone` is null for the booths without one. */
export type NumberedZone = Count & {
  readonly number: number;
  readonly zone: Zone | null;
  readonly booths: readonly Booth[];
};

/** The zones in the order of the file, numbered from 1; booths without a zone come last. Zones without booths are left out. */
export function numberZones(plan: FloorPlan): NumberedZone[] {
  const known = new Set(plan.hall.zones.map(({ id }) => id));
  const others = plan.hall.booths.filter(({ zone }) => zone === null || !known.has(zone));
  const zones = plan.hall.zones.map((zone) => ({
    zone,
    booths: plan.hall.booths.filter((booth) => booth.zone === zone.id),
  }));
  return [...zones, { zone: null, booths: others }]
    .map((zone, index) => ({ ...zone, number: index + 1, ...countFree(plan, zone.booths) }))
    .filter(({ booths }) => booths.length > 0);
}

/** How many of some booths are free. */
export function countFree(plan: FloorPlan, booths: readonly Booth[]): Count {
  return { free: booths.filter(({ code }) => stateOf(plan, code) === "free").length, all: booths.length };
}

/** How many booths are in each state. */
export function countStates(plan: FloorPlan, booths: readonly Booth[]): ReadonlyMap<BoothState, number> {
  const counts = new Map<BoothState, number>();
  for (const { code } of booths) {
    const state = stateOf(plan, code);
    counts.set(state, (counts.get(state) ?? 0) + 1);
  }
  return counts;
}

/** The booths that the plan is about: those of its zone, or all of the hall. */
export function boothsShown({ hall, zone }: FloorPlan): readonly Booth[] {
  return zone === null ? hall.booths : hall.booths.filter((booth) => booth.zone === zone);
}
