import FlatQueue from "flatqueue";
import { isNextToRival } from "./next-door.ts";
import { type Assignment, type Distance, NONE, type Problem } from "./problem.ts";

/**
 * A chain of moves that gives an application a booth: it takes the booth of another, which takes that of a third, and so on,
 * until one takes a free booth or is left without.
 */
export type Exchange = {
  /** The options taken, in order. */
  readonly taken: readonly number[];
  /** Who is left without a booth; -1 for nobody. */
  readonly left: number;
  /** By how much the value of the assignment grows; below 0 where it shrinks. */
  readonly gain: number;
};

/** How far a search goes: after so many applications what is still to be found is hardly better. */
const SEARCHED = 2_000;

/** Finds and makes exchanges in an assignment, which it changes in place. */
export type Exchanger = {
  /** The best exchange for an application without a booth, such that nobody who moves comes to stand next to a rival. */
  readonly find: (application: number) => Exchange;
  readonly make: (application: number, exchange: Exchange) => void;
  /** Takes an application out of its booth; the option it had. */
  readonly release: (application: number) => number;
};

/**
 * Shortest paths over what each move costs beside the prices of the auction (reduced costs), by Dijkstra's algorithm, as in
 * the Hungarian method. At those prices most moves cost nothing or little, so a search ends after a few of them.
 */
export function createExchanger(
  problem: Problem,
  distance: Distance,
  assignment: Assignment,
  prices: Float64Array,
  profits: Float64Array,
): Exchanger {
  const { applications, starts, boothOf, values } = problem;
  const { optionOf, holderOf } = assignment;
  const costs = new Float64Array(applications);
  const cameBy = new Int32Array(applications);
  const cameFrom = new Int32Array(applications);
  const reachedIn = new Int32Array(applications);
  const settledIn = new Int32Array(applications);
  const movedIn = new Int32Array(applications);
  const movedTo = new Int32Array(applications);
  let search = 0;
  let settling = 0;

  /** Where an application stands once the chain that is looked at is made. */
  const standsAt = (application: number): number =>
    movedIn[application] === settling
      ? (movedTo[application] ?? NONE)
      : (boothOf[optionOf[application] ?? NONE] ?? NONE);

  /** Notes where those on the way to `application` would stand; it itself stands nowhere yet. */
  const walk = (first: number, application: number): void => {
    settling += 1;
    movedIn[application] = settling;
    movedTo[application] = NONE;
    for (let at = application; at !== first; ) {
      const option = cameBy[at] ?? 0;
      at = cameFrom[at] ?? first;
      movedIn[at] = settling;
      movedTo[at] = boothOf[option] ?? NONE;
    }
  };

  const chainTo = (first: number, last: number): number[] => {
    const taken: number[] = [];
    for (let at = last; at !== first; at = cameFrom[at] ?? first) taken.push(cameBy[at] ?? 0);
    return taken.reverse();
  };

  const find = (first: number): Exchange => {
    search += 1;
    const queue = new FlatQueue();
    const highestFree = highestFreePrice(holderOf, prices);
    let best = profits[first] ?? 0;
    let last = first;
    let lastOption = NONE;
    costs[first] = 0;
    reachedIn[first] = search;
    queue.push(first, 0);
    for (let settled = 0; settled < SEARCHED; ) {
      const application = queue.pop();
      if (application === undefined) break;
      if (settledIn[application] === search) continue;
      settledIn[application] = search;
      settled += 1;
      const cost = costs[application] ?? 0;
      if (cost - highestFree >= best) break;
      const profit = profits[application] ?? 0;
      if (cost + profit < best) {
        best = cost + profit;
        last = application;
        lastOption = NONE;
      }
      walk(first, application);
      const end = starts[application + 1] ?? 0;
      for (let option = starts[application] ?? 0; option < end; option += 1) {
        const booth = boothOf[option] ?? 0;
        const price = prices[booth] ?? 0;
        const next = cost + Math.max(0, profit + price - (values[option] ?? 0));
        if (next - highestFree >= best) continue;
        const holder = holderOf[booth] ?? NONE;
        if (holder === NONE) {
          if (next - price >= best || isNextToRival(distance, application, booth, standsAt)) continue;
          best = next - price;
          last = application;
          lastOption = option;
        } else {
          if (settledIn[holder] === search || (reachedIn[holder] === search && (costs[holder] ?? 0) <= next)) continue;
          // The holder makes way, so it does not count where it stands now.
          if (isNextToRival(distance, application, booth, standsAt)) continue;
          reachedIn[holder] = search;
          costs[holder] = next;
          cameBy[holder] = option;
          cameFrom[holder] = application;
          queue.push(holder, next);
        }
      }
    }
    const taken = chainTo(first, last);
    if (lastOption !== NONE) taken.push(lastOption);
    return { taken, left: lastOption === NONE ? last : NONE, gain: gainOf(taken) };
  };

  const gainOf = (taken: readonly number[]): number =>
    taken.reduce((gain, option) => {
      const holder = holderOf[boothOf[option] ?? 0] ?? NONE;
      return gain + (values[option] ?? 0) - (holder === NONE ? 0 : (values[optionOf[holder] ?? NONE] ?? 0));
    }, 0);

  const make = (first: number, { taken, left }: Exchange): void => {
    let mover = first;
    for (const option of taken) {
      const booth = boothOf[option] ?? 0;
      const holder = holderOf[booth] ?? NONE;
      optionOf[mover] = option;
      holderOf[booth] = mover;
      mover = holder;
    }
    if (left !== NONE) optionOf[left] = NONE;
  };

  const release = (application: number): number => {
    const option = optionOf[application] ?? NONE;
    if (option === NONE) return NONE;
    holderOf[boothOf[option] ?? 0] = NONE;
    optionOf[application] = NONE;
    return option;
  };

  return { find, make, release };
}

function highestFreePrice(holderOf: Int32Array, prices: Float64Array): number {
  let highest = 0;
  for (let booth = 0; booth < holderOf.length; booth += 1)
    if (holderOf[booth] === NONE) highest = Math.max(highest, prices[booth] ?? 0);
  return highest;
}
