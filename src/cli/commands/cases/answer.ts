import type { Command } from "commander";
import { questionLanguage } from "../../../features/knowledge/index.ts";
import { answerGroup, caseNumber, draftNote } from "../../../features/support/index.ts";
import { systemClock } from "../../../shared/clock.ts";
import { AppError } from "../../../shared/errors.ts";
import { type GlobalOptions, withApp } from "../../context.ts";
import { print, printJson } from "../../output.ts";
import { staffActor } from "./actor.ts";
import { parseNumber } from "./number.ts";

type AnswerOptions = GlobalOptions & {
  readonly lang?: string;
  readonly note?: boolean;
  readonly title?: string;
  readonly issuer?: string;
  readonly json?: boolean;
};

/** `cases answer`: staff's words reach everyone who asked. */
export function addAnswer(cases: Command): void {
  cases
    .command("answer")
    .description("answer a group: everyone who asked gets these words; a second answer corrects the first")
    .argument("<number>", "the number of any of its questions, such as Q-0012", parseNumber)
    .argument("<text...>", "the answer, as it shall stand")
    .option("--lang <tag>", "the language of the answer (default: told from its words)")
    .option("--note", "also make it a draft note, which answers once it is published: silkdesk kb publish ID")
    .option("--title <text>", "with --note: the question as the note shall word it")
    .option("--issuer <name>", "with --note: who answers for it (default: who runs this)")
    .option("--json", "print one JSON document")
    .action((number: number, words: string[], _options: unknown, command: Command) =>
      answer(number, words.join(" "), command.optsWithGlobals<AnswerOptions>()),
    );
}

async function answer(number: number, words: string, options: AnswerOptions): Promise<void> {
  const lang = canonicalTag(options.lang ?? questionLanguage(words));
  await withApp(options, async (app) => {
    const actor = staffActor();
    const now = systemClock.now();
    // The note comes first: a run that is cut off between the two can be repeated, and tells nobody twice.
    const note = options.note ? await draftNote(app.store, number, { ...options, words, lang, actor, now }) : null;
    const { group, told, notTold, corrected } = await answerGroup(app.store, number, { words, lang }, actor, now);
    if (options.json) return printJson({ number: caseNumber(group), lang, corrected, told, notTold, note });
    print(`${caseNumber(group)} is ${corrected ? "corrected" : "answered"} (${lang}).`);
    print(`On its way to ${told} asker${told === 1 ? "" : "s"}${notTold > 0 ? `; ${notTold} can't be reached` : ""}.`);
    if (note !== null)
      print(
        `Draft note ${note.id} (version ${note.version}) ${note.change === "unchanged" ? "was there already" : "is saved"}. Publish it: silkdesk kb publish ${note.id}`,
      );
  });
}

function canonicalTag(tag: string): string {
  try {
    return Intl.getCanonicalLocales(tag.trim().replaceAll("_", "-"))[0] ?? "und";
  } catch (error) {
    throw new AppError(
      "input.invalid",
      `"${tag}" is not a language tag such as en or zh-Hans. Nothing was saved and nobody is told.`,
      { cause: error },
    );
  }
}
