import type { Exchanger } from "./exchange.ts";
import { createFill } from "./fill.ts";
import { type Assignment, type Distance, listAt, NONE, type Problem } from "./problem.ts";

/** Less than this is no gain: sums of prices are a little off. */
const NO_GAIN = 1e-6;
/** Who lost less than this does not look again. */
const NO_LOSS = 1;
/** So often those who lost look for something better; later rounds find next to nothing. */
const ROUNDS = 6;
/** So many of the options that would leave it more are tried for each; the best first. */
const TRIES = 12;

/** An assignment without rivals next door, and what it takes to better it. */
export type Improvable = {
  readonly problem: Problem;
  readonly distance: Distance;
  readonly assignment: Assignment;
  readonly prices: Float64Array;
  /** What the best option of each leaves at these prices. */
  readonly profits: Float64Array;
  readonly exchanger: Exchanger;
};

/**
 * Betters an assignment in place, still without rivals next door. Each who has less than the prices promise is put into a
 * booth that leaves it more, whoever holds that booth and whatever rivals stand beside it; these look for other booths by
 * chains of moves; each free booth that has a price is filled by another. What is worth more in the end stays, all else is undone (local search by ejection chains).
 */
export function improve(improvable: Improvable, order: Int32Array): void {
  const { problem, distance, assignment, prices, profits } = improvable;
  const fill = createFill(problem, distance, assignment, prices, profits);
  for (let round = 0, improved = true; improved && round < ROUNDS; round += 1) {
    improved = false;
    for (let booth = 0; booth < problem.booths; booth += 1)
      if (assignment.holderOf[booth] === NONE && (prices[booth] ?? 0) >= NO_LOSS && fill(booth) > 0) improved = true;
    for (const application of order) {
      const left = whatIsLeft(improvable, application);
      if ((profits[application] ?? 0) - left < NO_LOSS) continue;
      if (improveOne(improvable, application, left)) improved = true;
    }
  }
}

/** What the booth of an application leaves it after the price; 0 where it has none. */
function whatIsLeft({ problem, assignment, prices }: Improvable, application: number): number {
  const held = assignment.optionOf[application] ?? NONE;
  return held === NONE ? 0 : leftBy(problem, prices, held);
}

function leftBy({ boothOf, values }: Problem, prices: Float64Array, option: number): number {
  return (values[option] ?? 0) - (prices[boothOf[option] ?? 0] ?? 0);
}

function improveOne(improvable: Improvable, application: number, left: number): boolean {
  const { assignment } = improvable;
  const before = { optionOf: assignment.optionOf.slice(), holderOf: assignment.holderOf.slice() };
  for (const option of betterOptions(improvable, application, left)) {
    if (force(improvable, application, option) > NO_GAIN) return true;
    assignment.optionOf.set(before.optionOf);
    assignment.holderOf.set(before.holderOf);
  }
  return false;
}

function betterOptions({ problem, prices }: Improvable, application: number, left: number): readonly number[] {
  const better: number[] = [];
  for (let option = problem.starts[application] ?? 0; option < (problem.starts[application + 1] ?? 0); option += 1)
    if (leftBy(problem, prices, option) > left + NO_GAIN) better.push(option);
  return better
    .sort((one, other) => leftBy(problem, prices, other) - leftBy(problem, prices, one) || one - other)
    .slice(0, TRIES);
}

/** Puts an application into a booth, and whoever is in its way elsewhere; by how much the value grows. */
function force({ problem, distance, assignment, exchanger }: Improvable, application: number, option: number): number {
  const { boothOf, values } = problem;
  const { optionOf, holderOf } = assignment;
  const booth = boothOf[option] ?? 0;
  const inTheWay = [holderOf[booth] ?? NONE, ...rivalsBeside(distance, application, booth, holderOf)].filter(
    (other) => other !== NONE && other !== application,
  );
  let gain = values[option] ?? 0;
  for (const leaver of [application, ...inTheWay]) gain -= values[exchanger.release(leaver)] ?? 0;
  optionOf[application] = option;
  holderOf[booth] = application;
  for (const other of inTheWay) {
    const exchange = exchanger.find(other);
    exchanger.make(other, exchange);
    gain += exchange.gain;
  }
  return gain;
}

function rivalsBeside(
  { rivals, neighbours }: Distance,
  application: number,
  booth: number,
  holderOf: Int32Array,
): number[] {
  const ownRivals = listAt(rivals, application);
  return [...listAt(neighbours, booth)]
    .map((beside) => holderOf[beside] ?? NONE)
    .filter((one) => ownRivals.includes(one));
}
