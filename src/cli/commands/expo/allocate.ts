import { readFileSync, writeFileSync } from "node:fs";
import type { Command } from "commander";
import {
  absentRivals,
  allocate,
  getExpoToAllocate,
  giveOutAsStaff,
  type Plan,
  parseApplications,
  readApplications,
} from "../../../features/expo/index.ts";
import { systemClock } from "../../../shared/clock.ts";
import { AppError, messageOf } from "../../../shared/errors.ts";
import type { Store } from "../../../store/store.ts";
import { checkWritable } from "../../check-writable.ts";
import { type GlobalOptions, withApp } from "../../context.ts";
import { complain, formatTable, print, printJson } from "../../output.ts";
import { staffActor } from "../cases/actor.ts";
import { countFrom1 } from "../count-from-1.ts";

type Options = GlobalOptions & {
  readonly applications?: string;
  readonly give?: boolean;
  readonly out?: string;
  readonly json?: boolean;
  readonly seed: number;
};

/** `expo allocate`: who gets which booth, for all who applied at once. */
export function addAllocate(expo: Command): void {
  expo
    .command("allocate")
    .description("find who gets which booth, for all who applied at once, with no rivals next door")
    .argument("<id>", "the expo")
    .option(
      "--applications <file>",
      "JSON: who wants which booth; the wishes that were handed in by chat where not given",
    )
    .option("--give", "make it true: offer each booth to who gets it, and tell everyone")
    .option("--seed <n>", "draws the lots between plans of the same value", countFrom1, 1)
    .option("--out <file>", "write the plan to a file too")
    .option("--json", "print one JSON document")
    .action((id: string, _options: unknown, command: Command) => run(id, command.optsWithGlobals<Options>()));
}

async function run(id: string, options: Options): Promise<void> {
  const { applications: file, out, json, seed } = options;
  if (out !== undefined) checkWritable(out, "Nothing was allocated.");
  await withApp(options, async ({ store }) => {
    const now = systemClock.now();
    const { expo, closed } = await getExpoToAllocate(store.read, id, now);
    const applications =
      file === undefined ? await readApplications(store.read, expo) : parseApplications(readText(file), file, expo);
    if (file === undefined && applications.length === 0)
      throw new AppError(
        "input.notFound",
        `Nobody has handed in wishes for "${id}". Nothing was allocated. To use a file instead, name it: --applications FILE`,
      );
    const absent = absentRivals(applications);
    if (absent.length > 0) complain(`Named as rivals, but did not apply: ${absent.join(", ")}`);
    const start = performance.now();
    const plan = allocate(expo, applications, { seed, closed });
    const seconds = Math.round(performance.now() - start) / 1000;
    if (out !== undefined) writeFileSync(out, `${JSON.stringify({ ...plan, seconds }, null, 2)}\n`);
    if (options.give) await give(store, id, plan);
    if (json) printJson({ ...plan, seconds });
    else printPlan(plan, seconds, options.give ? "Everyone is told." : "Nothing was saved.");
  });
}

/** Makes a plan true in the name of whoever runs the command. */
async function give(store: Store, id: string, plan: Plan): Promise<void> {
  const now = systemClock.now();
  const given = await store.transaction((tx) =>
    giveOutAsStaff({ tx, traits: store.traits, expo: id, now }, staffActor(), plan),
  );
  if (given.kind === "changed")
    throw new AppError(
      "input.invalid",
      "The plan is not for the wishes that are handed in now, or a booth of it has gone. Nothing was given out. Run it again; leave --applications out, or write its file anew with: silkdesk expo applications",
    );
}

function printPlan({ placed, unplaced, value, bound }: Plan, seconds: number, saved: string): void {
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
    `${placed.length} of ${placed.length + unplaced.length} placed, value ${value}${share}, ${seconds} s. ${saved}`,
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
