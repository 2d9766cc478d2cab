import { type Command, InvalidArgumentError } from "commander";
import type { App } from "../../app.ts";
import { type Answer, headingWithin, presentAnswer, questionLanguage } from "../../features/knowledge/index.ts";
import { plainText, stripControls } from "../../message/text.ts";
import { systemClock } from "../../shared/clock.ts";
import { type GlobalOptions, withApp } from "../context.ts";
import { print, printJson } from "../output.ts";

type AskOptions = GlobalOptions & {
  readonly lang?: string;
  readonly previous?: string;
  readonly asOf?: string;
  readonly json?: boolean;
};

/** `ask`: one question, one answer, no conversation. */
export function addAsk(program: Command): void {
  program
    .command("ask")
    .description("answer one question from the documents")
    .argument("<question...>", "the question")
    .option("--lang <tag>", "the language of the question and the answer (default: told from the question)")
    .option("--as-of <date>", "the day whose rules are asked for (default: today)", parseDay)
    .option("--previous <question>", "the question before, for a follow-up")
    .option("--json", "print one JSON document")
    .action(async (words: string[], _options: unknown, command: Command) => {
      const options = command.optsWithGlobals<AskOptions>();
      await withApp(options, async (app) => {
        await app.loadStarter();
        const { result } = await answerFor(app, {
          question: words.join(" "),
          lang: options.lang ?? null,
          previous: options.previous ?? null,
          asOf: options.asOf ?? null,
        });
        if (options.json) printJson(result);
        else print(readable(result));
      });
    });
}

/** An ISO date, or wrong usage. */
export function parseDay(value: string): string {
  if (!isDay(value)) throw new InvalidArgumentError("It takes a date such as 2026-03-31.");
  return value;
}

/** `Date` takes 30 February for 1 March; the way back shows it. */
function isDay(value: string): boolean {
  const date = new Date(value);
  return /^\d{4}-\d{2}-\d{2}$/u.test(value) && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value);
}

/** The contract's answer document. */
type AskResult = ReturnType<typeof describe>;

/** Asks once: the answer as data, and described as the contract has it. */
export async function answerFor(
  app: App,
  asked: {
    readonly question: string;
    readonly lang: string | null;
    readonly previous: string | null;
    readonly asOf: string | null;
  },
): Promise<{ readonly answer: Answer; readonly result: AskResult }> {
  const started = performance.now();
  const question = stripControls(asked.question);
  const written = asked.lang ?? questionLanguage(question);
  const language = app.translator.match(written) ?? "en";
  const answer = await app.ask({
    question,
    lang: written,
    previous: asked.previous,
    asOf: asked.asOf ?? systemClock.now().slice(0, 10),
  });
  const text = plainText(app.translator.render(presentAnswer(answer, language), language));
  return {
    answer,
    result: describe(answer, language, text, performance.now() - started),
  };
}

function describe(answer: Answer, language: string, text: string, tookMs: number) {
  return {
    question: answer.question,
    language,
    outcome: answer.outcome,
    mode: answer.mode,
    answer: text,
    confidence: Math.round(answer.confidence * 1_000) / 1_000,
    citations: answer.parts.flatMap(({ citations }) =>
      citations.map(({ url, lang, ...citation }) => ({ ...citation, lang, url })),
    ),
    passages: answer.passages.map((passage) => ({
      document: passage.document,
      source: passage.source,
      score: Math.round(passage.score * 1_000) / 1_000,
      heading: passage.heading,
      text: passage.text,
    })),
    tookMs: Math.round(tookMs * 10) / 10,
  };
}

function inForce(from: string | null, until: string | null): string | null {
  if (from === null && until === null) return null;
  return `in force ${[from === null ? "" : `from ${from}`, until === null ? "" : `until ${until}`].join(" ").trim()}`;
}

function readable(result: AskResult): string {
  const sources = result.citations.map(({ n, title, issuer, published, from, until, heading, source, url }) =>
    [`[${n}] ${title}`, headingWithin(title, heading), issuer, published, inForce(from, until), url ?? source]
      .filter((part) => part !== null && part !== "")
      .join(" · "),
  );
  return [result.answer, ...(sources.length > 0 ? [sources.join("\n")] : [])].join("\n\n");
}
