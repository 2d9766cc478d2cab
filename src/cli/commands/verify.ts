import type { Command } from "commander";
import { findBroken } from "../../store/invariants.ts";
import { CommandFailed } from "../command-failed.ts";
import { type GlobalOptions, withApp } from "../context.ts";
import { print, printJson } from "../output.ts";

/** `verify`: checks everything that must be true of the data; exit 1 and a list where it is not. */
export function addVerify(program: Command): void {
  program
    .command("verify")
    .description("check every invariant of the data")
    .option("--json", "print one JSON document")
    .action(async (_options: unknown, command: Command) => {
      const options = command.optsWithGlobals<GlobalOptions & { json?: boolean }>();
      await withApp(options, async (app) => {
        const damage = await app.store.integrityFaults();
        const broken = [
          ...(damage.length > 0 ? [{ invariant: "The database is sound", faults: damage }] : []),
          ...(await findBroken(app.store.read, app.invariants).catch((error: unknown) => {
            // A damaged database may not be readable at all. That it is damaged is said already.
            if (damage.length === 0) throw error;
            return [];
          })),
        ];
        const checked = app.invariants.length + 1;
        if (options.json) printJson({ checked, broken });
        else if (broken.length === 0) print(`All ${checked} invariants hold.`);
        else
          for (const { invariant, faults } of broken)
            print(`Broken: ${invariant}\n${faults.map((fault) => `  - ${fault}`).join("\n")}`);
        if (broken.length > 0) throw new CommandFailed("");
      });
    });
}
