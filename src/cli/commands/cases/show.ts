import type { Command } from "commander";
import { headingWithin } from "../../../features/knowledge/index.ts";
import { type AskedQuestion, caseNumber, getGroup } from "../../../features/support/index.ts";
import { type GlobalOptions, withApp } from "../../context.ts";
import { print, printJson } from "../../output.ts";
import { parseNumber } from "./number.ts";

type Json = GlobalOptions & { readonly json?: boolean };

/** `cases show`: every wording of a group, and what is known about it. */
export function addShow(cases: Command): void {
  cases
    .command("show")
    .description("show a group by the number of any of its questions: every wording, details, answers")
    .argument("<number>", "such as Q-0012", parseNumber)
    .option("--json", "print one JSON document")
    .action((number: number, _options: unknown, command: Command) => show(number, command.optsWithGlobals<Json>()));
}

async function show(number: number, options: Json): Promise<void> {
  await withApp(options, async (app) => {
    const { id, questions, answers } = await getGroup(app.store.read, number);
    if (options.json) {
      return printJson({
        number: caseNumber(id),
        questions: questions.map(({ id: own, ...question }) => ({ number: caseNumber(own), ...question })),
        answers: answers.map(({ words, lang, by, at }) => ({ words, lang, by, at })),
      });
    }
    for (const question of questions) print(`${readable(question)}\n`);
    for (const { words, lang, by, at } of answers) print(`Answered ${at.slice(0, 16)} by ${by} (${lang}):\n${words}\n`);
    if (answers.length === 0) print(`Nobody has answered yet: silkdesk cases answer ${caseNumber(id)} TEXT`);
  });
}

function readable(question: AskedQuestion): string {
  const { nearest, desk } = question;
  const state = question.wanted && question.state === "open" ? "open, a person is wanted" : question.state;
  return [
    `${caseNumber(question.id)} · ${state} · ${question.language} · ${question.platform} · last asked ${question.lastAsked.slice(0, 16)}`,
    ...(question.after === null ? [] : [`  after: ${question.after}`]),
    `  ${question.question === "" ? "(no longer kept)" : question.question}`,
    ...(question.topic === null ? [] : [`  topic: ${question.topic}`]),
    ...(question.details === null || question.details === "" ? [] : [`  details: ${question.details}`]),
    ...(desk === null
      ? []
      : [`  the desk: ${desk.outcome}`, ...desk.quotes.map(({ document, quote }) => `    ${document}: ${quote}`)]),
    ...(nearest === null
      ? []
      : [
          `  nearest: ${[nearest.title, headingWithin(nearest.title, nearest.heading)].filter((part) => part !== null).join(" · ")}`,
        ]),
    ...(question.told === null ? [] : [`  told: ${question.told === "" ? "yes" : question.told}`]),
  ].join("\n");
}
