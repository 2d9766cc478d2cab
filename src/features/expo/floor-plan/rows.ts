import type { Booth } from "../expo.ts";
import { grow, overlaps } from "./box.ts";

/** Booths side by side whose codes begin alike: `A` for A1, A2 and A3. */
export type Row = { readonly prefix: string; readonly booths: readonly Booth[] };

/** How far apart two booths of a row may stand, in metres. */
const GAP = 0.3;

/** Sorts booths into rows. A code without a number at its end is a row of its own, with the empty prefix. */
export function groupRows(booths: readonly Booth[]): Row[] {
  const byPrefix = new Map<string, Booth[]>();
  for (const booth of booths) {
    const { prefix } = splitCode(booth.code);
    byPrefix.set(prefix, [...(byPrefix.get(prefix) ?? []), booth]);
  }
  return [...byPrefix].flatMap(([prefix, alike]) => connect(alike).map((row) => ({ prefix, booths: row })));
}

/** A code as the row's letters and the booth's number in it. */
export function splitCode(code: string): { readonly prefix: string; readonly number: string } {
  const number = /\d+$/u.exec(code)?.[0] ?? code;
  return { prefix: code.slice(0, code.length - number.length), number };
}

/** Parts booths into groups that touch one another. */
function connect(booths: readonly Booth[]): Booth[][] {
  const left = new Set(booths);
  const groups: Booth[][] = [];
  for (const first of booths) {
    if (!left.delete(first)) continue;
    const group = [first];
    for (const booth of group) {
      for (const other of left) {
        if (overlaps(grow(booth, GAP), other)) {
          left.delete(other);
          group.push(other);
        }
      }
    }
    groups.push(group);
  }
  return groups;
}
