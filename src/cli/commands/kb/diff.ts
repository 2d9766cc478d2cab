import type { Command } from "commander";
import { diffVersions, type VersionDiff } from "../../../features/knowledge/index.ts";
import { withApp } from "../../context.ts";
import { print, printJson } from "../../output.ts";
import { parseNumber } from "./parse-number.ts";
import { type KbOptions, today } from "./words.ts";

/** `kb diff`: what differs between two versions, by paragraph and word. */
export function addDiff(kb: Command): void {
  kb.command("diff")
    .description("what differs between two versions: [-what went-] and {+what came+}")
    .argument("<id>")
    .argument("<a>", "a version", parseNumber)
    .argument("<b>", "another version", parseNumber)
    .option("--json", "print one JSON document")
    .action((id: string, before: number, after: number, _options: unknown, command: Command) =>
      diff(id, before, after, command.optsWithGlobals<KbOptions>()),
    );
}

async function diff(id: string, before: number, after: number, options: KbOptions): Promise<void> {
  await withApp(options, async (app) => {
    const found = await diffVersions(app.store.read, id, { before, after }, today());
    if (options.json) printJson(found);
    else print(readable(found));
  });
}

const MARKS = { same: ["", ""], removed: ["[-", "-]"], added: ["{+", "+}"] } as const;

function readable({ id, before, after, meta, paragraphs }: VersionDiff): string {
  const facts = meta.map(({ key, before: was, after: is }) => `  ${key}: ${word(was)} → ${word(is)}`);
  const texts = paragraphs.flatMap(({ heading, words }, index) => {
    const marked = words.map(({ change, text }) => `${MARKS[change][0]}${text}${MARKS[change][1]}`).join("");
    const isNew = heading !== null && heading !== paragraphs[index - 1]?.heading;
    return [...(isNew ? [`\n${heading}`] : []), `  ${marked.replaceAll("\n", "\n  ")}`];
  });
  const same = meta.length + paragraphs.length === 0 ? ["  Nothing differs."] : [];
  return [`${id}: version ${before} → version ${after}`, ...facts, ...texts, ...same].join("\n");
}

function word(value: VersionDiff["meta"][number]["before"]): string {
  if (value === null || (Array.isArray(value) && value.length === 0)) return "–";
  return typeof value === "string" ? value : JSON.stringify(value);
}
