import type { Command } from "commander";
import {
  describeFault,
  type ExpoFault,
  type ImportedExpo,
  importExpo,
  openExpoFile,
  readExpoFile,
} from "../../../features/expo/index.ts";
import { systemClock } from "../../../shared/clock.ts";
import { CommandFailed } from "../../command-failed.ts";
import { type GlobalOptions, withApp } from "../../context.ts";
import { complain, print, printJson } from "../../output.ts";
import { staffActor } from "../cases/actor.ts";

type ImportOptions = GlobalOptions & { readonly json?: boolean };

/** More lines than these help nobody; `--json` has them all. */
const MAX_SHOWN = 200;

/** `expo import`: a file becomes an expo, or changes the one that has its id. */
export function addImport(expo: Command): void {
  expo
    .command("import")
    .description("save an expo from a file, or change it; every fault of the file is named")
    .argument("<file>", "an expo file (YAML), such as those in data/expos/")
    .option("--json", "print one JSON document")
    .action((file: string, _options: unknown, command: Command) =>
      importFile(file, command.optsWithGlobals<ImportOptions>()),
    );
}

async function importFile(path: string, options: ImportOptions): Promise<void> {
  const read = readExpoFile(await openExpoFile(path));
  if (read.kind === "refused") return refuse(path, read.faults, options);
  await withApp(options, async (app) => {
    const imported = await importExpo(app.store, read.expo, { actor: staffActor(), now: systemClock.now() });
    if (options.json) printJson({ ...imported, faults: [] });
    else print(describeImport(imported));
  });
}

function refuse(path: string, faults: readonly ExpoFault[], { json }: ImportOptions): never {
  if (json) printJson({ change: "refused", faults });
  else for (const fault of faults.slice(0, MAX_SHOWN)) complain(describeFault(fault));
  const hidden = faults.length - MAX_SHOWN;
  const more = hidden > 0 ? ` The first ${MAX_SHOWN} are shown; --json has all.` : "";
  const count = `${faults.length} fault${faults.length === 1 ? "" : "s"}`;
  throw new CommandFailed(
    json ? "" : `${path} has ${count}.${more} Nothing was saved. Mend the file and import it again.`,
  );
}

function describeImport({ id, change, booths, added, changed, removed }: ImportedExpo): string {
  if (change === "unchanged") return `${id} is as it was: the file changes nothing.`;
  const differences = [
    [added.length, "new"],
    [changed.length, "changed"],
    [removed.length, "removed"],
  ] as const;
  const words = differences.filter(([count]) => count > 0).map(([count, word]) => `${count} ${word}`);
  const detail = change === "updated" && words.length > 0 ? `, ${words.join(", ")}` : "";
  return `${id} is ${change === "new" ? "saved" : "updated"} (${booths} booths${detail}).`;
}
