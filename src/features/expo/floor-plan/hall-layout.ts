import type { Booth, Hall } from "../expo.ts";
import { around, type Box, centreOf, clip, contains, grow, overlaps, type Point } from "./box.ts";
import { type BoothState, type FloorPlan, stateOf } from "./floor-plan.ts";
import { groupRows, type Row, splitCode } from "./rows.ts";
import { boothsShown, type NumberedZone } from "./tally.ts";
import type { Measure, TextLine } from "./text-line.ts";

/** The floor as it is drawn. Lengths in pixels. */
export type HallLayout = {
  readonly frame: Box;
  /** Pixels to a metre. */
  readonly scale: number;
  readonly booths: readonly BoothShape[];
  readonly zones: readonly ZoneShape[];
  /** The letters of the rows whose booths show their number only. */
  readonly rowLabels: readonly TextLine[];
  /** True where booths show the number of their code only. */
  readonly shortened: boolean;
};

export type BoothShape = {
  readonly code: string;
  readonly state: BoothState;
  readonly box: Box;
  readonly label: TextLine;
};

/** A number in a circle, in pixels. */
export type Badge = { readonly x: number; readonly y: number; readonly radius: number };

export type ZoneShape = {
  readonly number: number;
  /** The floor of the zone: these rectangles together. */
  readonly floor: readonly Box[];
  /** Its number, once on each part that stands by itself. */
  readonly badges: readonly Badge[];
};

/** A full code smaller than this is shortened to its number, in pixels. */
const FULL_CODE = 15;
const LARGEST_CODE = 26;
const SMALLEST_CODE = 7;
const LARGEST_SCALE = 64;
/** How much of the aisles around a booth belongs to its zone, and how much hall is shown around a zone, in metres. */
const ZONE_MARGIN = 1;
const VIEW_MARGIN = 3;
/** Floors that stand so close look like one, in pixels. */
const EYE = 24;

/**
 * Lays out the floor within `room`: as wide as it is, and no higher. Booths keep their true shape and place. A code
 * stands in full where it is legible, else as the number in its row, whose letters stand once beside it.
 */
export function layOutHall(plan: FloorPlan, zones: readonly NumberedZone[], room: Box, measure: Measure): HallLayout {
  const view = viewOf(plan);
  const scale = Math.min(room.width / view.width, room.height / view.height, LARGEST_SCALE);
  const frame = {
    x: room.x + (room.width - view.width * scale) / 2,
    y: room.y,
    width: view.width * scale,
    height: view.height * scale,
  };
  const place = (box: Box): Box => ({
    x: frame.x + (box.x - view.x) * scale,
    y: frame.y + (box.y - view.y) * scale,
    width: box.width * scale,
    height: box.height * scale,
  });
  const seen = plan.hall.booths.filter((booth) => contains(view, booth));
  const obstacles = seen.map((booth) => grow(place(booth), 1));
  const legible = seen.every((booth) => codeSize(booth.code, place(booth), measure) >= FULL_CODE);
  const rows = groupRows(seen).map((row) => ({
    row,
    label: legible || row.prefix === "" ? null : labelRow(row, place, { frame, obstacles, measure }),
  }));
  return {
    frame,
    scale,
    booths: rows.flatMap(({ row, label }) =>
      row.booths.map((booth) => shapeBooth(booth, place(booth), stateOf(plan, booth.code), label === null, measure)),
    ),
    zones: shapeZones(zones, seen, view, place, { frame, obstacles }),
    rowLabels: rows.flatMap(({ label }) => (label === null ? [] : [label])),
    shortened: rows.some(({ label }) => label !== null),
  };
}

/** The part of the hall that is shown, in metres. */
function viewOf(plan: FloorPlan): Box {
  const hall = hallBox(plan.hall);
  const booths = boothsShown(plan);
  return plan.zone === null || booths.length === 0 ? hall : clip(grow(around(booths), VIEW_MARGIN), hall);
}

function hallBox({ width, height }: Hall): Box {
  return { x: 0, y: 0, width, height };
}

function shapeBooth(booth: Booth, box: Box, state: BoothState, full: boolean, measure: Measure): BoothShape {
  const text = full ? booth.code : splitCode(booth.code).number;
  const starred = state === "mine";
  const size = Math.max(SMALLEST_CODE, codeSize(text, box, measure) * (starred ? 0.9 : 1));
  const { x, y } = centreOf(box);
  const width = measure(text, size, true);
  const top = y - size / 2 + (starred ? box.height * 0.13 : 0);
  return {
    code: booth.code,
    state,
    box,
    label: { text, size, bold: true, align: "middle", box: { x: x - width / 2, y: top, width, height: size } },
  };
}

/** The largest size at which a code fits its booth, a mark in the corner included. */
function codeSize(text: string, box: Box, measure: Measure): number {
  return Math.min(box.height * 0.5, (box.width * 0.86 - 2) / measure(text, 1, true), LARGEST_CODE);
}

type Surroundings = { readonly frame: Box; readonly obstacles: Box[] };

/** The letters of a row, beside it; null where there is no room, so that its booths show their whole codes. */
function labelRow(
  row: Row,
  place: (box: Box) => Box,
  { frame, obstacles, measure }: Surroundings & { readonly measure: Measure },
): TextLine | null {
  const ends = around(row.booths.map(place));
  for (const size of [26, 22, 18, 15]) {
    const width = measure(row.prefix, size, true);
    const free = besides(ends, width + 6, size + 2).find(
      (box) => contains(frame, box) && !obstacles.some((obstacle) => overlaps(box, obstacle)),
    );
    if (free === undefined) continue;
    obstacles.push(free);
    const box = { x: free.x + 3, y: free.y + 1, width, height: size };
    return { text: row.prefix, size, bold: true, align: "middle", box };
  }
  return null;
}

/** Places beside a row: before and after it where it runs across, above and below where it runs down. */
function besides(row: Box, width: number, height: number): Box[] {
  const { x, y } = centreOf(row);
  const across = [row.x - width - 1, row.x + row.width + 1].map((at) => ({ x: at, y: y - height / 2, width, height }));
  const down = [row.y - height - 1, row.y + row.height + 1].map((at) => ({ x: x - width / 2, y: at, width, height }));
  return row.width >= row.height ? [...across, ...down] : [...down, ...across];
}

function shapeZones(
  zones: readonly NumberedZone[],
  seen: readonly Booth[],
  view: Box,
  place: (box: Box) => Box,
  { frame, obstacles }: Surroundings,
): ZoneShape[] {
  const shown = new Set(seen);
  const floors = zones.flatMap(({ number, booths }) => {
    const here = booths.filter((booth) => shown.has(booth));
    if (here.length === 0) return [];
    const whole = grow(around(here), ZONE_MARGIN);
    const strangers = seen.filter((booth) => !here.includes(booth));
    const clear = !strangers.some((booth) => overlaps(booth, whole));
    const floor = (clear ? [whole] : here.map((booth) => grow(booth, ZONE_MARGIN))).map((box) =>
      place(clip(box, view)),
    );
    return [{ number, floor }];
  });
  return floors.map((zone) => {
    // A number on another zone's floor would name that one.
    const foreign = floors.filter((other) => other !== zone).flatMap(({ floor }) => floor);
    const taken = [...obstacles, ...foreign];
    const badges = partsOf(zone.floor, foreign).map((part) => placeBadge(part, frame, taken));
    obstacles.push(...badges.map(({ x, y, radius }) => grow({ x, y, width: 0, height: 0 }, radius)));
    return { ...zone, badges };
  });
}

/** Parts of a floor that belong together to the eye: no more than an aisle between them, and nobody else's floor. */
function partsOf(floor: readonly Box[], foreign: readonly Box[]): Box[][] {
  const left = new Set(floor);
  const parts: Box[][] = [];
  for (const first of floor) {
    if (!left.delete(first)) continue;
    const part = [first];
    for (const box of part) {
      for (const other of left) {
        const joined = around([box, other]);
        if (!overlaps(grow(box, EYE), other) || foreign.some((one) => overlaps(joined, one))) continue;
        left.delete(other);
        part.push(other);
      }
    }
    parts.push(part);
  }
  return parts;
}

/** The free spot nearest to the middle of a zone, within it where there is one, for a number as large as fits. */
function placeBadge(floor: readonly Box[], frame: Box, obstacles: Box[]): Badge {
  const inside = clip(around(floor), frame);
  const beside = clip(grow(inside, 24), frame);
  for (const { area, radii } of [
    { area: inside, radii: [26, 22, 18, 15, 14, 13] },
    { area: beside, radii: [18, 15, 12, 9] },
  ]) {
    const near = obstacles.filter((obstacle) => overlaps(obstacle, area));
    for (const radius of radii) {
      const spot = nearestFree(spotsIn(area, radius, near), centreOf(inside), near);
      if (spot === null) continue;
      obstacles.push(spot);
      return { ...centreOf(spot), radius };
    }
  }
  return { x: beside.x + 9, y: beside.y + 9, radius: 9 };
}

function nearestFree(spots: readonly Box[], to: Point, obstacles: readonly Box[]): Box | null {
  let nearest: Box | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const spot of spots) {
    const { x, y } = centreOf(spot);
    const distance = Math.hypot(x - to.x, y - to.y);
    if (distance >= least || obstacles.some((obstacle) => overlaps(spot, obstacle))) continue;
    nearest = spot;
    least = distance;
  }
  return nearest;
}

/** Squares within an area that stand in its middle or touch an obstacle: no other can be the nearest. */
function spotsIn(area: Box, radius: number, obstacles: readonly Box[]): Box[] {
  const side = 2 * radius;
  const { x: middleX, y: middleY } = centreOf(area);
  const across = new Set([middleX - radius, ...obstacles.flatMap(({ x, width }) => [x - side, x + width])]);
  const down = new Set([middleY - radius, ...obstacles.flatMap(({ y, height }) => [y - side, y + height])]);
  return [...down]
    .flatMap((y) => [...across].map((x) => ({ x, y, width: side, height: side })))
    .filter((spot) => contains(area, spot));
}
