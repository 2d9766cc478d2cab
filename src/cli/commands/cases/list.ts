import type { Command } from "commander";
import { caseNumber, listGroups, type QuestionGroup } from "../../../features/support/index.ts";
import { type GlobalOptions, withApp } from "../../context.ts";
import { formatTable, print, printJson } from "../../output.ts";

type ListOptions = GlobalOptions & { readonly json?: boolean; readonly open?: boolean };

/** `cases list`: one line a group. */
export function addList(cases: Command): void {
  cases
    .command("list")
    .description("list the groups of questions: open ones first, then those that most people asked")
    .option("--open", "only those that somebody waits for")
    .option("--json", "print one JSON document")
    .action((_options: unknown, command: Command) => list(command.optsWithGlobals<ListOptions>()));
}

async function list(options: ListOptions): Promise<void> {
  await withApp(options, async (app) => {
    const all = await listGroups(app.store.read);
    const groups = options.open ? all.filter(({ state }) => state === "open") : all;
    if (options.json) return printJson(groups.map(describeGroup));
    if (groups.length === 0) return print("No question waits for staff.");
    print(
      formatTable(
        ["number", "state", "asked by", "languages", "last asked", "question"],
        groups.map((group) => [
          caseNumber(group.id),
          group.state,
          group.askers,
          group.languages.join(", "),
          group.lastAsked.slice(0, 16).replace("T", " "),
          oneLine(group.question),
        ]),
      ),
    );
  });
}

/** A group as `--json` prints it. */
function describeGroup({ id, ...group }: QuestionGroup) {
  return { number: caseNumber(id), ...group };
}

function oneLine(question: string): string {
  if (question === "") return "(no longer kept)";
  const line = question.replace(/\s+/gu, " ");
  return line.length > 80 ? `${line.slice(0, 79).toWellFormed()}…` : line;
}
