import type { Command } from "commander";
import { createDelegation, DELEGATION_LINK, getExpo } from "../../../features/expo/index.ts";
import { systemClock } from "../../../shared/clock.ts";
import { type GlobalOptions, withApp } from "../../context.ts";
import { print, printJson } from "../../output.ts";
import { staffActor } from "../cases/actor.ts";
import { countFrom1 } from "../count-from-1.ts";
import { linksTo } from "./links-to.ts";

type Options = GlobalOptions & { readonly name: string; readonly booths: number; readonly json?: boolean };

/** `expo delegation`: who may book booths for several firms, such as a district or an association. */
export function addDelegation(expo: Command): void {
  expo
    .command("delegation")
    .description(
      "let somebody book booths for several firms; prints a link, which makes the first who opens it the leader",
    )
    .argument("<id>", "the expo")
    .requiredOption("--name <text>", "what the delegation is called")
    .requiredOption("--booths <n>", "how many booths it may have", countFrom1)
    .option("--json", "print one JSON document")
    .action((id: string, _options: unknown, command: Command) => run(id, command.optsWithGlobals<Options>()));
}

async function run(id: string, { name, booths, json, ...options }: Options): Promise<void> {
  await withApp(options, async ({ store }) => {
    await getExpo(store.read, id);
    const token = await store.transaction((tx) =>
      createDelegation(tx, staffActor(), { expo: id, name, booths }, systemClock.now()),
    );
    const links = await linksTo(store.read, `${DELEGATION_LINK}_${token}`);
    if (json) return printJson({ name, booths, ...links });
    print(
      [
        `${name} may have ${booths} booths. Whoever opens this first leads it, and books for its firms in the chat:`,
        ...links.addresses.map((address) => `  ${address}`),
        `  anywhere else, as a message to the bot: ${links.command}`,
      ].join("\n"),
    );
  });
}
