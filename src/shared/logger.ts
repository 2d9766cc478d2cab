import { type Logger as PinoLogger, pino } from "pino";

/** Structured log lines on stderr. Never pass user text, tokens or contact data. */
export type Logger = Pick<PinoLogger, "debug" | "info" | "warn" | "error">;

export const LOG_LEVELS = ["trace", "debug", "info", "warn", "error", "fatal", "silent"] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** A logger that writes JSON lines to stderr, so stdout stays free for results. */
export function createLogger(level: LogLevel): Logger {
  return pino(
    {
      level,
      base: { name: "silkdesk" },
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths: ["token", "*.token", "secret", "*.secret", "password", "*.password"], censor: "[hidden]" },
    },
    pino.destination({ dest: 2, sync: true }),
  );
}
