import type { Expo, Hall } from "../expo.ts";

/** How a booth stands for the person who looks: `mine` and `wished` are theirs, the rest is the same for all. */
export const BOOTH_STATES = ["free", "held", "taken", "blocked", "mine", "wished"] as const;
export type BoothState = (typeof BOOTH_STATES)[number];

/** What a floor plan shows: one hall, or one zone of it at a larger scale. */
export type FloorPlan = {
  readonly expo: Pick<Expo, "name" | "timezone" | "example">;
  readonly hall: Hall;
  /** By booth code; a booth that is not there is free. */
  readonly states: ReadonlyMap<string, BoothState>;
  /** The instant of the states, ISO 8601 in UTC. */
  readonly asOf: string;
  /** The zone shown alone, by its id; null for the whole hall. */
  readonly zone: string | null;
};

/** The state of a booth. */
export function stateOf({ states }: Pick<FloorPlan, "states">, code: string): BoothState {
  return states.get(code) ?? "free";
}
