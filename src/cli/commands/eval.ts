import { readFileSync, writeFileSync } from "node:fs";
import type { Command } from "commander";
import { type EvalRow, judge, parseQuestions, summarise } from "../../features/knowledge/index.ts";
import { AppError, messageOf } from "../../shared/errors.ts";
import { checkWritable } from "../check-writable.ts";
import { type GlobalOptions, withApp } from "../context.ts";
import { formatTable, print, printJson } from "../output.ts";
import { answerFor } from "./ask.ts";

type EvalOptions = GlobalOptions & { readonly json?: boolean; readonly out?: string };

/** `eval`: runs a file of questions through the same pipeline as `ask`, and prints how well it did. */
export function addEval(program: Command): void {
  program
    .command("eval")
    .description("ask every question of a file, and print how well they were answered")
    .argument("<file>", "questions, one JSON object a line")
    .option("--json", "print one JSON document")
    .option("--out <file>", "write each answer with its ranks, one JSON object a line")
    .action((file: string, _options: unknown, command: Command) =>
      evaluate(file, command.optsWithGlobals<EvalOptions>()),
    );
}

async function evaluate(file: string, options: EvalOptions): Promise<void> {
  const questions = parseQuestions(readQuestions(file));
  if (options.out !== undefined) checkWritable(options.out, "Nothing was asked.");
  await withApp(options, async (app) => {
    const judged = [];
    const lines: string[] = [];
    for (const question of questions) {
      const asked = {
        question: question.question,
        lang: question.lang,
        previous: question.previous_turn ?? null,
        asOf: question.as_of ?? null,
      };
      const { answer, result } = await answerFor(app, asked);
      const one = judge(question, answer, result.answer, result.tookMs);
      judged.push(one);
      const { sourceRank, evidenceRank, evidenceWithin, cited, inAnswer } = one;
      lines.push(
        JSON.stringify({ id: question.id, ...result, sourceRank, evidenceRank, evidenceWithin, cited, inAnswer }),
      );
    }
    if (options.out !== undefined) writeFileSync(options.out, `${lines.join("\n")}\n`);
    const rows = summarise(judged);
    if (options.json) printJson({ file, rows });
    else
      print(
        formatTable(
          COLUMNS.map(([heading]) => heading),
          rows.map((row) => COLUMNS.map(([, cell]) => cell(row))),
        ),
      );
  });
}

const percent = (value: number | null): string => (value === null ? "–" : value.toFixed(1));

const COLUMNS: readonly (readonly [string, (row: EvalRow) => string | number])[] = [
  ["lang", (row) => row.lang],
  ["questions", (row) => row.questions],
  ["answered", (row) => row.answered],
  ["false refusals", (row) => row.falseRefusals],
  ["refused", (row) => row.refused],
  ["source MRR@10", (row) => percent(row.sourceMrr10)],
  ["source@1", (row) => percent(row.source1)],
  ["source@5", (row) => percent(row.source5)],
  ["evidence@1", (row) => percent(row.evidence1)],
  ["@5", (row) => percent(row.evidence5)],
  ["@10", (row) => percent(row.evidence10)],
  ["in 2500", (row) => percent(row.evidence2500)],
  ["cited", (row) => percent(row.cited)],
  ["in answer", (row) => percent(row.inAnswer)],
  ["median ms", (row) => row.medianMs.toFixed(1)],
  ["p95 ms", (row) => row.p95Ms.toFixed(1)],
];

function readQuestions(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new AppError("input.notFound", `${file} can't be read: ${messageOf(error)}`, { cause: error });
  }
}
