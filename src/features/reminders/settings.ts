import { z } from "zod";
import type { Reading, Tx } from "../../store/store.ts";
import { DEFAULT_KINDS, REMINDER_KINDS, type ReminderKind } from "./kinds.ts";
import { type QuietHours, quietUntil } from "./quiet-hours.ts";
import type { ReminderTables } from "./tables.ts";

/** What a person wants to be reminded of, and when not. */
export type ReminderSettings = { readonly kinds: readonly ReminderKind[]; readonly quiet: QuietHours };

/** The nights of the commission's own city, until somebody says otherwise. */
export const FIRST_SETTINGS: ReminderSettings = {
  kinds: DEFAULT_KINDS,
  quiet: { from: 22, until: 8, zone: "Asia/Shanghai" },
};

const kindsSchema = z.array(z.enum(REMINDER_KINDS));

export async function readSettings(db: Reading, person: string): Promise<ReminderSettings> {
  const row = await db
    .withTables<ReminderTables>()
    .selectFrom("reminder_settings")
    .selectAll()
    .where("person", "=", person)
    .executeTakeFirst();
  if (row === undefined) return FIRST_SETTINGS;
  const quiet = { from: row.quiet_from, until: row.quiet_until, zone: row.zone };
  return { kinds: kindsSchema.parse(JSON.parse(row.kinds)), quiet };
}

export async function saveSettings(tx: Tx, person: string, settings: ReminderSettings, now: string): Promise<void> {
  const { kinds, quiet } = settings;
  const values = {
    ...{ kinds: JSON.stringify(REMINDER_KINDS.filter((kind) => kinds.includes(kind))), zone: quiet.zone },
    ...{ quiet_from: quiet.from, quiet_until: quiet.until, changed_at: now },
  };
  await tx
    .withTables<ReminderTables>()
    .insertInto("reminder_settings")
    .values({ person, ...values })
    .onConflict((conflict) => conflict.column("person").doUpdateSet(values))
    .execute();
}

/** Turns a kind on or off. */
export async function setKind(tx: Tx, person: string, kind: ReminderKind, on: boolean, now: string): Promise<void> {
  const settings = await readSettings(tx, person);
  const others = settings.kinds.filter((one) => one !== kind);
  await saveSettings(tx, person, { ...settings, kinds: on ? [...others, kind] : others }, now);
}

/** Whether a person is to be reminded of a kind: at once, not before an instant, or not at all. */
export async function whenToRemind(
  db: Reading,
  person: string,
  kind: ReminderKind,
  now: string,
): Promise<{ readonly kind: "now" | "never" } | { readonly kind: "later"; readonly at: string }> {
  const { kinds, quiet } = await readSettings(db, person);
  if (!kinds.includes(kind)) return { kind: "never" };
  const at = quietUntil(quiet, now);
  return at === null ? { kind: "now" } : { kind: "later", at };
}
