import type { Command } from "commander";
import {
  areaOf,
  countFree,
  type Expo,
  type ExpoRules,
  getExpo,
  type Hall,
  nameIn,
} from "../../../features/expo/index.ts";
import { systemClock } from "../../../shared/clock.ts";
import { type GlobalOptions, withApp } from "../../context.ts";
import { formatTable, print, printJson } from "../../output.ts";
import { describeDates, describeSignup } from "./words.ts";

type ShowOptions = GlobalOptions & { readonly json?: boolean };

/** `expo show`: one expo with its halls. */
export function addShow(expo: Command): void {
  expo
    .command("show")
    .description("show one expo with its halls; --json has every booth")
    .argument("<id>")
    .option("--json", "print one JSON document")
    .action((id: string, _options: unknown, command: Command) => show(id, command.optsWithGlobals<ShowOptions>()));
}

async function show(id: string, options: ShowOptions): Promise<void> {
  await withApp(options, async (app) => {
    const expo = await getExpo(app.store.read, id);
    if (options.json) return printJson(expo);
    const free = await countFree(app.store.read, id, systemClock.now());
    print(describe(expo));
    print(
      formatTable(
        ["hall", "name", "metres", "booths", "free", "m2"],
        expo.halls.map((hall) => [
          hall.id,
          nameIn(hall.name, "en"),
          `${hall.width} x ${hall.height}`,
          hall.booths.length,
          free.get(hall.id) ?? 0,
          sizesOf(hall),
        ]),
      ),
    );
    for (const { title, publisher, date } of expo.sources ?? [])
      print(`source: ${[title, publisher, date].filter((part) => part !== null).join(" · ")}`);
  });
}

function describe(expo: Expo): string {
  return [
    `${nameIn(expo.name, "en")}${expo.example ? " (an example: layout, prices or dates are made up)" : ""}`,
    `${expo.id} · ${expo.city}, ${expo.country} · ${expo.timezone}`,
    `dates: ${describeDates(expo)}`,
    `signup: ${describeSignup(expo)}`,
    `rules: ${describeRules(expo.rules)}`,
    ...(expo.slots === null
      ? []
      : [`slots: ${expo.slots.from} to ${expo.slots.until}, ${expo.slots.minutes} minutes each`]),
    ...((expo.tasks ?? []).length === 0
      ? []
      : [`tasks: ${(expo.tasks ?? []).map(({ id, due }) => `${id} by ${due}`).join(", ")}`]),
    "",
  ].join("\n");
}

function describeRules({ mode, approval, holdMinutes, maxPerCompany, wishesUntil, rivalsApart }: ExpoRules): string {
  return [
    mode === "batch" ? `ranked wishes until ${wishesUntil}` : "first come, first served",
    approval ? "staff approve" : null,
    `a hold lasts ${holdMinutes} minutes`,
    maxPerCompany === null ? null : `at most ${maxPerCompany} booths for a company`,
    rivalsApart ? "no rivals next door" : null,
  ]
    .filter((part) => part !== null)
    .join(" · ");
}

/** The sizes of booths in a hall, such as 9, 18, 36. */
function sizesOf({ booths }: Hall): string {
  return [...new Set(booths.map(areaOf))].sort((one, other) => one - other).join(", ");
}
