import { existsSync } from "node:fs";
import { resolve } from "node:path";
import type { Command } from "commander";
import type { App } from "../../app.ts";
import { systemClock } from "../../shared/clock.ts";
import { AppError } from "../../shared/errors.ts";
import { type Erasure, listErasures, replayErasures } from "../../store/erase.ts";
import { readErasures } from "../../store/read-erasures.ts";
import { restoreBackup } from "../../store/restore.ts";
import { type GlobalOptions, loadConfig, withApp } from "../context.ts";
import { complain, print } from "../output.ts";

/** `backup` and `restore`: a consistent copy of the database, while the service runs; and back, while it does not. */
export function addBackup(program: Command): void {
  program
    .command("backup")
    .description("write a consistent copy of the database to a file")
    .argument("<file>")
    .action(async (file: string, _options: unknown, command: Command) => {
      if (existsSync(file))
        throw new AppError("input.invalid", `${file} exists already. Nothing was written. Choose another name.`);
      await withApp(command.optsWithGlobals<GlobalOptions>(), (app) => app.store.backup(resolve(file)));
      print(`Written: ${file}`);
    });
  program
    .command("restore")
    .description("put a backup in place of the database; the one before is kept beside it")
    .argument("<file>")
    .action(async (file: string, _options: unknown, command: Command) => {
      const options = command.optsWithGlobals<GlobalOptions>();
      const { database } = loadConfig(options);
      const erasures = await readErasures(database);
      const kept = await restoreBackup(database, resolve(file));
      print(`Restored from ${file}.${kept === null ? "" : ` The database before is kept as ${kept}.`}`);
      const again = await withApp(options, (app) => repeatErasures(app, erasures ?? []));
      if (again > 0) print(`Erased again, as they had asked since: ${again} ${again === 1 ? "person" : "people"}.`);
      if (erasures === null)
        complain(
          "The database before could not be read, so whoever asked to be erased since the backup is back. Where you know them: silkdesk privacy erase PERSON",
        );
    });
}

/** What was erased before the backup was made, or since, is erased in what came back. Returns how many people that were. */
async function repeatErasures({ store, privacy }: App, since: readonly Erasure[]): Promise<number> {
  return store.transaction(async (tx) =>
    replayErasures(tx, privacy, [...(await listErasures(tx)), ...since], systemClock.now()),
  );
}
