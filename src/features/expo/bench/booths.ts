import { type AllocateOptions, allocate } from "../allocation/allocate.ts";
import type { Application } from "../allocation/application.ts";
import { type CheckedPlan, checkAllocation } from "../allocation/check.ts";
import { allocateInOrder } from "../allocation/in-order.ts";
import type { Placed } from "../allocation/placed.ts";
import type { Expo } from "../expo.ts";
import { type Instance, makeInstance } from "./make-instance.ts";

/** How one way to give out booths did on one made-up expo. */
export type BoothsRow = {
  /** `auction` is ours; `auction, rivals ignored` shows what keeping rivals apart costs; `serial` is first come, first served. */
  readonly way: "auction" | "auction, rivals ignored" | "serial";
  readonly booths: number;
  readonly applications: number;
  /** What any other fitting booth is worth; null where only the wishes count. */
  readonly elsewhere: number | null;
  readonly seed: number;
  /** The value, and its share of what no plan can exceed. */
  readonly value: number;
  readonly bound: number;
  readonly ofBound: number;
  /** Pairs of rivals next door to each other, and all other faults that the checker finds. */
  readonly conflicts: number;
  readonly faults: number;
  readonly unplaced: number;
  /** The share of all applicants who got their first wish, or one of their first three. */
  readonly first: number;
  readonly topThree: number;
  readonly seconds: number;
};

export type BenchBoothsOptions = {
  /** How many booths the expos have. */
  readonly sizes: readonly number[];
  /** Applications in percent of the booths. */
  readonly load: number;
  readonly elsewhere: readonly (number | null)[];
  readonly seeds: readonly number[];
  readonly progress: (text: string) => void;
};

const NOTHING_CLOSED: ReadonlySet<string> = new Set();

/** Gives out the booths of made-up expos: ours, ours without keeping rivals apart, and first come, first served. */
export function benchBooths({ sizes, load, elsewhere, seeds, progress }: BenchBoothsOptions): readonly BoothsRow[] {
  return sizes.flatMap((booths) =>
    elsewhere.flatMap((worth) =>
      seeds.flatMap((seed) => {
        progress(
          `${booths} booths, ${worth === null ? "wishes only" : `any other booth worth ${worth}`}, seed ${seed}`,
        );
        const applications = Math.max(1, Math.round((booths * load) / 100));
        return measure(makeInstance({ booths, applications, seed, elsewhere: worth }), seed);
      }),
    ),
  );
}

function measure({ expo, applications }: Instance, seed: number): BoothsRow[] {
  const careless: Expo = { ...expo, rules: { ...expo.rules, rivalsApart: false } };
  const options: AllocateOptions = { seed, closed: NOTHING_CLOSED };
  const ours = stopwatch(() => allocate(expo, applications, options));
  const ignored = stopwatch(() => allocate(careless, applications, options));
  const serial = stopwatch(() => allocateInOrder(expo, applications, options));
  const { bound } = ours.result;
  const rowOf = (way: BoothsRow["way"], { result, seconds }: Timed<Omit<CheckedPlan, "bound">>): BoothsRow => {
    const faults = checkAllocation(expo, applications, NOTHING_CLOSED, { ...result, bound });
    const conflicts = faults.filter(({ rule }) => rule === "rivals").length;
    return {
      way,
      booths: expo.halls.flatMap((hall) => hall.booths).length,
      applications: applications.length,
      elsewhere: applications[0]?.elsewhere ?? null,
      seed,
      value: result.value,
      bound,
      ofBound: bound === 0 ? 1 : result.value / bound,
      conflicts,
      faults: faults.length - conflicts,
      unplaced: result.unplaced.length,
      first: shareWithin(applications, result.placed, 1),
      topThree: shareWithin(applications, result.placed, 3),
      seconds,
    };
  };
  return [rowOf("auction", ours), rowOf("auction, rivals ignored", ignored), rowOf("serial", serial)];
}

type Timed<T> = { readonly result: T; readonly seconds: number };

function stopwatch<T>(work: () => T): Timed<T> {
  const start = performance.now();
  const result = work();
  return { result, seconds: (performance.now() - start) / 1000 };
}

/** The share of applicants who got one of their first `count` wishes; the first is listed first. */
function shareWithin(applications: readonly Application[], placed: readonly Placed[], count: number): number {
  const boothOf = new Map(placed.map(({ application, booth }) => [application, booth]));
  const met = applications.filter(({ id, wishes }) =>
    wishes.slice(0, count).some(({ booth }) => booth === boothOf.get(id)),
  );
  return met.length / Math.max(1, applications.length);
}
