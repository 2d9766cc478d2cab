import type { Problem } from "./problem.ts";

/** Sums of prices carry errors of rounding far below this. */
const ROUNDING = 1e-6;

/**
 * A value that no assignment can exceed, whatever the prices (from 0) are: each booth sold brings at most its price, and
 * each application keeps at most what its best option leaves. The better the prices, the lower it is (linear programming
 * duality). For whole values it is a whole number.
 */
export function upperBound({ applications, starts, boothOf, values }: Problem, prices: Float64Array): number {
  let bound = 0;
  for (const price of prices) bound += price;
  for (let application = 0; application < applications; application += 1) {
    let best = 0;
    for (let option = starts[application] ?? 0; option < (starts[application + 1] ?? 0); option += 1)
      best = Math.max(best, (values[option] ?? 0) - (prices[boothOf[option] ?? 0] ?? 0));
    bound += best;
  }
  return values.every(Number.isInteger) ? Math.floor(bound + ROUNDING) : bound;
}
