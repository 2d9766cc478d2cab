import { type ActionRoute, action } from "../../../conversation/feature.ts";
import { buttons, type Reply, reply, show, text } from "../../../conversation/reply.ts";
import { tellPerson } from "../../../conversation/tell-person.ts";
import { type LanguageTag, lines, localized, sequence } from "../../../message/text.ts";
import { DAY } from "../../../shared/clock.ts";
import { getPerson } from "../../../store/people.ts";
import type { Store, Tx } from "../../../store/store.ts";
import { muteButton, setKind, whenToRemind } from "../../reminders/index.ts";
import {
  type Booking,
  findBooking,
  keyOfReminded,
  listConfirmed,
  listDone,
  listReminded,
  type Reminded,
  setReminded,
} from "../booking/index.ts";
import { dayAt } from "../calendar.ts";
import { titleOf } from "../chat/words.ts";
import type { Expo } from "../expo.ts";
import { readExpos } from "../expos.ts";
import { listTasks, taskTitle } from "../tasks.ts";
import { ref } from "./cards.ts";
import type { SignupDeps } from "./deps.ts";
import { bookingRef, onOwn } from "./own-booking.ts";

/** So many days before a date somebody is reminded of it, until it is done. */
const LADDER = [1, 3, 14, 30] as const;

type Due = Reminded & { readonly due: string; readonly left: number };

/** The step of the ladder that a date has reached, for each task that has reached one and is not over. */
export function listDue(expo: Expo, booking: string, now: string): readonly Due[] {
  const today = Date.parse(dayAt(expo, now));
  return listTasks(expo).flatMap(({ id, due }) => {
    const left = Math.round((Date.parse(due) - today) / DAY);
    const days = LADDER.find((step) => left <= step);
    return left < 0 || days === undefined ? [] : [{ booking, task: id, days, due, left }];
  });
}

/**
 * Reminds of the dates whose time has come: one message for what a booking has to do, each step once, never at night, and
 * only of what is not done. What is missed at night is told in the morning.
 *
 * @returns whether messages were queued.
 */
export async function remindOfDates(store: Store, now: string): Promise<boolean> {
  let told = false;
  for (const expo of await readExpos(store.read)) {
    if (listDue(expo, "", now).length === 0) continue;
    const known = await listReminded(store.read, expo.id);
    for (const booking of await listConfirmed(store.read, expo.id)) {
      const due = listDue(expo, booking.id, now).filter((one) => !known.has(keyOfReminded(one)));
      if (due.length === 0 || booking.person === null) continue;
      const when = await whenToRemind(store.read, booking.person, "deadlines", now);
      if (when.kind === "now") told = (await store.transaction((tx) => remind(tx, expo, booking, due, now))) || told;
    }
  }
  return told;
}

async function remind(tx: Tx, expo: Expo, { id }: Booking, due: readonly Due[], now: string): Promise<boolean> {
  const booking = await findBooking(tx, expo.id, id);
  if (booking?.state !== "confirmed" || booking.person === null) return false;
  const done = await listDone(tx, id);
  const open: Due[] = [];
  for (const one of due) if (!done.has(one.task) && (await setReminded(tx, one, now))) open.push(one);
  const [first] = open;
  if (first === undefined) return false;
  const { language } = await getPerson(tx, booking.person);
  const key = `booth-dates/${open.map(keyOfReminded).join("+")}`;
  return tellPerson(tx, key, booking.person, dates(expo, booking, open, language), now);
}

function dates(expo: Expo, booking: Booking, due: readonly Due[], language: LanguageTag): Reply {
  const tasks = new Map(listTasks(expo).map((task) => [task.id, task]));
  const line = ({ task: id, due: day, left }: Due) => {
    const task = tasks.get(id);
    const params = {
      due: { date: day, style: "date" } as const,
      task: task === undefined ? id : taskTitle(task, language),
    };
    if (left === 0) return localized("signup.dueToday", params);
    return left === 1 ? localized("signup.dueTomorrow", params) : localized("signup.dueIn", { ...params, count: left });
  };
  const lead = localized("signup.remindDates", { booth: booking.booth, expo: titleOf(expo, language) });
  return {
    ...reply(
      text(sequence(lead, lines(...due.map(line)))),
      buttons(show(localized("signup.tasks"), "signup.tasks", ref(booking)), muteButton("deadlines")),
    ),
    lane: "broadcast",
  };
}

/** Asking to be reminded: from now on, not of steps that are past. */
export function createDeadlineActions(deps: SignupDeps): ActionRoute[] {
  return [
    action({
      ...{ name: "signup.remindMe", params: bookingRef, response: "new", audience: "private" },
      handle: onOwn(deps, async ({ expo, booking, act: { tx } }, turn) => {
        await setKind(tx, turn.person.id, "deadlines", true, turn.now);
        for (const past of listDue(expo, booking.id, turn.now)) await setReminded(tx, past, turn.now);
        return reply(
          text(localized("signup.willRemind")),
          buttons(
            show(localized("reminders.settings"), "reminders.show"),
            show(localized("signup.tasks"), "signup.tasks", ref(booking)),
          ),
        );
      }),
    }),
  ];
}
