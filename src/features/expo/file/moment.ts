import { TZDate } from "@date-fns/tz";
import { isoDay } from "../calendar.ts";

/** A day, or a time on it: on the clock of the expo where no offset is written. */
export type Moment = {
  /** An ISO date. */
  readonly day: string;
  /** Such as `09:00:00`; null where only the day is named. */
  readonly time: string | null;
  /** Such as `+08:00` or `Z`. */
  readonly offset: string | null;
};

/** Which instant a bare day means: its first, for what opens, or its last, for what closes. */
export type Edge = "start" | "end";

const MOMENT =
  /^(?<day>\d{4}-\d{2}-\d{2})(?:[T ](?<hour>[01]\d|2[0-3]):(?<minute>[0-5]\d)(?::(?<second>[0-5]\d)(?:\.\d{1,9})?)? ?(?<offset>Z|[+-](?:0\d|1[0-4]):?[0-5]\d)?)?$/iu;

/** Reads `2027-03-10`, `2027-03-10 09:00` or `2027-03-10T09:00:00+03:00`; null where it is none of these. */
export function readMoment(text: string): Moment | null {
  const { day, hour, minute, second = "00", offset } = MOMENT.exec(text)?.groups ?? {};
  if (day === undefined || !isDay(day)) return null;
  const time = hour === undefined ? null : `${hour}:${minute}:${second}`;
  return { day, time, offset: offset?.toUpperCase().replace(/^(...)(\d\d)$/u, "$1:$2") ?? null };
}

/** An ISO date of the calendar, from 1970 to 2199: `Date` takes 30 February for 2 March; the way back shows it. */
export function isDay(text: string): boolean {
  if (!/^(?:19[7-9]\d|2[01]\d\d)-\d{2}-\d{2}$/u.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

/** The instant of a moment, in UTC. */
export function instantOf({ day, time, offset }: Moment, zone: string, edge: Edge): string {
  if (time !== null && offset !== null) return new Date(`${day}T${time}${offset}`).toISOString();
  if (time !== null) return inZone(day, `${time}.000`, zone);
  return inZone(day, edge === "start" ? "00:00:00.000" : "23:59:59.999", zone);
}

/** The day of a moment on the calendar of the expo. */
export function dayOfMoment(moment: Moment, zone: string): string {
  if (moment.offset === null) return moment.day;
  return isoDay(new TZDate(instantOf(moment, zone, "start"), zone));
}

/** What a clock in the zone shows, as an instant; a time that the clock skips in spring is the one an hour later. */
function inZone(day: string, time: string, zone: string): string {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  const [hour = 0, minute = 0, second = 0] = time.split(":").map(Number);
  const wholeSecond = Math.floor(second);
  const milliseconds = Math.round((second - wholeSecond) * 1_000);
  const local = new TZDate(year, month - 1, date, hour, minute, wholeSecond, milliseconds, zone);
  return new Date(local.getTime()).toISOString();
}

/** Whether the system knows the IANA zone. A bare offset is none: it knows no summer time. */
export function isZone(name: string): boolean {
  if (!/^[A-Za-z]/u.test(name)) return false;
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
