/** The named places where a test may kill the process, in the order in which an event passes them. */
export const CRASH_POINTS = [
  "before-inbox-commit",
  "after-inbox-commit",
  "after-prepare",
  "before-event-commit",
  "after-event-commit",
  "after-freeze",
  "after-send-before-mark",
  "after-mark",
] as const;

export type CrashPointName = (typeof CRASH_POINTS)[number];

/** Called at each named place. The product passes {@link noCrash}; only the crash tests pass one that kills. */
export type CrashPoint = (name: CrashPointName) => void;

export const noCrash: CrashPoint = () => undefined;
