import { type Assignment, NONE, optionsByBooth, type Problem } from "./problem.ts";

/** An assignment with the prices that prove how good it is. */
export type Auctioned = Assignment & {
  /** What each booth came to cost, in the unit of the values. */
  readonly prices: Float64Array;
};

/** Each round bids in steps so many times finer than the round before; 5 to 12 take about as long. */
const FINER = 10;
/** How much more a place is worth to one than to the next in the order, in smallest steps: enough to tell them apart. */
const LOT = 4;

/**
 * Gives booths to applications so that the sum of the values is the highest there is, exactly so for whole values.
 * Applications may stay without a booth, and booths free. Of the assignments that are worth the same, it is one that
 * places as many as any; between equals, who comes first in `order` is served.
 *
 * The auction algorithm with scaled steps, forward by applications and reverse by booths, which brings the prices of free
 * booths down to 0 (D. P. Bertsekas and D. A. Castañon, "A forward/reverse auction algorithm for asymmetric assignment
 * problems", Computational Optimization and Applications 1, 1992).
 */
export function auction(problem: Problem, order: Int32Array): Auctioned {
  const hall = openHall(problem, order);
  const highest = hall.worths.reduce((most, worth) => Math.max(most, worth), 0);
  for (let step = Math.max(1, Math.ceil(highest / FINER)); ; step = Math.max(1, Math.floor(step / FINER))) {
    bidForward(hall, releaseUnhappy(hall, order, step), step);
    bidReverse(hall, step);
    if (step === 1) break;
  }
  const { optionOf, holderOf, prices } = hall;
  return { optionOf, holderOf, prices: prices.map((price) => price / hall.scale) };
}

/** An auction under way; worths, prices and profits in whole smallest steps. */
type AuctionHall = Assignment & {
  readonly problem: Problem;
  /** How many of them a value of 1 is. */
  readonly scale: number;
  readonly worths: Float64Array;
  readonly prices: Float64Array;
  /** What is left to each application of its booth's worth after the price. */
  readonly profits: Float64Array;
  readonly byBooth: ReturnType<typeof optionsByBooth>;
};

function openHall(problem: Problem, order: Int32Array): AuctionHall {
  const { applications, booths } = problem;
  const lots = lotsOf(order);
  // The auction is wrong by less than a step for each who is placed, and all lots together must not outweigh a value of 1.
  const scale = applications * (applications + 2 + LOT * applications) + 1;
  return {
    problem,
    scale,
    worths: worthsOf(problem, lots, scale),
    prices: new Float64Array(booths),
    profits: new Float64Array(applications),
    optionOf: new Int32Array(applications).fill(NONE),
    holderOf: new Int32Array(booths).fill(NONE),
    byBooth: optionsByBooth(problem),
  };
}

/**
 * What a place is worth to each beyond its value: most to the first in the order, and to everyone more than the auction can
 * be wrong by, so that who values a booth at 0 still gets one that is free.
 */
function lotsOf(order: Int32Array): Float64Array {
  const lots = new Float64Array(order.length);
  order.forEach((application, rank) => {
    lots[application] = order.length + 1 + LOT * (order.length - 1 - rank);
  });
  return lots;
}

function worthsOf({ applications, starts, values }: Problem, lots: Float64Array, scale: number): Float64Array {
  const worths = new Float64Array(values.length);
  for (let application = 0; application < applications; application += 1)
    for (let option = starts[application] ?? 0; option < (starts[application + 1] ?? 0); option += 1)
      worths[option] = Math.round((values[option] ?? 0) * scale) + (lots[application] ?? 0);
  return worths;
}

/** Those who have nothing, or for whom another booth is better by more than `step` at today's prices, in order. */
function releaseUnhappy(hall: AuctionHall, order: Int32Array, step: number): number[] {
  const { problem, worths, prices, profits, optionOf, holderOf } = hall;
  const { starts, boothOf } = problem;
  const waiting: number[] = [];
  for (const application of order) {
    let best = 0;
    for (let option = starts[application] ?? 0; option < (starts[application + 1] ?? 0); option += 1)
      best = Math.max(best, (worths[option] ?? 0) - (prices[boothOf[option] ?? 0] ?? 0));
    const held = optionOf[application] ?? NONE;
    const booth = boothOf[held] ?? NONE;
    const profit = held === NONE ? 0 : (worths[held] ?? 0) - (prices[booth] ?? 0);
    profits[application] = profit;
    if (profit >= best - step && held !== NONE) continue;
    if (held !== NONE) holderOf[booth] = NONE;
    optionOf[application] = NONE;
    waiting.push(application);
  }
  return waiting;
}

/** Each who waits bids on the booth that leaves most, up to where the next best would be as good, until nobody waits. */
function bidForward(hall: AuctionHall, waiting: number[], step: number): void {
  const { problem, worths, prices, profits, optionOf, holderOf } = hall;
  const { starts, boothOf } = problem;
  // A queue that grows at its end: the outbid bid again after all others.
  for (let turn = 0; turn < waiting.length; turn += 1) {
    const application = waiting[turn] ?? 0;
    let chosen = NONE;
    let best = 0;
    let second = 0;
    const end = starts[application + 1] ?? 0;
    for (let option = starts[application] ?? 0; option < end; option += 1) {
      const left = (worths[option] ?? 0) - (prices[boothOf[option] ?? 0] ?? 0);
      if (left > best) {
        second = best;
        best = left;
        chosen = option;
      } else if (left > second) second = left;
    }
    profits[application] = 0;
    if (chosen === NONE) continue;
    const booth = boothOf[chosen] ?? 0;
    const outbid = holderOf[booth] ?? NONE;
    if (outbid !== NONE) {
      optionOf[outbid] = NONE;
      waiting.push(outbid);
    }
    prices[booth] = (prices[booth] ?? 0) + best - second + step;
    profits[application] = second - step;
    optionOf[application] = chosen;
    holderOf[booth] = application;
  }
}

/** Each free booth that has a price offers itself to the one who gains most, or comes down to 0. */
function bidReverse(hall: AuctionHall, step: number): void {
  const { problem, worths, prices, profits, optionOf, holderOf, byBooth } = hall;
  const { applicationOf, options } = byBooth;
  const free: number[] = [];
  for (let booth = 0; booth < problem.booths; booth += 1)
    if (holderOf[booth] === NONE && (prices[booth] ?? 0) > 0) free.push(booth);
  for (let turn = 0; turn < free.length; turn += 1) {
    const booth = free[turn] ?? 0;
    let chosen = NONE;
    let best = 0;
    let second = 0;
    const end = options.starts[booth + 1] ?? 0;
    for (let place = options.starts[booth] ?? 0; place < end; place += 1) {
      const option = options.items[place] ?? 0;
      const offer = (worths[option] ?? 0) - (profits[applicationOf[option] ?? 0] ?? 0);
      if (offer > best) {
        second = best;
        best = offer;
        chosen = option;
      } else if (offer > second) second = offer;
    }
    prices[booth] = 0;
    if (chosen === NONE || best <= step) continue;
    const application = applicationOf[chosen] ?? 0;
    const left = optionOf[application] ?? NONE;
    if (left !== NONE) {
      const deserted = problem.boothOf[left] ?? 0;
      holderOf[deserted] = NONE;
      if ((prices[deserted] ?? 0) > 0) free.push(deserted);
    }
    const price = Math.max(0, second - step);
    prices[booth] = price;
    profits[application] = (worths[chosen] ?? 0) - price;
    optionOf[application] = chosen;
    holderOf[booth] = application;
  }
}
