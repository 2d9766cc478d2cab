import { writeFileSync } from "node:fs";
import type { Command } from "commander";
import { getExpo, readApplications } from "../../../features/expo/index.ts";
import { checkWritable } from "../../check-writable.ts";
import { type GlobalOptions, withApp } from "../../context.ts";
import { print } from "../../output.ts";

type Options = GlobalOptions & { readonly out?: string };

/** `expo applications`: the wishes that were handed in, as `expo allocate` reads them, for staff to look at and mend. */
export function addApplications(expo: Command): void {
  expo
    .command("applications")
    .description("write the wishes that were handed in, in the form that allocate reads")
    .argument("<id>", "the expo")
    .option("--out <file>", "write them to a file")
    .action((id: string, _options: unknown, command: Command) => run(id, command.optsWithGlobals<Options>()));
}

async function run(id: string, options: Options): Promise<void> {
  const { out } = options;
  if (out !== undefined) checkWritable(out, "Nothing was written.");
  await withApp(options, async ({ store }) => {
    const applications = await readApplications(store.read, await getExpo(store.read, id));
    const text = JSON.stringify({ applications }, null, 2);
    if (out === undefined) return print(text);
    writeFileSync(out, `${text}\n`);
    print(`${applications.length} written to ${out}.`);
  });
}
