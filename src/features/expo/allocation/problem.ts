/** Lists of numbers one after another: list `i` is `items` from `starts[i]` up to `starts[i + 1]`. */
export type Lists = { readonly starts: Int32Array; readonly items: Int32Array };

/**
 * Who would take which booth, and what it is worth to them. Applications and booths are numbers from 0; an option is one
 * booth that one application would take.
 */
export type Problem = {
  readonly applications: number;
  readonly booths: number;
  /** The options of application `a` are the numbers from `starts[a]` up to `starts[a + 1]`. */
  readonly starts: Int32Array;
  /** The booth of each option. */
  readonly boothOf: Int32Array;
  /** What each option is worth, from 0. */
  readonly values: Float64Array;
};

/** Which applications must not stand next door to each other, and which booths are next door. Both go both ways. */
export type Distance = { readonly rivals: Lists; readonly neighbours: Lists };

/** Who has which booth. */
export type Assignment = {
  /** The option that each application has; -1 for none. */
  readonly optionOf: Int32Array;
  /** The application in each booth; -1 where it is free. */
  readonly holderOf: Int32Array;
};

export const NONE = -1;

export function toLists(lists: readonly (readonly number[])[]): Lists {
  const starts = new Int32Array(lists.length + 1);
  lists.forEach((list, index) => {
    starts[index + 1] = (starts[index] ?? 0) + list.length;
  });
  return { starts, items: Int32Array.from(lists.flat()) };
}

export function listAt({ starts, items }: Lists, index: number): Int32Array {
  return items.subarray(starts[index] ?? 0, starts[index + 1] ?? 0);
}

/** The application of each option, and the options of each booth. */
export function optionsByBooth(problem: Problem): { readonly applicationOf: Int32Array; readonly options: Lists } {
  const { applications, booths, starts, boothOf } = problem;
  const applicationOf = new Int32Array(boothOf.length);
  for (let application = 0; application < applications; application += 1)
    applicationOf.fill(application, starts[application] ?? 0, starts[application + 1] ?? 0);
  const ends = new Int32Array(booths + 1);
  for (const booth of boothOf) ends[booth + 1] = (ends[booth + 1] ?? 0) + 1;
  for (let booth = 0; booth < booths; booth += 1) ends[booth + 1] = (ends[booth + 1] ?? 0) + (ends[booth] ?? 0);
  const cursor = ends.slice();
  const items = new Int32Array(boothOf.length);
  boothOf.forEach((booth, option) => {
    const place = cursor[booth] ?? 0;
    items[place] = option;
    cursor[booth] = place + 1;
  });
  return { applicationOf, options: { starts: ends, items } };
}

/** What an assignment is worth. */
export function totalValue({ values }: Problem, { optionOf }: Pick<Assignment, "optionOf">): number {
  let sum = 0;
  for (const option of optionOf) if (option !== NONE) sum += values[option] ?? 0;
  return sum;
}
