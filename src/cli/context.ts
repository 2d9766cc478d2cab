import { statSync } from "node:fs";
import { type App, createApp } from "../app.ts";
import { type Config, readConfig } from "../config.ts";
import { systemClock } from "../shared/clock.ts";
import { AppError, messageOf } from "../shared/errors.ts";
import { createLogger, type Logger } from "../shared/logger.ts";

/** What every command may ask for beside its own options. */
export type GlobalOptions = { readonly home?: string };

/** The configuration from the environment, `.env` in the current folder, and `--home`. */
export function loadConfig({ home }: GlobalOptions): Config {
  loadEnvFile();
  return readConfig({ ...process.env, ...(home === undefined ? {} : { SILKDESK_HOME: home }) });
}

/** A folder of that name belongs to something else, such as Python. */
function loadEnvFile(): void {
  try {
    if (statSync(".env", { throwIfNoEntry: false })?.isFile()) process.loadEnvFile(".env");
  } catch (error) {
    throw new AppError("config.invalid", `.env can't be read: ${messageOf(error)}. Nothing was started.`);
  }
}

export function loggerFor(config: Config): Logger {
  return createLogger(config.logLevel);
}

/** Runs `work` with the whole program made, and closes it afterwards, whatever happens. */
export async function withApp<T>(
  options: GlobalOptions,
  work: (app: App, config: Config, log: Logger) => Promise<T>,
): Promise<T> {
  const config = loadConfig(options);
  const log = loggerFor(config);
  const app = await createApp({ config, clock: systemClock, log });
  try {
    return await work(app, config, log);
  } finally {
    await app.close();
  }
}
