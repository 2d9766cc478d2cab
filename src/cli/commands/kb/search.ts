import type { Command } from "commander";
import { questionLanguage } from "../../../features/knowledge/index.ts";
import { withApp } from "../../context.ts";
import { print, printJson } from "../../output.ts";
import { parseDay } from "../ask.ts";
import { parseNumber } from "./parse-number.ts";
import { type KbOptions, today } from "./words.ts";

type SearchOptions = KbOptions & { readonly lang?: string; readonly top: number; readonly asOf?: string };

/** `kb search`: passages of what is in force, best first. */
export function addSearch(kb: Command): void {
  kb.command("search")
    .description("find passages, best first")
    .argument("<query...>")
    .option("--lang <tag>", "the language of the query (default: told from the query)")
    .option("--as-of <date>", "among what was in force on that day (default: today)", parseDay)
    .option("--top <n>", "how many", parseNumber, 10)
    .option("--json", "print one JSON document")
    .action((words: string[], _options: unknown, command: Command) =>
      search(words.join(" "), command.optsWithGlobals<SearchOptions>()),
    );
}

async function search(query: string, options: SearchOptions): Promise<void> {
  await withApp(options, async (app) => {
    const started = performance.now();
    const lang = options.lang ?? questionLanguage(query);
    const found = await app.search({ text: query, lang, top: options.top, asOf: options.asOf ?? today() });
    const passages = found.map((passage) => ({
      document: passage.document,
      version: passage.version,
      source: passage.source,
      heading: passage.heading,
      lang: passage.lang,
      score: Math.round(passage.score * 1_000) / 1_000,
      text: passage.text,
    }));
    if (options.json)
      return printJson({ query, passages, tookMs: Math.round((performance.now() - started) * 10) / 10 });
    if (passages.length === 0) print("Nothing found.");
    for (const { score, document, heading, text } of passages)
      print(`${score.toFixed(2)}  ${document}${heading === null ? "" : ` · ${heading}`}\n${text}\n`);
  });
}
