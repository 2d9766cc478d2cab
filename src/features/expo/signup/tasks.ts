import { z } from "zod";
import { type ActionRoute, action } from "../../../conversation/feature.ts";
import { buttons, type Reply, reply, show, text } from "../../../conversation/reply.ts";
import type { Turn } from "../../../conversation/turn.ts";
import { type LanguageTag, type Localizable, lines, localized, sequence } from "../../../message/text.ts";
import type { Reading, Tx } from "../../../store/store.ts";
import { type Booking, findBooking, listDone, setDone } from "../booking/index.ts";
import type { Expo } from "../expo.ts";
import { getExpo } from "../expos.ts";
import { listTasks, taskTitle } from "../tasks.ts";
import { partiesOf } from "./acting.ts";
import { onExpoClock } from "./clock-words.ts";
import type { SignupDeps } from "./deps.ts";
import { refused } from "./refused.ts";

const bookingSchema = z.object({ expo: z.string(), booking: z.string() });

/** What is to be done until the expo, and ticking it off. */
export function createTaskActions({ store }: SignupDeps): ActionRoute[] {
  const showTasks = async (db: Reading, turn: Turn, expo: Expo, id: string): Promise<Reply> => {
    const booking = await findBooking(db, expo.id, id);
    const parties = await partiesOf(db, turn.person.id);
    if (booking === null || !parties.includes(booking.party)) return refused(db, expo, { kind: "notYours" });
    return taskList(db, expo, booking, turn.language);
  };
  return [
    action({
      ...{ name: "signup.tasks", params: bookingSchema, response: "new", audience: "private" },
      handle: async (turn, { params }) => {
        const expo = await getExpo(store.read, params.expo);
        return async (tx) => [await showTasks(tx, turn, expo, params.booking)];
      },
    }),
    action({
      ...{ name: "signup.taskDone", response: "update", audience: "private" },
      params: bookingSchema.extend({ task: z.string(), done: z.boolean() }),
      handle: async (turn, { params: { expo: id, booking, task, done } }) => {
        const expo = await getExpo(store.read, id);
        return async (tx: Tx) => {
          const found = await findBooking(tx, id, booking);
          const parties = await partiesOf(tx, turn.person.id);
          if (found !== null && parties.includes(found.party)) await setDone(tx, { booking, task, done }, turn.now);
          return [await showTasks(tx, turn, expo, booking)];
        };
      },
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
