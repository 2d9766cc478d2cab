import { z } from "zod";
import type { Finding } from "../fault.ts";
import { moment, zone } from "../fields.ts";
import { dayOfMoment, type Edge, instantOf } from "../moment.ts";
import type { Tree } from "../parse-yaml.ts";
import { type Rule, readOne } from "./loosely.ts";

/** What the dates of a file must say together. */
export const dateRules: readonly Rule[] = [datesInOrder, signupInOrder, signupBeforeEnd, wishesGiven, wishesInSignup];

function datesInOrder(file: Tree): Finding[] {
  const { from, until } = daysOf(file);
  if (from === undefined || until === undefined || from <= until) return [];
  return [
    {
      place: ["dates", "until"],
      message: `The expo ends (${until}) before it begins (${from}). Swap or mend the dates.`,
    },
  ];
}

function signupInOrder(file: Tree): Finding[] {
  const opens = instantAt(file, ["signup", "opens"], "start");
  const closes = instantAt(file, ["signup", "closes"], "end");
  if (opens === undefined || closes === undefined || opens < closes) return [];
  return [
    {
      place: ["signup", "closes"],
      message: `Signup closes (${closes}) before it opens (${opens}). Swap or mend the dates.`,
    },
  ];
}

function signupBeforeEnd(file: Tree): Finding[] {
  const ends = instantAt(file, ["dates", "until"], "end");
  const closes = instantAt(file, ["signup", "closes"], "end");
  if (ends === undefined || closes === undefined || closes <= ends) return [];
  return [
    {
      place: ["signup", "closes"],
      message: `Signup closes (${closes}) after the expo is over (${ends}). Let it close before, or mend dates.`,
    },
  ];
}

function wishesGiven(file: Tree): Finding[] {
  const mode = readOne(file, ["rules", "mode"], z.string());
  if (mode !== "batch" || readOne(file, ["rules", "wishesUntil"], z.string()) !== undefined) return [];
  return [
    {
      place: ["rules", "wishesUntil"],
      message:
        "In batch mode wishes end at a time. Add one, such as wishesUntil: 2027-02-01, or write mode: firstCome.",
    },
  ];
}

function wishesInSignup(file: Tree): Finding[] {
  const wishes = instantAt(file, ["rules", "wishesUntil"], "end");
  const opens = instantAt(file, ["signup", "opens"], "start");
  const closes = instantAt(file, ["signup", "closes"], "end");
  if (wishes === undefined || opens === undefined || closes === undefined) return [];
  if (wishes > opens && wishes <= closes) return [];
  return [
    {
      place: ["rules", "wishesUntil"],
      message: `Wishes end (${wishes}) outside of the signup (${opens} to ${closes}). Let them end within it.`,
    },
  ];
}

/** The days of the expo, on its own calendar. */
export function daysOf(file: Tree): { readonly from: string | undefined; readonly until: string | undefined } {
  const dayAt = (key: string): string | undefined => {
    const found = readOne(file, ["dates", key], moment);
    return found === undefined ? undefined : dayOfMoment(found, zoneOf(file));
  };
  return { from: dayAt("from"), until: dayAt("until") };
}

function instantAt(file: Tree, path: readonly string[], edge: Edge): string | undefined {
  const found = readOne(file, path, moment);
  return found === undefined ? undefined : instantOf(found, zoneOf(file), edge);
}

/** UTC where the zone is wrong: the order of dates can be told nevertheless. */
function zoneOf(file: Tree): string {
  return readOne(file, ["timezone"], zone) ?? "UTC";
}
