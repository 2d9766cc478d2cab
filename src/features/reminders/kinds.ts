/** What people can be reminded of, each kind by itself. */
export const REMINDER_KINDS = ["holds", "offers", "deadlines"] as const;
export type ReminderKind = (typeof REMINDER_KINDS)[number];

/** What nobody asked for is off: dates are only reminded of where somebody wants it. */
export const DEFAULT_KINDS: readonly ReminderKind[] = ["holds", "offers"];
