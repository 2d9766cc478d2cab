import type { Expo } from "../expo.ts";
import type { AllocateOptions, Plan } from "./allocate.ts";
import type { Application } from "./application.ts";
import { listPlaced } from "./placed.ts";
import { pose } from "./pose.ts";
import { totalValue } from "./problem.ts";
import { drawLots, serveInOrder } from "./serial.ts";

/** First come, first served by lot, with rivals kept apart where the expo's rules say so: what a batch is measured beside. */
export function allocateInOrder(
  expo: Expo,
  applications: readonly Application[],
  { seed, closed }: AllocateOptions,
): Pick<Plan, "placed" | "value"> & { readonly unplaced: readonly { readonly application: string }[] } {
  const posed = pose(expo, applications, closed);
  const { problem, distance } = posed;
  const assignment = serveInOrder(problem, drawLots(problem.applications, seed), distance);
  const placed = listPlaced(posed, assignment);
  const served = new Set(placed.map(({ application }) => application));
  return {
    placed,
    value: totalValue(problem, assignment),
    unplaced: applications.flatMap(({ id }) => (served.has(id) ? [] : [{ application: id }])),
  };
}
