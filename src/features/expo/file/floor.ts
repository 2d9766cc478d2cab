import type { Booth } from "../expo.ts";

/** Where a booth stands in its hall, in metres from the upper left. */
export type Rectangle = Pick<Booth, "x" | "y" | "width" | "height">;

/** Walls that are one within this, in metres, touch and don't cross: 0.1 + 0.2 is not quite 0.3. */
const TOLERANCE = 0.001;

/** Whether a rectangle stands within a floor that begins at 0, 0. */
export function isWithin(floor: Pick<Rectangle, "width" | "height">, { x, y, width, height }: Rectangle): boolean {
  return Math.min(x, y) >= -TOLERANCE && x + width <= floor.width + TOLERANCE && y + height <= floor.height + TOLERANCE;
}

/** Whether two rectangles share some floor. */
export function overlap(one: Rectangle, other: Rectangle): boolean {
  return (
    one.x + one.width > other.x + TOLERANCE &&
    other.x + other.width > one.x + TOLERANCE &&
    one.y + one.height > other.y + TOLERANCE &&
    other.y + other.height > one.y + TOLERANCE
  );
}

/**
 * The pairs that share some floor, up to `most`: each is compared with those that begin before it ends, from left to
 * right (a plane sweep).
 */
export function findOverlaps<R extends Rectangle>(rectangles: readonly R[], most: number): (readonly [R, R])[] {
  const sorted = [...rectangles].sort((one, other) => one.x - other.x);
  const found: (readonly [R, R])[] = [];
  for (const [index, one] of sorted.entries()) {
    for (let next = index + 1; next < sorted.length; next += 1) {
      const other = sorted[next];
      if (other === undefined || other.x >= one.x + one.width) break;
      if (!overlap(one, other)) continue;
      found.push([one, other]);
      if (found.length >= most) return found;
    }
  }
  return found;
}
