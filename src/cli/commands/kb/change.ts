import type { Command } from "commander";
import { publishDrafts, restorePublication, retire, rollback } from "../../../features/knowledge/index.ts";
import { AppError } from "../../../shared/errors.ts";
import { withApp } from "../../context.ts";
import { print, printJson } from "../../output.ts";
import { parseNumber } from "./parse-number.ts";
import { documentJson, printPublished } from "./published.ts";
import { changeBy, describeVersions, type KbOptions } from "./words.ts";

type RollbackOptions = KbOptions & { readonly to?: number; readonly publication?: number };

/** `kb publish`, `kb retire` and `kb rollback`: what changes which versions answer. */
export function addChanges(kb: Command): void {
  kb.command("publish")
    .description("publish drafts together: those of some documents, or all")
    .argument("[ids...]", "documents (default: all that have a draft)")
    .option("--json", "print one JSON document")
    .action((ids: string[], _options: unknown, command: Command) =>
      publishSome(ids, command.optsWithGlobals<KbOptions>()),
    );
  kb.command("retire")
    .description("take documents out: they answer no more; their versions stay")
    .argument("<ids...>")
    .option("--json", "print one JSON document")
    .action((ids: string[], _options: unknown, command: Command) =>
      retireSome(ids, command.optsWithGlobals<KbOptions>()),
    );
  kb.command("rollback")
    .description("show an earlier version of a document again, or all of an earlier publication")
    .argument("[id]", "the document")
    .option("--to <version>", "the version of the document", parseNumber)
    .option("--publication <n>", "show all that this publication showed", parseNumber)
    .option("--json", "print one JSON document")
    .action((id: string | undefined, _options: unknown, command: Command) =>
      rollbackSome(id, command, command.optsWithGlobals<RollbackOptions>()),
    );
}

async function publishSome(ids: readonly string[], options: KbOptions): Promise<void> {
  await withApp(options, async (app) => {
    const change = changeBy(app, ["kb publish", ...ids].join(" "));
    const published = await publishDrafts(app.store, change, ids.length === 0 ? "all" : ids);
    if (options.json) return printJson({ documents: published.map(documentJson) });
    if (published.length === 0) return print("There are no drafts: nothing to publish.");
    printPublished(published);
  });
}

async function retireSome(ids: readonly string[], options: KbOptions): Promise<void> {
  await withApp(options, async (app) => {
    const retired = await retire(app.store, changeBy(app, ["kb retire", ...ids].join(" ")), ids);
    if (options.json) return printJson({ documents: retired });
    for (const { id, versions, revives } of retired) {
      print(`retired    ${id} (${describeVersions(versions)})`);
      if (revives.length > 0) print(`           in force again, because it had superseded them: ${revives.join(", ")}`);
    }
    print("To bring one back: silkdesk kb rollback ID --to VERSION");
  });
}

async function rollbackSome(id: string | undefined, command: Command, options: RollbackOptions): Promise<void> {
  const { to, publication } = options;
  if (publication !== undefined && id === undefined && to === undefined) return restore(publication, options);
  if (id === undefined || to === undefined || publication !== undefined)
    command.error("error: name a document with --to VERSION, or --publication N", { exitCode: 2 });
  await withApp(options, async (app) => {
    const change = changeBy(app, `kb rollback ${id} --to ${to}`);
    const [done] = await rollback(app.store, change, [{ document: id, version: to }]);
    if (done === undefined) throw new AppError("input.invalid", "Nothing was named. Nothing was changed.");
    if (options.json) return printJson(done);
    if (!done.changed)
      return print(`Version ${to} is the newest live version of "${id}" already: nothing was changed.`);
    const hidden = done.hides.length === 0 ? "" : `, without ${describeVersions(done.hides)}`;
    print(`rolled back  ${id} (version ${to} is shown again${hidden})`);
  });
}

async function restore(publication: number, options: RollbackOptions): Promise<void> {
  await withApp(options, async (app) => {
    const change = changeBy(app, `kb rollback --publication ${publication}`);
    const done = await restorePublication(app.store, change, publication);
    if (options.json) return printJson({ publication, ...done });
    print(
      done.changed
        ? `Publication ${publication} is shown again: ${done.documents} document${done.documents === 1 ? "" : "s"}.`
        : `What publication ${publication} showed is live already: nothing was changed.`,
    );
  });
}
