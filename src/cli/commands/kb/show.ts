import type { Command } from "commander";
import { getVersion, listPassagesOf } from "../../../features/knowledge/index.ts";
import { withApp } from "../../context.ts";
import { print, printJson } from "../../output.ts";
import { parseNumber } from "./parse-number.ts";
import { describeDays, describeState, type KbOptions, today } from "./words.ts";

type ShowOptions = KbOptions & { readonly version?: number };

/** `kb show`: one version with its passages; without a number the one in force today. */
export function addShow(kb: Command): void {
  kb.command("show")
    .description("show one document with its passages")
    .argument("<id>")
    .option("--version <n>", "this version, also a draft or an old one", parseNumber)
    .option("--json", "print one JSON document")
    .action((id: string, _options: unknown, command: Command) => show(id, command.optsWithGlobals<ShowOptions>()));
}

async function show(id: string, options: ShowOptions): Promise<void> {
  await withApp(options, async (app) => {
    const found = await getVersion(app.store.read, id, options.version ?? null, today());
    const { meta, version, source, createdAt, createdBy, state, validity } = found;
    const passages = await listPassagesOf(app.store.read, { document: id, version });
    if (options.json) return printJson({ ...meta, version, source, createdAt, createdBy, state, validity, passages });
    const facts = [
      meta.id,
      `version ${version}`,
      describeState(id, state, validity),
      validity === null ? null : `in force ${describeDays(validity)}`,
      meta.issuer,
      meta.published,
      meta.lang,
      source,
    ];
    print(`${meta.title}\n${facts.filter((fact) => fact !== null).join(" · ")}`);
    for (const { heading, text } of passages) print(`\n${heading === null ? "" : `${heading}\n`}${text}`);
  });
}
