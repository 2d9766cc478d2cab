import type { Command } from "commander";
import {
  type Drafted,
  type GivenMeta,
  listFiles,
  type Published,
  publish,
  readVersions,
  saveDrafts,
} from "../../../features/knowledge/index.ts";
import { systemClock } from "../../../shared/clock.ts";
import { AppError } from "../../../shared/errors.ts";
import { CommandFailed } from "../../command-failed.ts";
import { withApp } from "../../context.ts";
import { complain, print, printJson } from "../../output.ts";
import { createProgress } from "../../progress.ts";
import { documentJson, printPublished } from "./published.ts";
import { type KbOptions, operator } from "./words.ts";

type AddOptions = KbOptions & {
  readonly id?: string;
  readonly title?: string;
  readonly issuer?: string;
  readonly jurisdiction?: string;
  readonly lang?: string;
  readonly sourceUrl?: string;
  readonly published?: string;
  readonly from?: string;
  readonly until?: string;
  readonly reviewBy?: string;
  readonly supersedes?: string[];
  readonly topic?: string[];
  readonly draft?: boolean;
};

/** `kb add`: files, folders and addresses become versions, published together or held back. */
export function addAdd(kb: Command): void {
  kb.command("add")
    .description("read files, folders or addresses, and publish them together")
    .argument("<paths...>", "files, folders, or http(s) addresses")
    .option("--draft", "hold them back until: silkdesk kb publish")
    .option("--id <id>", "the document's identity (for one file; default: its front matter, else its file name)")
    .option("--title <text>")
    .option("--issuer <name>")
    .option("--jurisdiction <code>", "such as CN, CN-Hangzhou, EU")
    .option("--lang <tag>", "the language it is written in")
    .option("--source-url <url>", "where the original is")
    .option("--published <date>")
    .option("--from <date>", "in force from")
    .option("--until <date>", "in force until")
    .option("--review-by <date>", "to be checked again by then")
    .option("--supersedes <ids...>", "documents that it replaces")
    .option("--topic <topics...>")
    .option("--json", "print one JSON document")
    .action((paths: string[], _options: unknown, command: Command) =>
      add(paths, command.optsWithGlobals<AddOptions>()),
    );
}

async function add(paths: readonly string[], options: AddOptions): Promise<void> {
  await withApp(options, async (app) => {
    const { versions, refused, found } = await read(paths, options);
    const reason = paths.join(" ");
    const now = systemClock.now();
    const save = (): Promise<readonly (Published | Drafted)[]> =>
      options.draft
        ? saveDrafts(app.store, versions, operator(), reason, now)
        : publish(app.store, versions, operator(), reason, now, app.indexer);
    const added = versions.length === 0 ? [] : await save();
    if (options.json) printJson({ documents: added.map(documentJson), refused });
    else printPublished(added);
    if (!options.json) for (const { file, reason: fault } of refused) complain(`not added  ${file}: ${fault}`);
    if (found === 0 && refused.length === 0)
      throw new CommandFailed("There is no readable file in that folder. Nothing was saved.");
    if (!options.json && added.some((one) => "draft" in one && one.draft))
      print("Held back. Publish with: silkdesk kb publish");
    if (refused.length > 0)
      throw new CommandFailed(options.json ? "" : countRefused(refused.length, added.length, options.draft === true));
  });
}

function countRefused(refused: number, added: number, draft: boolean): string {
  const others = added === 0 ? "nothing was saved" : `the others are ${draft ? "saved as drafts" : "published"}`;
  return `${refused} of ${refused + added} could not be added; ${others}.`;
}

async function read(paths: readonly string[], options: AddOptions) {
  const addresses = paths.filter((path) => /^https?:\/\//iu.test(path));
  const { files, refused } = listFiles(paths.filter((path) => !addresses.includes(path)));
  const found = [...files, ...addresses];
  if (options.id !== undefined && found.length > 1)
    throw new AppError(
      "input.invalid",
      `--id names one document, but there are ${found.length} files. Nothing was saved.`,
    );
  const progress = createProgress("reading");
  try {
    const { versions, refused: broken } = await readVersions(found, givenMeta(options), { onRead: progress.report });
    return { versions, refused: [...refused, ...broken], found: found.length };
  } finally {
    progress.end();
  }
}

function givenMeta(options: AddOptions): GivenMeta {
  const { id, title, issuer, jurisdiction, lang, sourceUrl, published, from, until, reviewBy, supersedes } = options;
  const dates = { published, from, until, reviewBy };
  const given = { id, title, issuer, jurisdiction, lang, sourceUrl, ...dates, supersedes, topics: options.topic };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}
