import type { Command } from "commander";
import { type DescribedSignup, describeSignups, listBookings, placeOfListing } from "../../../features/expo/index.ts";
import { systemClock } from "../../../shared/clock.ts";
import { AppError } from "../../../shared/errors.ts";
import { type GlobalOptions, withApp } from "../../context.ts";
import { formatTable, print, printJson } from "../../output.ts";
import { staffActor } from "../cases/actor.ts";
import { type RowFault, readCompanyList } from "./company-list.ts";
import { type Cell, readTable, writeTable } from "./table-file.ts";

type Options = GlobalOptions & {
  readonly json?: boolean;
  readonly csv?: string;
  readonly xlsx?: string;
  readonly import?: string;
};

const HEADINGS = [
  ...["number", "booth", "hall", "m2", "state", "held until", "company", "English name", "credit code", "delegation"],
  ...["contact", "phone", "email", "since"],
];

/** `expo signups`: who has which booth, on the screen or as a file; or the commission's own list, taken over. */
export function addSignups(expo: Command): void {
  expo
    .command("signups")
    .description("list who has which booth")
    .argument("<id>", "the expo")
    .option("--csv <file>", "write them to a CSV file")
    .option("--xlsx <file>", "write them to an Excel workbook")
    .option(
      "--import <file>",
      "book the booths of the commission's list (csv or xlsx: code, company, credit code, contact)",
    )
    .option("--json", "print one JSON document")
    .action((id: string, _options: unknown, command: Command) => {
      const options = command.optsWithGlobals<Options>();
      return options.import === undefined ? list(id, options) : importList(id, options.import, options);
    });
}

async function list(id: string, options: Options): Promise<void> {
  await withApp(options, async ({ store, sealer }) => {
    const signups = await describeSignups(store.read, sealer, id, systemClock.now());
    const rows = signups.map(cellsOf);
    if (options.csv !== undefined) await writeTable(options.csv, "csv", HEADINGS, rows);
    if (options.xlsx !== undefined) await writeTable(options.xlsx, "xlsx", HEADINGS, rows);
    if (options.json) return printJson(signups);
    const files = [options.csv, options.xlsx].filter((file) => file !== undefined);
    if (files.length > 0) return print(`${signups.length} written to ${files.join(" and ")}.`);
    if (signups.length === 0) return print(`Nobody has a booth of "${id}".`);
    print(
      formatTable(
        HEADINGS,
        rows.map((row) => row.map((cell) => cell ?? "")),
      ),
    );
  });
}

async function importList(id: string, file: string, options: Options): Promise<void> {
  const { list: companies, faults } = readCompanyList(await readTable(file));
  if (faults.length > 0) throw listError(file, faults);
  await withApp(options, async ({ store, sealer }) => {
    const seal = (contact: string, booking: string): string => sealer.seal(contact, placeOfListing(booking));
    const result = await store.transaction((tx) =>
      listBookings({ tx, traits: store.traits, expo: id, now: systemClock.now() }, staffActor(), companies, seal),
    );
    if (result.kind === "faults") throw listError(file, result.faults);
    if (options.json) return printJson(result.bookings.map(({ number, booth }) => ({ number, booth })));
    print(`${result.bookings.length} booths are booked as ${file} says. Contacts are kept encrypted.`);
  });
}

function cellsOf(signup: DescribedSignup): Cell[] {
  const { number, booth, hall, area, state, until, company, englishName, creditCode, delegation, madeAt } = signup;
  const { name = null, phone = null, email = null } = signup.contact ?? {};
  return [
    ...[number, booth, hall, area, state, until, company, englishName, creditCode, delegation],
    ...[name, phone, email, madeAt],
  ];
}

function listError(file: string, faults: readonly RowFault[]): AppError {
  const rows = faults.map(({ row, fault }) => `  row ${row}: ${fault}`).join("\n");
  return new AppError(
    "input.invalid",
    `${file} has faults; nothing was saved. Mend these rows and import it again:\n${rows}`,
  );
}
