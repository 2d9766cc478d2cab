import { copyFileSync, mkdtempSync } from "node:fs";
import { join } from "node:path";
import { createApp } from "../../src/app.ts";
import { readConfig } from "../../src/config.ts";
import { systemClock } from "../../src/shared/clock.ts";
import { createLogger } from "../../src/shared/logger.ts";
import { runFolder } from "./run-folder.ts";

let made: Promise<string> | undefined;

/** Puts a database with the starter notes into a home, as the first start would: they are read and indexed only once. */
export async function fillWithStarter(home: string): Promise<void> {
  made ??= make();
  copyFileSync(await made, join(home, "silkdesk.db"));
}

async function make(): Promise<string> {
  const config = readConfig({ SILKDESK_HOME: mkdtempSync(join(runFolder(), "starter-")) });
  const app = await createApp({ config, clock: systemClock, log: createLogger("silent") });
  await app.loadStarter();
  await app.close();
  return join(config.home, "silkdesk.db");
}
