import { areaOf } from "../expo.ts";
import type { Application } from "./application.ts";
import { isNextToRival } from "./next-door.ts";
import { fits, fitsInSize, type Posed } from "./pose.ts";
import { type Assignment, listAt, NONE, type Problem } from "./problem.ts";

/**
 * Why an application has no booth:
 * - `noWish`: it wishes for nothing;
 * - `noFit.size`: no booth that it would take has its size;
 * - `noFit.zone`: those that have its size stand in other zones;
 * - `noneOpen`: those that fit are kept back or taken already;
 * - `outbid`: each went to those who together value it higher;
 * - `rivalNextDoor`: it could have had one but for a rival next door.
 */
export type WhyUnplaced = "noWish" | "noFit.size" | "noFit.zone" | "noneOpen" | "outbid" | "rivalNextDoor";

export type Unplaced = {
  readonly application: string;
  readonly why: WhyUnplaced;
  /** The booth that it was nearest to having; null where it wished for none. */
  readonly nearest: NearestBooth | null;
  /** Booths of its size in its zones that are still free, without a rival next door: a few at most. */
  readonly stillFree: readonly string[];
};

export type NearestBooth = {
  readonly booth: string;
  /** Square metres. */
  readonly area: number;
  readonly zone: string | null;
  /** What it is worth to the application. */
  readonly value: number;
  /** Had the application valued the booth at this or less, it could not have had it at this expo; null where it was not sold. */
  readonly price: number | null;
  /** The rivals next door to it. */
  readonly rivals: readonly string[];
};

const FREE_SHOWN = 3;

/** Why each who has no booth has none, and what it was nearest to. @param prices what each booth came to in the auction. */
export function explainUnplaced(
  posed: Posed,
  assignment: Assignment,
  prices: Float64Array,
  closed: ReadonlySet<string>,
): Unplaced[] {
  const listFree = createFreeList(posed, assignment, closed);
  return posed.applications.flatMap((application, index) => {
    if (assignment.optionOf[index] !== NONE) return [];
    const option = nearestOption(posed.problem, index, prices);
    const nearest =
      option === NONE ? nearestWish(posed, application) : nearestSold(posed, assignment, index, option, prices);
    const why =
      option === NONE ? whyNoOption(posed, application) : whyNotChosen(posed, assignment, index, option, prices);
    return [{ application: application.id, why, nearest, stillFree: listFree(application, index) }];
  });
}

/** The option whose value comes nearest to its price, or exceeds it most. */
function nearestOption({ starts, boothOf, values }: Problem, index: number, prices: Float64Array): number {
  let nearest = NONE;
  let most = Number.NEGATIVE_INFINITY;
  for (let option = starts[index] ?? 0; option < (starts[index + 1] ?? 0); option += 1) {
    const left = (values[option] ?? 0) - (prices[boothOf[option] ?? 0] ?? 0);
    if (left <= most) continue;
    most = left;
    nearest = option;
  }
  return nearest;
}

/** The first of its wishes, though it does not fit or is not open. */
function nearestWish({ booths }: Posed, { wishes }: Application): NearestBooth | null {
  const first = [...wishes].sort((one, other) => other.value - one.value)[0];
  const wished = booths.find(({ booth }) => booth.code === first?.booth)?.booth;
  if (first === undefined || wished === undefined) return null;
  return { booth: wished.code, area: areaOf(wished), zone: wished.zone, value: first.value, price: null, rivals: [] };
}

function nearestSold(
  { problem, distance, applications, booths }: Posed,
  { optionOf }: Assignment,
  index: number,
  option: number,
  prices: Float64Array,
): NearestBooth | null {
  const place = problem.boothOf[option] ?? NONE;
  const booth = booths[place]?.booth;
  if (booth === undefined) return null;
  const beside = distance === null ? new Int32Array(0) : listAt(distance.neighbours, place);
  const rivals = distance === null ? new Int32Array(0) : listAt(distance.rivals, index);
  return {
    booth: booth.code,
    area: areaOf(booth),
    zone: booth.zone,
    value: problem.values[option] ?? 0,
    price: Math.round((prices[place] ?? 0) * 100) / 100,
    rivals: [...rivals]
      .filter((rival) => beside.includes(problem.boothOf[optionOf[rival] ?? NONE] ?? NONE))
      .flatMap((rival) => applications[rival]?.id ?? []),
  };
}

function whyNoOption({ booths }: Posed, application: Application): WhyUnplaced {
  if (application.wishes.length === 0 && application.elsewhere === null) return "noWish";
  const wished = new Set(application.wishes.map(({ booth }) => booth));
  const wanted = booths.filter(({ booth }) => application.elsewhere !== null || wished.has(booth.code));
  if (!wanted.some(({ booth }) => fitsInSize(application, booth))) return "noFit.size";
  return wanted.some(({ booth }) => fits(application, booth)) ? "noneOpen" : "noFit.zone";
}

/** Sums of prices are a little off. */
const NOTHING_LEFT = 1e-3;

function whyNotChosen(
  { problem, distance }: Posed,
  { optionOf, holderOf }: Assignment,
  index: number,
  nearest: number,
  prices: Float64Array,
): WhyUnplaced {
  if (distance === null) return "outbid";
  const left = (problem.values[nearest] ?? 0) - (prices[problem.boothOf[nearest] ?? 0] ?? 0);
  if (left > NOTHING_LEFT) return "rivalNextDoor";
  const standsAt = (application: number): number => problem.boothOf[optionOf[application] ?? NONE] ?? NONE;
  for (let option = problem.starts[index] ?? 0; option < (problem.starts[index + 1] ?? 0); option += 1) {
    const booth = problem.boothOf[option] ?? 0;
    if (holderOf[booth] === NONE && isNextToRival(distance, index, booth, standsAt)) return "rivalNextDoor";
  }
  return "outbid";
}

/** Finds booths that nobody took and that fit an application. */
function createFreeList(
  { problem, distance, booths }: Posed,
  { optionOf, holderOf }: Assignment,
  closed: ReadonlySet<string>,
): (application: Application, index: number) => string[] {
  const free = booths.flatMap(({ booth }, place) =>
    holderOf[place] === NONE && !closed.has(booth.code) ? [{ booth, place }] : [],
  );
  const standsAt = (application: number): number => problem.boothOf[optionOf[application] ?? NONE] ?? NONE;
  return (application, index) => {
    const found: string[] = [];
    for (const { booth, place } of free) {
      if (found.length === FREE_SHOWN) break;
      if (!fits(application, booth)) continue;
      if (distance === null || !isNextToRival(distance, index, place, standsAt)) found.push(booth.code);
    }
    return found;
  };
}
