import { createRandom } from "../../../shared/random.ts";
import { isNextToRival } from "./next-door.ts";
import { type Assignment, type Distance, NONE, type Problem } from "./problem.ts";

/** Numbers from 0 in an order that the seed determines (Fisher and Yates). */
export function drawLots(count: number, seed: number): Int32Array {
  const random = createRandom(seed);
  const order = Int32Array.from({ length: count }, (_, index) => index);
  for (let last = count - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    const moved = order[last] ?? 0;
    order[last] = order[other] ?? 0;
    order[other] = moved;
  }
  return order;
}

/** First come, first served: each in turn takes the best option that is still free. What the auction is measured beside. */
export function serveInOrder(problem: Problem, order: Int32Array, distance: Distance | null): Assignment {
  const assignment: Assignment = {
    optionOf: new Int32Array(problem.applications).fill(NONE),
    holderOf: new Int32Array(problem.booths).fill(NONE),
  };
  serveRest(problem, order, distance, assignment);
  return assignment;
}

/** Gives each who has no booth the best that is still free, in order. Changes `assignment` in place. */
export function serveRest(
  { starts, boothOf, values }: Problem,
  order: Int32Array,
  distance: Distance | null,
  { optionOf, holderOf }: Assignment,
): void {
  const standsAt = (application: number): number => boothOf[optionOf[application] ?? NONE] ?? NONE;
  for (const application of order) {
    if (optionOf[application] !== NONE) continue;
    let chosen = NONE;
    for (let option = starts[application] ?? 0; option < (starts[application + 1] ?? 0); option += 1) {
      const booth = boothOf[option] ?? 0;
      if (holderOf[booth] !== NONE) continue;
      if (chosen !== NONE && (values[option] ?? 0) <= (values[chosen] ?? 0)) continue;
      if (distance !== null && isNextToRival(distance, application, booth, standsAt)) continue;
      chosen = option;
    }
    if (chosen === NONE) continue;
    optionOf[application] = chosen;
    holderOf[boothOf[chosen] ?? 0] = application;
  }
}
