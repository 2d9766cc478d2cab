import { readFileSync, writeFileSync } from "node:fs";
import type { Command } from "commander";
import {
  absentRivals,
  allocate,
  getExpoToAllocate,
  type Plan,
  parseApplications,
} from "../../../features/expo/index.ts";
import { systemClock } from "../../../shared/clock.ts";
import { AppError, messageOf } from "../../../shared/errors.ts";
import { checkWritable } from "../../check-writable.ts";
import { type GlobalOptions, withApp } from "../../context.ts";
import { complain, formatTable, print, printJson } from "../../output.ts";
import { countFrom1 } from "../count-from-1.ts";

type Options = GlobalOptions & {
  readonly applications: string;
  readonly out?: string;
  readonly json?: boolean;
  readonly seed: number;
};

/** `expo allocate`: who gets which booth, for all who applied at once. */
export function addAllocate(expo: Command): void {
  expo
    .command("allocate")
    .description("give the booths to all who applied at once, at the highest value, with no rivals next door")
    .argument("<id>", "the expo")
    .requiredOption("--applications <file>", "JSON: who wants which booth")
    .option("--seed <n>", "draws the lots between plans of the same value", countFrom1, 1)
    .option("--out <file>", "write the plan to a file too")
    .option("--json", "print one JSON document")
    .action((id: string, _options: unknown, command: Command) => run(id, command.optsWithGlobals<Options>()));
}

async function run(id: string, options: Options): Promise<void> {
  const { applications: file, out, json, seed } = options;
  if (out !== undefined) checkWritable(out, "Nothing was allocated.");
  await withApp(options, async (app) => {
    const { expo, closed } = await getExpoToAllocate(app.store.read, id, systemClock.now());
    const applications = parseApplications(readText(file), file, expo);
    const absent = absentRivals(applications);
    if (absent.length > 0) complain(`Named as rivals, but did not apply: ${absent.join(", ")}`);
    const start = performance.now();
    const plan = allocate(expo, applications, { seed, closed });
    const seconds = Math.round(performance.now() - start) / 1000;
    if (out !== undefined) writeFileSync(out, `${JSON.stringify({ ...plan, seconds }, null, 2)}\n`);
    if (json) printJson({ ...plan, seconds });
    else printPlan(plan, seconds);
  });
}

function printPlan({ placed, unplaced, value, bound }: Plan, seconds: number): void {
  if (placed.length > 0)
    print(
      `${formatTable(
        ["application", "booth", "value"],
        placed.map((one) => [one.application, one.booth, one.value]),
      )}\n`,
    );
  if (unplaced.length > 0)
    print(
      `${formatTable(
        ["without a booth", "why", "nearest", "its value", "its price", "rivals there", "still free"],
        unplaced.map(({ application, why, nearest, stillFree }) => [
          application,
          why,
          nearest?.booth ?? "–",
          nearest?.value ?? "–",
          nearest?.price ?? "–",
          nearest?.rivals.join(", ") || "–",
          stillFree.join(", ") || "–",
        ]),
      )}\n`,
    );
  const share = bound === 0 ? "" : ` (${((100 * value) / bound).toFixed(2)} % of ${bound}, which no plan can exceed)`;
  print(
    `${placed.length} of ${placed.length + unplaced.length} placed, value ${value}${share}, ${seconds} s. Nothing was saved.`,
  );
}

function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new AppError("input.notFound", `${file} can't be read: ${messageOf(error)}. Nothing was allocated.`, {
      cause: error,
    });
  }
}
