import { type Command, InvalidArgumentError } from "commander";
import {
  findLivePublication,
  type GivenMeta,
  getVersion,
  listDocuments,
  listFiles,
  listPassagesOf,
  publish,
  readVersions,
} from "../../features/knowledge/index.ts";
import { systemClock } from "../../shared/clock.ts";
import { AppError } from "../../shared/errors.ts";
import { CommandFailed } from "../command-failed.ts";
import { type GlobalOptions, withApp } from "../context.ts";
import { complain, formatTable, print, printJson } from "../output.ts";
import { systemUser } from "../system-user.ts";
import { languageOf } from "./ask.ts";

type Json = GlobalOptions & { readonly json?: boolean };

type AddOptions = Json & {
  readonly id?: string;
  readonly title?: string;
  readonly issuer?: string;
  readonly jurisdiction?: string;
  readonly lang?: string;
  readonly sourceUrl?: string;
  readonly published?: string;
  readonly from?: string;
  readonly until?: string;
  readonly supersedes?: string[];
  readonly topic?: string[];
};

/** `kb`: the documents that answers rest on. */
export function addKb(program: Command): void {
  const kb = program.command("kb").description("the documents that answers rest on");
  kb.command("add")
    .description("read files or folders, and publish them together")
    .argument("<paths...>", "files or folders")
    .option("--id <id>", "the document's identity (for one file; default: its front matter, else its file name)")
    .option("--title <text>")
    .option("--issuer <name>")
    .option("--jurisdiction <code>", "such as CN, CN-Hangzhou, EU")
    .option("--lang <tag>", "the language it is written in")
    .option("--source-url <url>", "where the original is")
    .option("--published <date>")
    .option("--from <date>", "in force from")
    .option("--until <date>", "in force until")
    .option("--supersedes <ids...>", "documents that it replaces")
    .option("--topic <topics...>")
    .option("--json", "print one JSON document")
    .action((paths: string[], _options: unknown, command: Command) =>
      add(paths, command.optsWithGlobals<AddOptions>()),
    );
  kb.command("list")
    .description("list the live documents")
    .option("--json", "print one JSON document")
    .action((_options: unknown, command: Command) => list(command.optsWithGlobals<Json>()));
  kb.command("show")
    .description("show one document with its passages")
    .argument("<id>")
    .option("--json", "print one JSON document")
    .action((id: string, _options: unknown, command: Command) => show(id, command.optsWithGlobals<Json>()));
  kb.command("search")
    .description("find passages, best first")
    .argument("<query...>")
    .option("--lang <tag>", "the language of the query (default: told from the query)")
    .option("--top <n>", "how many", parseTop, 10)
    .option("--json", "print one JSON document")
    .action((words: string[], _options: unknown, command: Command) =>
      search(words.join(" "), command.optsWithGlobals<Json & { lang?: string; top: number }>()),
    );
}

function parseTop(value: string): number {
  const top = Number(value);
  if (!Number.isInteger(top) || top < 1) throw new InvalidArgumentError("It takes a whole number from 1.");
  return top;
}

async function add(paths: readonly string[], options: AddOptions): Promise<void> {
  await withApp(options, async (app) => {
    const { files, refused: unreadable } = listFiles(paths);
    if (options.id !== undefined && files.length > 1)
      throw new AppError(
        "input.invalid",
        `--id names one document, but there are ${files.length} files. Nothing was saved.`,
      );
    const { versions, refused: broken } = await readVersions(files, givenMeta(options));
    const refused = [...unreadable, ...broken];
    const actor = { name: `cli:${systemUser() ?? "unknown"}`, role: "admin" as const };
    const added =
      versions.length === 0 ? [] : await publish(app.store, versions, actor, paths.join(" "), systemClock.now());
    if (options.json)
      printJson({ documents: added.map(({ id, version, change }) => ({ id, version, change })), refused });
    else for (const { id, version, change } of added) print(`${change.padEnd(9)}  ${id} (version ${version})`);
    if (!options.json) for (const { file, reason } of refused) complain(`not added  ${file}: ${reason}`);
    if (files.length === 0 && refused.length === 0)
      throw new CommandFailed("There is no readable file in that folder. Nothing was saved.");
    if (refused.length > 0)
      throw new CommandFailed(
        options.json
          ? ""
          : `${refused.length} of ${refused.length + added.length} could not be added; ${added.length === 0 ? "nothing was saved" : "the others are published"}.`,
      );
  });
}

function givenMeta(options: AddOptions): GivenMeta {
  const { id, title, issuer, jurisdiction, lang, sourceUrl, published, from, until, supersedes, topic } = options;
  const given = { id, title, issuer, jurisdiction, lang, sourceUrl, published, from, until, supersedes, topics: topic };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

async function list(options: Json): Promise<void> {
  await withApp(options, async (app) => {
    const documents = await listDocuments(app.store.read, await findLivePublication(app.store.read));
    if (options.json) return printJson(documents.map(({ meta, version, source }) => ({ ...meta, version, source })));
    if (documents.length === 0) return print("There are no documents yet. Add some: silkdesk kb add PATH");
    print(
      formatTable(
        ["id", "version", "lang", "published", "title"],
        documents.map(({ meta, version }) => [meta.id, version, meta.lang, meta.published ?? "–", meta.title]),
      ),
    );
  });
}

async function show(id: string, options: Json): Promise<void> {
  await withApp(options, async (app) => {
    const found = await getVersion(app.store.read, id, null, systemClock.now().slice(0, 10));
    const { meta, version, source, createdAt } = found;
    const passages = await listPassagesOf(app.store.read, { document: id, version });
    if (options.json) return printJson({ ...meta, version, source, createdAt, passages });
    print(
      `${meta.title}\n${[meta.id, `version ${version}`, meta.issuer, meta.published, meta.lang, source].filter((part) => part !== null).join(" · ")}`,
    );
    for (const { heading, text } of passages) print(`\n${heading === null ? "" : `${heading}\n`}${text}`);
  });
}

async function search(query: string, options: Json & { readonly lang?: string; readonly top: number }): Promise<void> {
  await withApp(options, async (app) => {
    const started = performance.now();
    const { retriever, documents } = await app.knowledge.live();
    const lang = options.lang ?? languageOf(query);
    const passages = retriever.search({ text: query, lang, top: options.top }).map((passage) => ({
      document: passage.document,
      version: passage.version,
      source: documents.get(passage.document)?.source ?? passage.document,
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
