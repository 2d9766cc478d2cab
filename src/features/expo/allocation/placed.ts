import type { Posed } from "./pose.ts";
import { type Assignment, NONE } from "./problem.ts";

/** An application, the booth it gets, and what that is worth to it. */
export type Placed = { readonly application: string; readonly booth: string; readonly value: number };

/** An assignment in names, in the order of the applications' ids. */
export function listPlaced({ problem, applications, booths }: Posed, { optionOf }: Assignment): Placed[] {
  return applications.flatMap(({ id }, index) => {
    const option = optionOf[index] ?? NONE;
    const booth = booths[problem.boothOf[option] ?? NONE];
    return booth === undefined
      ? []
      : [{ application: id, booth: booth.booth.code, value: problem.values[option] ?? 0 }];
  });
}
