import { AppError } from "../../../shared/errors.ts";
import { areaOf, type Booth, type Expo } from "../expo.ts";
import type { Application } from "./application.ts";
import { findNeighbours, type PlacedBooth } from "./next-door.ts";
import { type Distance, type Problem, toLists } from "./problem.ts";

/** Sides and areas that differ by less are the same. */
const ROUNDING = 0.005;

/** More options than this take more than a gigabyte of memory. */
const MOST_OPTIONS = 10_000_000;

/** A problem, and whom and what its numbers stand for. */
export type Posed = {
  readonly problem: Problem;
  /** Null where rivals may stand next door. */
  readonly distance: Distance | null;
  readonly applications: readonly Application[];
  readonly booths: readonly PlacedBooth[];
};

/**
 * Turns an expo and applications into numbers. Both are put in the order of their ids first, so that the order in a file
 * changes nothing.
 *
 * @param closed the codes of booths that can't be had.
 * @throws AppError `input.invalid` where there are too many options.
 */
export function pose(expo: Expo, given: readonly Application[], closed: ReadonlySet<string>): Posed {
  const applications = [...given].sort((one, other) => compare(one.id, other.id));
  const booths = listBooths(expo).sort((one, other) => compare(one.booth.code, other.booth.code));
  const placeOf = new Map(booths.map(({ booth }, place) => [booth.code, place]));
  const open = booths.map(({ booth }) => !closed.has(booth.code));
  const starts = new Int32Array(applications.length + 1);
  const boothOf: number[] = [];
  const values: number[] = [];
  const alike = createClasses(booths.map(({ booth }) => booth));
  applications.forEach((application, index) => {
    const { wishes, elsewhere } = application;
    const worth = new Map<number, number>();
    if (elsewhere !== null) for (const place of alike(application)) worth.set(place, elsewhere);
    for (const { booth, value } of wishes) {
      const place = placeOf.get(booth);
      const wished = place === undefined ? undefined : booths[place]?.booth;
      if (place !== undefined && wished !== undefined && fits(application, wished)) worth.set(place, value);
    }
    for (const [place, value] of worth) {
      if (!open[place]) continue;
      boothOf.push(place);
      values.push(value);
    }
    starts[index + 1] = boothOf.length;
    if (boothOf.length > MOST_OPTIONS) throw tooMany();
  });
  return {
    problem: {
      applications: applications.length,
      booths: booths.length,
      starts,
      boothOf: Int32Array.from(boothOf),
      values: Float64Array.from(values),
    },
    distance: expo.rules.rivalsApart ? { rivals: rivalsOf(applications), neighbours: findNeighbours(booths) } : null,
    applications,
    booths,
  };
}

function tooMany(): AppError {
  return new AppError(
    "input.invalid",
    `Applications that take any booth ("elsewhere") make more than ${MOST_OPTIONS} options. Nothing was allocated. Name zones for them, or leave "elsewhere" out.`,
  );
}

export function listBooths({ halls }: Expo): PlacedBooth[] {
  return halls.flatMap(({ id, booths }) => booths.map((booth) => ({ hall: id, booth })));
}

export function fits(application: Application, booth: Booth): boolean {
  return fitsInSize(application, booth) && fitsInZone(application, booth);
}

export function fitsInSize({ size }: Pick<Application, "size">, booth: Booth): boolean {
  if (typeof size === "number") return isSame(areaOf(booth), size);
  const [width, depth] = size;
  return (
    (isSame(booth.width, width) && isSame(booth.height, depth)) ||
    (isSame(booth.width, depth) && isSame(booth.height, width))
  );
}

export function fitsInZone({ zones }: Pick<Application, "zones">, { zone }: Booth): boolean {
  return zones.length === 0 || (zone !== null && zones.includes(zone));
}

const isSame = (one: number, other: number): boolean => Math.abs(one - other) < ROUNDING;

/** By code units: the same on every machine, whatever its language. */
function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

/** Finds the booths that fit an application; those who want the same share one list. */
function createClasses(booths: readonly Booth[]): (application: Application) => readonly number[] {
  const found = new Map<string, readonly number[]>();
  return (application) => {
    const key = JSON.stringify([application.size, application.zones]);
    const known = found.get(key);
    if (known !== undefined) return known;
    const places = booths.flatMap((booth, place) => (fits(application, booth) ? [place] : []));
    found.set(key, places);
    return places;
  };
}

/** Both ways: it is enough that one of two names the other. Who did not apply stands nowhere. */
function rivalsOf(applications: readonly Application[]): Distance["rivals"] {
  const numberOf = new Map(applications.map(({ id }, index) => [id, index]));
  const rivals = applications.map(() => new Set<number>());
  applications.forEach(({ rivals: named }, index) => {
    for (const name of named) {
      const other = numberOf.get(name);
      if (other === undefined || other === index) continue;
      rivals[index]?.add(other);
      rivals[other]?.add(index);
    }
  });
  return toLists(rivals.map((those) => [...those].sort((one, other) => one - other)));
}
