import { existsSync } from "node:fs";
import { resolve } from "node:path";
import type { Command } from "commander";
import { AppError } from "../../shared/errors.ts";
import { restoreBackup } from "../../store/restore.ts";
import { type GlobalOptions, loadConfig, withApp } from "../context.ts";
import { print } from "../output.ts";

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
      const kept = await restoreBackup(loadConfig(options).database, resolve(file));
      print(`Restored from ${file}.${kept === null ? "" : ` The database before is kept as ${kept}.`}`);
      await withApp(options, async () => undefined);
    });
}
