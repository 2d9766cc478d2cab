import { z } from "zod";
import { hasTaskWords, KNOWN_TASKS } from "../../tasks.ts";
import type { Finding } from "../fault.ts";
import { day, partId } from "../fields.ts";
import type { Tree } from "../parse-yaml.ts";
import { daysOf } from "./dates.ts";
import { type Rule, readAll } from "./loosely.ts";
import { twice } from "./twice.ts";

const named = z.object({ id: partId, name: z.unknown().optional() });

/** What the tasks of exhibitors must say together. */
export const taskRules: readonly Rule[] = [
  (file) => twice(readAll(file, ["tasks", "*", "id"], partId), "task"),
  withoutWords,
  dueTooLate,
];

function withoutWords(file: Tree): Finding[] {
  return readAll(file, ["tasks", "*"], named)
    .filter(({ value: { id, name } }) => !hasTaskWords(id) && (name ?? null) === null)
    .map(({ value, place }) => ({
      place: [...place, "id"],
      message: `The task "${value.id}" has no words of its own. Give it a name, such as name: { en: Hall passes }, or write one of: ${KNOWN_TASKS.join(", ")}.`,
    }));
}

function dueTooLate(file: Tree): Finding[] {
  const { from, until } = daysOf(file);
  if (until === undefined || (from !== undefined && from > until)) return [];
  return readAll(file, ["tasks", "*", "due"], day)
    .filter(({ value }) => value > until)
    .map(({ value, place }) => ({
      place,
      message: `The task is due (${value}) after the expo is over (${until}). Mend the day, or dates.`,
    }));
}
