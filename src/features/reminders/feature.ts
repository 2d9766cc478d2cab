import { z } from "zod";
import { action, type Feature } from "../../conversation/feature.ts";
import { buttons, type Reply, type ReplyButton, repeatable, reply, show, text } from "../../conversation/reply.ts";
import { type Apply, answering, type Turn } from "../../conversation/turn.ts";
import { type Localizable, lines, localized, sequence } from "../../message/text.ts";
import type { Store, Tx } from "../../store/store.ts";
import { REMINDER_KINDS, type ReminderKind } from "./kinds.ts";
import { reminderPrivacy } from "./privacy.ts";
import type { QuietHours } from "./quiet-hours.ts";
import { type ReminderSettings, readSettings, saveSettings, setKind } from "./settings.ts";

const KIND_KEYS: Readonly<Record<ReminderKind, string>> = {
  holds: "reminders.holds",
  offers: "reminders.offers",
  deadlines: "reminders.deadlines",
};

/** The nights that can be chosen; none is the same hour twice. */
const NIGHTS: readonly Pick<QuietHours, "from" | "until">[] = [
  { from: 22, until: 8 },
  { from: 20, until: 9 },
  { from: 0, until: 0 },
];

/** Where sellers live, and where their expos and buyers are. */
const ZONES = [
  "Asia/Shanghai",
  "Asia/Tokyo",
  "Asia/Bangkok",
  "Asia/Kolkata",
  "Asia/Dubai",
  "Asia/Amman",
  "Europe/Moscow",
  "Europe/Istanbul",
  "Africa/Cairo",
  "Africa/Johannesburg",
  "Europe/Warsaw",
  "America/New_York",
] as const;

const kindSchema = z.object({ kind: z.enum(REMINDER_KINDS), on: z.boolean() });
const quiet = { response: "new", audience: "private" } as const;
const inPlace = { response: "update", audience: "private" } as const;

/** What the desk reminds people of, and when it keeps still. */
export function createRemindersFeature({ store }: { readonly store: Store }): Feature {
  const changing = (turn: Turn, change: (tx: Tx, settings: ReminderSettings) => Promise<void>): Apply => {
    return async (tx) => {
      await change(tx, await readSettings(tx, turn.person.id));
      return [showSettings(await readSettings(tx, turn.person.id), turn)];
    };
  };
  return {
    name: "reminders",
    privacy: reminderPrivacy,
    commands: [
      {
        ...{ ...quiet, name: "reminders", word: "reminders.wordReminders", description: "reminders.commandReminders" },
        handle: async (turn) => answering(showSettings(await readSettings(store.read, turn.person.id), turn)),
      },
    ],
    actions: [
      action({
        ...{ ...quiet, name: "reminders.show", params: z.object({}) },
        handle: async (turn) => answering(showSettings(await readSettings(store.read, turn.person.id), turn)),
      }),
      action({
        ...{ ...inPlace, name: "reminders.set", params: kindSchema },
        handle: async (turn, { params: { kind, on } }) =>
          changing(turn, (tx) => setKind(tx, turn.person.id, kind, on, turn.now)),
      }),
      // One tap under a reminder: it says so in a message of its own, and how to take it back.
      action({
        ...{ ...quiet, name: "reminders.mute", params: kindSchema.pick({ kind: true }) },
        handle:
          async (turn, { params: { kind } }) =>
          async (tx) => {
            await setKind(tx, turn.person.id, kind, false, turn.now);
            return [
              reply(
                text(localized("reminders.muted", { kind: localized(KIND_KEYS[kind]) })),
                buttons(
                  show(localized("reminders.undo"), "reminders.set", { kind, on: true }),
                  show(localized("reminders.settings"), "reminders.show"),
                ),
              ),
            ];
          },
      }),
      action({
        ...{ ...inPlace, name: "reminders.night" },
        params: z.object({ from: z.int().min(0).max(23), until: z.int().min(0).max(23) }),
        handle: async (turn, { params }) =>
          changing(turn, (tx, settings) => {
            const changed = { ...settings, quiet: { ...settings.quiet, ...params } };
            return saveSettings(tx, turn.person.id, changed, turn.now);
          }),
      }),
      action({
        ...{ ...inPlace, name: "reminders.zones", params: z.object({}) },
        handle: async (turn) => answering(askZone(turn)),
      }),
      action({
        ...{ ...inPlace, name: "reminders.zone", params: z.object({ zone: z.enum(ZONES) }) },
        handle: async (turn, { params: { zone } }) =>
          changing(turn, (tx, settings) =>
            saveSettings(tx, turn.person.id, { ...settings, quiet: { ...settings.quiet, zone } }, turn.now),
          ),
      }),
    ],
  };
}

/** A button by which a kind is turned off, for the foot of a reminder. */
export function muteButton(kind: ReminderKind): ReplyButton {
  return show(localized("reminders.mute"), "reminders.mute", { kind });
}

function showSettings({ kinds, quiet: night }: ReminderSettings, turn: Turn): Reply {
  const line = (kind: ReminderKind): Localizable =>
    localized(kinds.includes(kind) ? "reminders.on" : "reminders.off", { kind: localized(KIND_KEYS[kind]) });
  const toggle = (kind: ReminderKind): ReplyButton => {
    const on = !kinds.includes(kind);
    const label = localized(on ? "reminders.turnOn" : "reminders.turnOff", { kind: localized(KIND_KEYS[kind]) });
    return show(label, "reminders.set", { kind, on });
  };
  const others = NIGHTS.filter(({ from, until }) => from !== night.from || until !== night.until);
  return reply(
    text(
      sequence(
        localized("reminders.title"),
        lines(...REMINDER_KINDS.map(line)),
        localized("reminders.quietNow", { night: nightOf(night), zone: zoneName(night.zone, turn) }),
      ),
    ),
    buttons(...REMINDER_KINDS.map(toggle)),
    buttons(
      ...others.map(({ from, until }) =>
        show(localized("reminders.quietSet", { night: nightOf({ from, until }) }), "reminders.night", { from, until }),
      ),
      show(localized("reminders.changeZone"), "reminders.zones"),
    ),
  );
}

function askZone(turn: Turn): Reply {
  const options = ZONES.map((zone) => ({
    label: localized("reminders.zoneName", { zone: zoneName(zone, turn) }),
    act: repeatable("reminders.zone", { zone }),
  }));
  return reply({ kind: "choice", prompt: localized("reminders.askZone"), options });
}

function nightOf({ from, until }: Pick<QuietHours, "from" | "until">): Localizable {
  if (from === until) return localized("reminders.never");
  return localized("reminders.night", { from: hour(from), until: hour(until) });
}

function hour(value: number): string {
  return `${String(value).padStart(2, "0")}:00`;
}

/** A zone as its readers know it, such as "China Standard Time (Shanghai)". */
function zoneName(zone: string, { language, now }: Turn): string {
  const city = zone.split("/").at(-1)?.replaceAll("_", " ") ?? zone;
  const parts = new Intl.DateTimeFormat(language, { timeZone: zone, timeZoneName: "shortOffset" }).formatToParts(
    new Date(now),
  );
  return `${city} (${parts.find(({ type }) => type === "timeZoneName")?.value ?? zone})`;
}
