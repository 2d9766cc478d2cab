import FlatQueue from "flatqueue";
import { isNextToRival } from "./next-door.ts";
import { type Assignment, type Distance, NONE, optionsByBooth, type Problem } from "./problem.ts";

/** How far a search goes: after so many booths what is still to be found is hardly better. */
const SEARCHED = 500;
/** Less than this is no gain: sums of prices are a little off. */
const NO_GAIN = 1e-6;

/**
 * Fills a free booth by a chain of moves, where that is worth more: one moves in, another takes the booth that is left, and
 * so on, until one comes who had no booth, or a booth stays free that is worth less. The mirror of an exchange.
 *
 * @returns by how much the value grows; 0 where nothing was changed.
 */
export type Fill = (booth: number) => number;

export function createFill(
  problem: Problem,
  distance: Distance,
  { optionOf, holderOf }: Assignment,
  prices: Float64Array,
  profits: Float64Array,
): Fill {
  const { applications, booths, boothOf, values } = problem;
  const { applicationOf, options } = optionsByBooth(problem);
  const costs = new Float64Array(booths);
  /** The option by whose move each booth is left. */
  const leftBy = new Int32Array(booths);
  const reachedIn = new Int32Array(booths);
  const settledIn = new Int32Array(booths);
  const movedIn = new Int32Array(applications);
  const movedTo = new Int32Array(applications);
  let search = 0;
  let settling = 0;

  const standsAt = (application: number): number =>
    movedIn[application] === settling
      ? (movedTo[application] ?? NONE)
      : (boothOf[optionOf[application] ?? NONE] ?? NONE);

  /** The options taken so that `last` is left, the first first. */
  const chainTo = (first: number, last: number): number[] => {
    const taken: number[] = [];
    for (let booth = last; booth !== first; booth = boothOf[taken.at(-1) ?? 0] ?? first) taken.push(leftBy[booth] ?? 0);
    return taken.reverse();
  };

  const walk = (first: number, last: number): void => {
    settling += 1;
    for (const option of chainTo(first, last)) {
      const mover = applicationOf[option] ?? 0;
      movedIn[mover] = settling;
      movedTo[mover] = boothOf[option] ?? NONE;
    }
  };

  const find = (first: number): number[] => {
    search += 1;
    const queue = new FlatQueue();
    const highestProfit = highestUnplaced(optionOf, profits);
    let best = prices[first] ?? 0;
    let last = first;
    let lastOption = NONE;
    costs[first] = 0;
    reachedIn[first] = search;
    queue.push(first, 0);
    for (let settled = 0; settled < SEARCHED; ) {
      const booth = queue.pop();
      if (booth === undefined) break;
      if (settledIn[booth] === search) continue;
      settledIn[booth] = search;
      settled += 1;
      const cost = costs[booth] ?? 0;
      if (cost - highestProfit >= best) break;
      const price = prices[booth] ?? 0;
      if (cost + price < best) {
        best = cost + price;
        last = booth;
        lastOption = NONE;
      }
      walk(first, booth);
      for (let place = options.starts[booth] ?? 0; place < (options.starts[booth + 1] ?? 0); place += 1) {
        const option = options.items[place] ?? 0;
        const application = applicationOf[option] ?? 0;
        if (movedIn[application] === settling) continue;
        const profit = profits[application] ?? 0;
        const next = cost + Math.max(0, profit + price - (values[option] ?? 0));
        if (next - highestProfit >= best) continue;
        const from = boothOf[optionOf[application] ?? NONE] ?? NONE;
        if (from === NONE ? next - profit >= best : settledIn[from] === search) continue;
        if (from !== NONE && reachedIn[from] === search && (costs[from] ?? 0) <= next) continue;
        if (isNextToRival(distance, application, booth, standsAt)) continue;
        if (from === NONE) {
          best = next - profit;
          last = booth;
          lastOption = option;
        } else {
          reachedIn[from] = search;
          costs[from] = next;
          leftBy[from] = option;
          queue.push(from, next);
        }
      }
    }
    return lastOption === NONE ? chainTo(first, last) : [...chainTo(first, last), lastOption];
  };

  return (booth) => {
    const taken = find(booth);
    const gain = taken.reduce(
      (sum, option) => sum + (values[option] ?? 0) - (values[optionOf[applicationOf[option] ?? 0] ?? NONE] ?? 0),
      0,
    );
    if (gain <= NO_GAIN) return 0;
    for (const option of taken) {
      const mover = applicationOf[option] ?? 0;
      const from = boothOf[optionOf[mover] ?? NONE] ?? NONE;
      if (from !== NONE) holderOf[from] = NONE;
      optionOf[mover] = option;
      holderOf[boothOf[option] ?? 0] = mover;
    }
    return gain;
  };
}

function highestUnplaced(optionOf: Int32Array, profits: Float64Array): number {
  let highest = 0;
  for (let application = 0; application < optionOf.length; application += 1)
    if (optionOf[application] === NONE) highest = Math.max(highest, profits[application] ?? 0);
  return highest;
}
