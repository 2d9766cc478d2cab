import type { Expo } from "../expo.ts";
import { dayOfMoment, instantOf } from "./moment.ts";
import type { ExpoFile } from "./schema.ts";

/** A file whose shape and rules are right, as the program keeps it: instants in UTC, days on the expo's calendar. */
export function toExpo(file: ExpoFile): Expo {
  const { dates, signup, rules, tasks, timezone: zone } = file;
  return {
    ...file,
    dates: dates === null ? null : { from: dayOfMoment(dates.from, zone), until: dayOfMoment(dates.until, zone) },
    signup:
      signup === null
        ? null
        : { opens: instantOf(signup.opens, zone, "start"), closes: instantOf(signup.closes, zone, "end") },
    rules: {
      ...rules,
      wishesUntil: rules.wishesUntil === null ? null : instantOf(rules.wishesUntil, zone, "end"),
    },
    tasks: [...tasks].sort((one, other) => one.due.localeCompare(other.due)),
  };
}
