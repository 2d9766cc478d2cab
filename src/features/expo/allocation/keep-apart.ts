import { createExchanger, type Exchange, type Exchanger } from "./exchange.ts";
import { improve } from "./improve.ts";
import { isNextToRival } from "./next-door.ts";
import { type Assignment, type Distance, listAt, NONE, type Problem } from "./problem.ts";

/**
 * Moves applications until no two rivals stand next door to each other, at the least loss of value that a chain of moves
 * can have, and leaves nobody who could do better by another. Every search rests on the prices of the auction, so the loss
 * is small. Where no chain is open, an application loses its booth: rivals are never next door in the end.
 */
export function keepRivalsApart(
  problem: Problem,
  distance: Distance,
  start: Assignment,
  prices: Float64Array,
  order: Int32Array,
): Assignment {
  const assignment: Assignment = { optionOf: start.optionOf.slice(), holderOf: start.holderOf.slice() };
  const profits = bestProfits(problem, prices);
  const exchanger = createExchanger(problem, distance, assignment, prices, profits);
  const boothOf = (application: number): number => problem.boothOf[assignment.optionOf[application] ?? NONE] ?? NONE;
  for (const application of order)
    while (boothOf(application) !== NONE && isNextToRival(distance, application, boothOf(application), boothOf))
      moveCheapest(exchanger, problem, assignment, [
        application,
        ...listAt(distance.rivals, application).filter((rival) =>
          listAt(distance.neighbours, boothOf(application)).includes(boothOf(rival)),
        ),
      ]);
  improve({ problem, distance, assignment, prices, profits, exchanger }, order);
  return assignment;
}

/** What the best option of each leaves at these prices; 0 where none leaves anything. */
function bestProfits({ applications, starts, boothOf, values }: Problem, prices: Float64Array): Float64Array {
  const profits = new Float64Array(applications);
  for (let application = 0; application < applications; application += 1)
    for (let option = starts[application] ?? 0; option < (starts[application + 1] ?? 0); option += 1)
      profits[application] = Math.max(
        profits[application] ?? 0,
        (values[option] ?? 0) - (prices[boothOf[option] ?? 0] ?? 0),
      );
  return profits;
}

/** Moves the one of several whose move costs least. */
function moveCheapest(
  exchanger: Exchanger,
  { boothOf, values }: Problem,
  { optionOf, holderOf }: Assignment,
  candidates: readonly number[],
): void {
  let best: { readonly mover: number; readonly exchange: Exchange; readonly change: number } | null = null;
  for (const mover of candidates) {
    const option = exchanger.release(mover);
    const exchange = exchanger.find(mover);
    const change = exchange.gain - (values[option] ?? 0);
    if (best === null || change > best.change) best = { mover, exchange, change };
    optionOf[mover] = option;
    holderOf[boothOf[option] ?? 0] = mover;
  }
  if (best === null) return;
  exchanger.release(best.mover);
  exchanger.make(best.mover, best.exchange);
}
