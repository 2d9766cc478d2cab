import type { Expo } from "../expo.ts";
import type { Application } from "./application.ts";
import { auction } from "./auction.ts";
import { upperBound } from "./bound.ts";
import { keepRivalsApart } from "./keep-apart.ts";
import { listPlaced, type Placed } from "./placed.ts";
import { pose } from "./pose.ts";
import { totalValue } from "./problem.ts";
import { explainUnplaced, type Unplaced } from "./reasons.ts";
import { drawLots, serveRest } from "./serial.ts";

/** Who gets which booth. In the order of the applications' ids. */
export type Plan = {
  readonly placed: readonly Placed[];
  /** The sum of the values of those placed. */
  readonly value: number;
  /** No plan for these applications can be worth more, even one that lets rivals stand next door. Proven by prices. */
  readonly bound: number;
  readonly unplaced: readonly Unplaced[];
};

export type AllocateOptions = {
  /** Draws the lots that decide between plans of the same value. */
  readonly seed: number;
  /** The codes of booths that can't be had: kept back, or taken already. */
  readonly closed: ReadonlySet<string>;
};

/**
 * Gives the booths of an expo to those who applied, at the highest value there is; then moves as few as need be so that no
 * rivals stand next door, where the expo's rules say so. The same input and seed give the same plan, in whatever order
 * applications and booths are listed.
 */
export function allocate(expo: Expo, applications: readonly Application[], { seed, closed }: AllocateOptions): Plan {
  const posed = pose(expo, applications, closed);
  const { problem, distance } = posed;
  const order = drawLots(problem.applications, seed);
  const sold = auction(problem, order);
  const assignment = distance === null ? sold : keepRivalsApart(problem, distance, sold, sold.prices, order);
  serveRest(problem, order, distance, assignment);
  return {
    placed: listPlaced(posed, assignment),
    value: totalValue(problem, assignment),
    bound: upperBound(problem, sold.prices),
    unplaced: explainUnplaced(posed, assignment, sold.prices, closed),
  };
}
