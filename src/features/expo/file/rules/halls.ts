import { z } from "zod";
import type { Finding } from "../fault.ts";
import { boothCode, partId, position, side } from "../fields.ts";
import { findOverlaps, isWithin } from "../floor.ts";
import type { Tree } from "../parse-yaml.ts";
import { type Part, type Rule, readAll, readOne } from "./loosely.ts";
import { twice } from "./twice.ts";

/** More pairs in one hall tell no more. */
const MAX_OVERLAPS = 1_000;

const sides = z.object({ width: side, height: side });
const standing = sides.extend({ code: boothCode, x: position, y: position });

type Standing = z.output<typeof standing>;

/** What the halls, zones and booths of a file must say together. */
export const hallRules: readonly Rule[] = [
  (file) => twice(readAll(file, ["halls", "*", "id"], partId), "hall"),
  (file) =>
    eachHall(file).flatMap((hall) => twice(readAll(hall.value, ["zones", "*", "id"], partId), "zone", hall.place)),
  (file) => twice(readAll(file, ["halls", "*", "booths", "*", "code"], boothCode), "booth"),
  (file) => eachHall(file).flatMap(unknownZones),
  (file) => eachHall(file).flatMap(outside),
  (file) => eachHall(file).flatMap(overlapping),
];

function eachHall(file: Tree): Part<Tree>[] {
  return readAll(file, ["halls", "*"], z.custom<Tree>());
}

function unknownZones({ value, place }: Part<Tree>): Finding[] {
  const known = new Set(readAll(value, ["zones", "*", "id"], partId).map((zone) => zone.value));
  const choice =
    known.size === 0 ? "The hall has none: add them under zones." : `Write one of: ${[...known].join(", ")}.`;
  return readAll(value, ["booths", "*", "zone"], partId)
    .filter((zone) => !known.has(zone.value))
    .map((zone) => ({
      place: [...place, ...zone.place],
      message: `There is no zone "${zone.value}" in this hall. ${choice}`,
    }));
}

function boothsOf(hall: Tree): Part<Standing>[] {
  return readAll(hall, ["booths", "*"], standing);
}

function outside({ value, place }: Part<Tree>): Finding[] {
  const floor = readOne(value, [], sides);
  if (floor === undefined) return [];
  return boothsOf(value)
    .filter((booth) => !isWithin(floor, booth.value))
    .map((booth) => ({
      place: [...place, ...booth.place],
      message: `Booth ${booth.value.code} reaches ${round(booth.value.x + booth.value.width)} m right and ${round(booth.value.y + booth.value.height)} m down, but the hall is ${floor.width} x ${floor.height} m. Move it, or mend the sides of the hall.`,
    }));
}

function overlapping({ value, place }: Part<Tree>): Finding[] {
  const booths = boothsOf(value).map((booth) => ({ ...booth.value, place: [...place, ...booth.place] }));
  return findOverlaps(booths, MAX_OVERLAPS).map(([one, other]) => ({
    place: other.place,
    message: `Booth ${other.code} overlaps booth ${one.code}. Move one of them, or mend its sides (x, y, width, height in metres).`,
  }));
}

function round(metres: number): number {
  return Math.round(metres * 100) / 100;
}
