import type { Command } from "commander";
import { countBooths, type Expo, nameIn, readExpos, sortExpos } from "../../../features/expo/index.ts";
import { systemClock } from "../../../shared/clock.ts";
import { type GlobalOptions, withApp } from "../../context.ts";
import { formatTable, print, printJson } from "../../output.ts";
import { describeDates, describeSignup } from "./words.ts";

type ListOptions = GlobalOptions & { readonly json?: boolean };

/** `expo list`: one line an expo. */
export function addList(expo: Command): void {
  expo
    .command("list")
    .description("list the expos: those to come first")
    .option("--json", "print one JSON document")
    .action((_options: unknown, command: Command) => list(command.optsWithGlobals<ListOptions>()));
}

async function list(options: ListOptions): Promise<void> {
  await withApp(options, async (app) => {
    const expos = sortExpos(await readExpos(app.store.read), systemClock.now());
    if (options.json) return printJson(expos.map(summaryOf));
    if (expos.length === 0) return print("There are no expos yet. Import one: silkdesk expo import FILE.yaml");
    print(
      formatTable(
        ["id", "dates", "place", "halls", "booths", "signup", "name"],
        expos.map((expo) => [
          expo.id,
          describeDates(expo),
          `${expo.city}, ${expo.country}`,
          expo.halls.length,
          countBooths(expo),
          describeSignup(expo),
          `${nameIn(expo.name, "en")}${expo.example ? " (example)" : ""}`,
        ]),
      ),
    );
  });
}

function summaryOf(expo: Expo) {
  const { id, name, city, country, timezone, dates, signup, rules, example, halls } = expo;
  const counts = { halls: halls.length, booths: countBooths(expo) };
  return { id, name, city, country, timezone, dates, signup, mode: rules.mode, example, ...counts };
}
