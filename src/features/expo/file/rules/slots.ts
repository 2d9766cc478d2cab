import { z } from "zod";
import type { Finding } from "../fault.ts";
import { clock, day, wholeNumber } from "../fields.ts";
import type { Tree } from "../parse-yaml.ts";
import { daysOf } from "./dates.ts";
import { type Rule, readAll, readOne } from "./loosely.ts";

const hours = z.object({ from: clock, until: clock });

/** What the slots for meetings must say together. Times of the day such as 09:00 compare as text. */
export const slotRules: readonly Rule[] = [slotsInOrder, slotsFit, breaksInOrder, breaksWithin, daysWithin];

function slotsInOrder(file: Tree): Finding[] {
  const slots = readOne(file, ["slots"], hours);
  if (slots === undefined || slots.from < slots.until) return [];
  return [
    {
      place: ["slots", "until"],
      message: `Slots end (${slots.until}) before they begin (${slots.from}). Swap or mend the times.`,
    },
  ];
}

function slotsFit(file: Tree): Finding[] {
  const slots = readOne(file, ["slots"], hours.extend({ minutes: wholeNumber(5, 480) }));
  if (slots === undefined || slots.from >= slots.until) return [];
  const open = minutesOf(slots.until) - minutesOf(slots.from);
  if (slots.minutes <= open) return [];
  return [
    {
      place: ["slots", "minutes"],
      message: `A slot of ${slots.minutes} minutes does not fit between ${slots.from} and ${slots.until}. Make it shorter.`,
    },
  ];
}

function breaksInOrder(file: Tree): Finding[] {
  return readAll(file, ["slots", "breaks", "*"], hours)
    .filter(({ value }) => value.from >= value.until)
    .map(({ value, place }) => ({
      place,
      message: `The break ends (${value.until}) before it begins (${value.from}). Swap or mend the times.`,
    }));
}

function breaksWithin(file: Tree): Finding[] {
  const slots = readOne(file, ["slots"], hours);
  if (slots === undefined || slots.from >= slots.until) return [];
  return readAll(file, ["slots", "breaks", "*"], hours)
    .filter(({ value }) => value.from < slots.from || value.until > slots.until)
    .map(({ value, place }) => ({
      place,
      message: `The break ${value.from} to ${value.until} lies outside of the slots (${slots.from} to ${slots.until}). Move it, or remove it.`,
    }));
}

function daysWithin(file: Tree): Finding[] {
  const { from, until } = daysOf(file);
  if (from === undefined || until === undefined || from > until) return [];
  const seen = new Set<string>();
  return readAll(file, ["slots", "days", "*"], day).flatMap(({ value, place }) => {
    if (seen.has(value)) return [{ place, message: `The day ${value} is there twice. Keep one.` }];
    seen.add(value);
    if (value >= from && value <= until) return [];
    return [{ place, message: `The day ${value} is none of the expo (${from} to ${until}). Mend it, or remove it.` }];
  });
}

function minutesOf(time: string): number {
  const [hour = 0, minute = 0] = time.split(":").map(Number);
  return hour * 60 + minute;
}
