import ical from "ical-generator";
import type { Translator } from "../../../i18n/translator.ts";
import type { TextFile } from "../../../message/outgoing.ts";
import { type LanguageTag, localized } from "../../../message/text.ts";
import { DAY } from "../../../shared/clock.ts";
import type { Booking } from "../booking/index.ts";
import { titleOf, whereOf } from "../chat/words.ts";
import type { Expo } from "../expo.ts";
import { listTasks, taskTitle } from "../tasks.ts";

/**
 * The days of an expo and the dates to keep before it, as a calendar file (iCalendar, RFC 5545): whole days, so that they
 * stand in every zone. Null while the days are not announced. The same booking gives the same entries, so that a calendar
 * that takes the file twice has them once.
 */
export function calendarFile(
  expo: Expo,
  { id, booth, number }: Booking,
  { language, now }: { readonly language: LanguageTag; readonly now: string },
  { plain }: Pick<Translator, "plain">,
): TextFile | null {
  if (expo.dates === null) return null;
  const title = plain(titleOf(expo, language), language);
  const calendar = ical({ name: title, prodId: { company: "Silkdesk", product: "Expo", language: "EN" } });
  const add = (uid: string, from: string, until: string, summary: string): void => {
    const end = new Date(Date.parse(until) + DAY);
    const days = { start: new Date(from), end, allDay: true } as const;
    calendar.createEvent({ id: `${uid}@silkdesk`, stamp: new Date(now), ...days, summary }).location(location);
  };
  const location = plain(whereOf(expo, language), language);
  const summary = plain(localized("signup.calendarTitle", { expo: title, booth, number: number ?? "" }), language);
  add(id, expo.dates.from, expo.dates.until, summary);
  for (const task of listTasks(expo)) {
    const todo = plain(localized("signup.calendarTask", { expo: title, task: taskTitle(task, language) }), language);
    add(`${id}-${task.id}`, task.due, task.due, todo);
  }
  return { name: `${expo.id}-${booth}.ics`, mime: "text/calendar; charset=utf-8", text: calendar.toString() };
}
