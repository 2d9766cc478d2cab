import type { Command } from "commander";
import { type HistoryEntry, listHistory, listPublications } from "../../../features/knowledge/index.ts";
import { withApp } from "../../context.ts";
import { formatTable, print, printJson } from "../../output.ts";
import { describeDays, describeState, type KbOptions, today } from "./words.ts";

/** How many publications are listed. */
const LATEST = 50;

/** `kb history`: every version of a document, or the latest publications. */
export function addHistory(kb: Command): void {
  kb.command("history")
    .description("every version of a document; without an id, the latest publications")
    .argument("[id]")
    .option("--json", "print one JSON document")
    .action((id: string | undefined, _options: unknown, command: Command) => {
      const options = command.optsWithGlobals<KbOptions>();
      return id === undefined ? showPublications(options) : showHistory(id, options);
    });
}

async function showHistory(id: string, options: KbOptions): Promise<void> {
  await withApp(options, async (app) => {
    const entries = await listHistory(app.store.read, id, today());
    if (options.json) return printJson(entries.map(entryJson));
    print(
      formatTable(
        ["version", "state", "in force", "saved", "by", "published", "publications", "source"],
        entries.map((entry) => [
          entry.version,
          describeState(id, entry.state, entry.validity),
          entry.validity === null ? "–" : describeDays(entry.validity),
          minute(entry.createdAt),
          entry.createdBy ?? "–",
          entry.publishedAt === null ? "–" : minute(entry.publishedAt),
          entry.publications.map(({ first, last }) => (first === last ? first : `${first}–${last}`)).join(", ") || "–",
          entry.source,
        ]),
      ),
    );
  });
}

function entryJson({ meta, version, source, createdAt, createdBy, publishedAt, ...rest }: HistoryEntry) {
  const { title, published, from, until, supersedes } = meta;
  const { state, validity, publications } = rest;
  const own = { title, published, from, until, supersedes };
  return { version, state, validity, createdAt, createdBy, publishedAt, source, ...own, publications };
}

async function showPublications(options: KbOptions): Promise<void> {
  await withApp(options, async (app) => {
    const publications = await listPublications(app.store.read, LATEST);
    if (options.json) return printJson(publications);
    if (publications.length === 0) return print("Nothing was published yet. Add documents: silkdesk kb add PATH");
    print(
      formatTable(
        ["publication", "", "at", "by", "versions", "what"],
        publications.map(({ id, live, at, actor, versions, reason }) => [
          id,
          live ? "live" : "",
          minute(at),
          actor,
          versions,
          reason,
        ]),
      ),
    );
  });
}

function minute(instant: string): string {
  return `${instant.slice(0, 10)} ${instant.slice(11, 16)}`;
}
