import { writeFileSync } from "node:fs";
import { type Command, InvalidArgumentError } from "commander";
import {
  benchGate,
  benchRetrieval,
  CONTENDER_NAMES,
  type GateRow,
  RETRIEVAL_SECTIONS,
  type RetrievalSection,
  tablesOf,
} from "../../features/knowledge/index.ts";
import { AppError } from "../../shared/errors.ts";
import { checkWritable } from "../check-writable.ts";
import { type GlobalOptions, withApp } from "../context.ts";
import { complain, formatTable, print, printJson } from "../output.ts";
import { addBooths } from "./bench/booths.ts";
import { countFrom1 } from "./count-from-1.ts";

type RetrievalOptions = {
  readonly json?: boolean;
  readonly out?: string;
  readonly passages: number;
  readonly queries: number;
  readonly only?: readonly string[];
  readonly sections: readonly RetrievalSection[];
  readonly langOfSpeed?: string;
};

/** `bench`: measures parts of the desk beside what else there is. Times are to be compared within one run only. */
export function addBench(program: Command): void {
  const bench = program.command("bench").description("measure parts of the desk beside other ways to do the same");
  addRetrieval(bench);
  addGate(bench);
  addBooths(bench);
}

type GateOptions = GlobalOptions & { readonly json?: boolean; readonly mutations: number; readonly seed: number };

function addGate(bench: Command): void {
  bench
    .command("gate")
    .description("mutate right answers from the live documents, and count what the gate stops and refuses")
    .option("--mutations <n>", "how many wrong answers", countFrom1, 5_000)
    .option("--seed <n>", "of the choices", countFrom1, 1)
    .option("--json", "print one JSON document")
    .action((_options: unknown, command: Command) => gate(command.optsWithGlobals<GateOptions>()));
}

async function gate(options: GateOptions): Promise<void> {
  await withApp(options, async (app) => {
    const texts = await app.readLiveTexts();
    if (texts.length === 0)
      throw new AppError(
        "input.notFound",
        "There are no documents to make answers from. Add some: silkdesk kb add PATH",
      );
    const report = benchGate(texts, app.translator.languages, options);
    if (options.json) return printJson(report);
    for (const [name, rows] of Object.entries(report))
      print(`${name}\n${formatTable(GATE_HEADINGS, rows.map(gateCells))}\n`);
  });
}

const GATE_HEADINGS = ["lang", "right", "refused %", "mutated", "stopped %", "negated", "stopped %"];

function gateCells(row: GateRow): (string | number)[] {
  const share = (part: number, of: number): string => (of === 0 ? "–" : ((100 * part) / of).toFixed(1));
  return [
    row.lang,
    row.right,
    share(row.refused, row.right),
    row.mutated,
    share(row.stopped, row.mutated),
    row.negated,
    share(row.negationsStopped, row.negated),
  ];
}

function addRetrieval(bench: Command): void {
  bench
    .command("retrieval")
    .description("quality and speed of retrieval on your data, beside other search engines (development packages)")
    .argument("<file...>", "data: {lang, docs: [{id, text}], queries: [{id, text, rel: [doc ids]}]}")
    .option("--json", "print one JSON document")
    .option("--out <file>", "write the JSON document to a file too")
    .option("--passages <n>", "how many passages to measure speed over", countFrom1, 20_000)
    .option("--queries <n>", "how many questions to measure speed with", countFrom1, 200)
    .option("--only <names>", `engines, parted by commas: ${CONTENDER_NAMES.join(", ")}`, toNames)
    .option(
      "--sections <names>",
      `what to measure, of ${RETRIEVAL_SECTIONS.join(", ")}`,
      toSections,
      RETRIEVAL_SECTIONS,
    )
    .option("--lang-of-speed <tag>", "measure speed with the first file in this language (default: the first file)")
    .action((files: string[], options: RetrievalOptions) => retrieval(files, options));
}

async function retrieval(files: readonly string[], options: RetrievalOptions): Promise<void> {
  if (options.out !== undefined) checkWritable(options.out, "Nothing was measured.");
  const report = await benchRetrieval({
    files,
    sections: options.sections,
    only: options.only ?? null,
    passages: options.passages,
    queries: options.queries,
    langOfSpeed: options.langOfSpeed ?? null,
    progress: complain,
  });
  if (options.out !== undefined) writeFileSync(options.out, `${JSON.stringify(report, null, 2)}\n`);
  if (options.json) return printJson(report);
  for (const { title, headings, rows, notes } of tablesOf(report))
    print([title, formatTable(headings, rows), ...notes, ""].join("\n"));
}

function toNames(value: string): readonly string[] {
  return value
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");
}

function toSections(value: string): readonly RetrievalSection[] {
  return toNames(value).map((name) => {
    const section = RETRIEVAL_SECTIONS.find((known) => known === name);
    if (section === undefined) throw new InvalidArgumentError(`"${name}" is none of ${RETRIEVAL_SECTIONS.join(", ")}.`);
    return section;
  });
}
