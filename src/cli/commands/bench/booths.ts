import { writeFileSync } from "node:fs";
import { type Command, InvalidArgumentError } from "commander";
import { type BoothsRow, benchBooths } from "../../../features/expo/index.ts";
import { checkWritable } from "../../check-writable.ts";
import { complain, formatTable, print, printJson } from "../../output.ts";
import { countFrom1 } from "../count-from-1.ts";

type BoothsOptions = {
  readonly json?: boolean;
  readonly out?: string;
  readonly booths: readonly number[];
  readonly seeds: readonly number[];
  readonly load: number;
  readonly elsewhere: number;
};

/** `bench booths`: batch allocation beside first come, first served, on made-up expos. */
export function addBooths(bench: Command): void {
  bench
    .command("booths")
    .description("give out the booths of made-up expos in a batch, beside first come, first served")
    .option("--booths <counts>", "how many booths, parted by commas", counts, [650, 2_600, 6_500, 20_000])
    .option("--seeds <seeds>", "of the made-up expos, parted by commas", counts, [1, 2, 3])
    .option("--load <percent>", "applications in percent of the booths", countFrom1, 95)
    .option(
      "--elsewhere <value>",
      "what any other booth that fits is worth, where not only wishes count",
      countFrom1,
      300,
    )
    .option("--json", "print one JSON document")
    .option("--out <file>", "write the JSON document to a file too")
    .action((options: BoothsOptions) => booths(options));
}

function booths({ json, out, booths: sizes, seeds, load, elsewhere }: BoothsOptions): void {
  if (out !== undefined) checkWritable(out, "Nothing was measured.");
  const rows = benchBooths({ sizes, seeds, load, elsewhere: [null, elsewhere], progress: complain });
  if (out !== undefined) writeFileSync(out, `${JSON.stringify({ rows }, null, 2)}\n`);
  if (json) return printJson({ rows });
  print(formatTable(HEADINGS, rows.map(cellsOf)));
}

const HEADINGS = [
  "booths",
  "applications",
  "wishes and",
  "seed",
  "way",
  "of bound %",
  "conflicts",
  "faults",
  "unplaced",
  "1st wish %",
  "top 3 %",
  "seconds",
];

function cellsOf(row: BoothsRow): (string | number)[] {
  const percent = (share: number, digits: number): string => (100 * share).toFixed(digits);
  return [
    row.booths,
    row.applications,
    row.elsewhere === null ? "nothing else" : `others at ${row.elsewhere}`,
    row.seed,
    row.way,
    percent(row.ofBound, 3),
    row.conflicts,
    row.faults,
    row.unplaced,
    percent(row.first, 1),
    percent(row.topThree, 1),
    row.seconds.toFixed(3),
  ];
}

function counts(value: string): readonly number[] {
  const numbers = value.split(",").map((part) => Number(part));
  if (!numbers.every((number) => Number.isInteger(number) && number >= 1))
    throw new InvalidArgumentError("It takes whole numbers from 1, parted by commas.");
  return numbers;
}
