import { z } from "zod";
import { type ActionRoute, action } from "../../../conversation/feature.ts";
import { buttons, type Reply, reply, show, text } from "../../../conversation/reply.ts";
import { type LanguageTag, type Localizable, lines, localized, sequence } from "../../../message/text.ts";
import type { Reading } from "../../../store/store.ts";
import { type Booking, listDone, setDone } from "../booking/index.ts";
import type { Expo } from "../expo.ts";
import { listTasks, taskTitle } from "../tasks.ts";
import { onExpoClock } from "./clock-words.ts";
import type { SignupDeps } from "./deps.ts";
import { bookingRef, onOwn } from "./own-booking.ts";

/** What is to be done until the expo, and ticking it off. */
export function createTaskActions(deps: SignupDeps): ActionRoute[] {
  return [
    action({
      ...{ name: "signup.tasks", params: bookingRef, response: "new", audience: "private" },
      handle: onOwn(deps, ({ expo, booking, act }, turn) => taskList(act.tx, expo, booking, turn.language)),
    }),
    action({
      ...{ name: "signup.taskDone", response: "update", audience: "private" },
      params: bookingRef.extend({ task: z.string(), done: z.boolean() }),
      handle: onOwn(deps, async ({ expo, booking, act }, turn, { task, done }) => {
        await setDone(act.tx, { booking: booking.id, task, done }, turn.now);
        return taskList(act.tx, expo, booking, turn.language);
      }),
    }),
  ];
}

/** The dates to keep, a line each: those that are set for the expo, and the last day on which things can be put right. */
export function taskLines(expo: Expo, language: LanguageTag, done: ReadonlySet<string> = new Set()): Localizable[] {
  const tasks = listTasks(expo).map((task) =>
    localized(done.has(task.id) ? "signup.taskDone" : "signup.taskLine", {
      due: { date: task.due, style: "date" },
      task: taskTitle(task, language),
    }),
  );
  const closes =
    expo.signup === null ? [] : [localized("signup.correctUntil", { until: onExpoClock(expo, expo.signup.closes) })];
  return [...(tasks.length === 0 ? [] : [localized("signup.tasksTitle"), lines(...tasks)]), ...closes];
}

async function taskList(db: Reading, expo: Expo, booking: Booking, language: LanguageTag): Promise<Reply> {
  const done = await listDone(db, booking.id);
  const tasks = listTasks(expo);
  if (tasks.length === 0) return reply(text(sequence(localized("signup.noTasks"), ...taskLines(expo, language))));
  const press = (id: string, title: Localizable) =>
    show(localized(done.has(id) ? "signup.tickOff" : "signup.tick", { task: title }), "signup.taskDone", {
      ...{ expo: expo.id, booking: booking.id, task: id, done: !done.has(id) },
    });
  return reply(
    text(sequence(...taskLines(expo, language, done))),
    buttons(...tasks.map((task) => press(task.id, taskTitle(task, language)))),
    buttons(show(localized("signup.remindMe"), "signup.remindMe", { expo: expo.id, booking: booking.id })),
  );
}
