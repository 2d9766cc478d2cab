import type { Command } from "commander";
import { openStore, SCHEMA } from "../../app.ts";
import { systemClock } from "../../shared/clock.ts";
import { type GlobalOptions, loadConfig } from "../context.ts";
import { print } from "../output.ts";

/** `migrate`: brings the database up to this version. `start` does it too. */
export function addMigrate(program: Command): void {
  program
    .command("migrate")
    .description("bring the database up to this version")
    .action(async (_options: unknown, command: Command) => {
      const store = await openStore(loadConfig(command.optsWithGlobals<GlobalOptions>()), systemClock, SCHEMA);
      try {
        const ran = await store.migrate();
        print(ran.length === 0 ? "The database is up to date." : `Done: ${ran.join(", ")}`);
      } finally {
        await store.close();
      }
    });
}
