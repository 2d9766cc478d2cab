import type { Command } from "commander";
import { findByName, HANDOVER_LINK, handOverAsStaff } from "../../../features/expo/index.ts";
import { systemClock } from "../../../shared/clock.ts";
import { AppError } from "../../../shared/errors.ts";
import { type GlobalOptions, withApp } from "../../context.ts";
import { print, printJson } from "../../output.ts";
import { staffActor } from "../cases/actor.ts";
import { linksTo } from "./links-to.ts";

type Options = GlobalOptions & { readonly json?: boolean };

/** `expo hand-over`: a link by which a company takes over a booth that was booked for it, such as from a list. */
export function addHandOver(expo: Command): void {
  expo
    .command("hand-over")
    .description("print a link by which a company takes over a booth that was booked for it, such as from a list")
    .argument("<id>", "the expo")
    .argument("<booking>", "its number, such as TR27-0042, or its booth")
    .option("--json", "print one JSON document")
    .action((id: string, booking: string, _options: unknown, command: Command) =>
      run(id, booking, command.optsWithGlobals<Options>()),
    );
}

async function run(id: string, name: string, { json, ...options }: Options): Promise<void> {
  await withApp(options, async ({ store }) => {
    const token = await store.transaction(async (tx) => {
      const booking = await findByName(tx, id, name);
      if (booking === null)
        throw new AppError(
          "input.notFound",
          `"${id}" has no booking "${name}". Nothing was changed. See which there are: silkdesk expo signups ${id}`,
        );
      return handOverAsStaff(tx, staffActor(), booking, systemClock.now());
    });
    const links = await linksTo(store.read, `${HANDOVER_LINK}_${token}`);
    if (json) return printJson({ booking: name, ...links });
    print(
      [
        `Whoever opens this first gives the details of their company, and has ${name} from then on:`,
        ...links.addresses.map((address) => `  ${address}`),
        `  anywhere else, as a message to the bot: ${links.command}`,
      ].join("\n"),
    );
  });
}
