import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createRandom } from "../../src/shared/random.ts";
import { startDiscordService } from "./discord-service.ts";
import { runCommand } from "./service.ts";

export type ReindexPlan = {
  readonly documents: number;
  readonly perSecond: number;
  readonly people: number;
};

export type ReindexReport = {
  readonly interactions: number;
  /** How many were asked while the documents were read and indexed. */
  readonly meanwhile: number;
  readonly done: number;
  readonly void: number;
  readonly acknowledgedMs: { readonly p50: number; readonly p99: number; readonly most: number };
  /** Seconds that the publication took. */
  readonly indexing: number;
};

/** People ask at a steady rate while many documents are published beside the service, which then moves to them. */
export async function runReindex({ documents, perSecond, people }: ReindexPlan): Promise<ReindexReport> {
  const { discord, home, close } = await startDiscordService({ limits: "none" });
  try {
    const folder = writeDocuments(join(home, "more"), documents);
    const askers = Array.from({ length: people }, () => discord.person());
    let isOver = false;
    let asked = 0;
    const asking = (async () => {
      for (const begin = performance.now(); !isOver; await sleep(10)) {
        for (; asked < ((performance.now() - begin) / 1_000) * perSecond; asked++)
          askers[asked % askers.length]?.runs("/ask", { question: `What is paid for a booth abroad, case ${asked}?` });
      }
    })();
    await sleep(1_000);
    const [started, before] = [performance.now(), asked];
    const { code, err } = await runCommand(["kb", "add", folder, "--home", home]);
    if (code !== 0) throw new Error(err);
    const indexing = Math.round((performance.now() - started) / 100) / 10;
    const meanwhile = asked - before;
    // The first question after it opens the new index.
    await sleep(3_000);
    isOver = true;
    await asking;
    const isOpen = () => discord.interactions.some(({ fate }) => fate === "waiting" || fate === "deferred");
    for (let turn = 0; turn < 600 && isOpen(); turn++) await sleep(50);
    const times = discord.interactions
      .flatMap(({ acknowledgedAfter }) => (acknowledgedAfter === null ? [] : [acknowledgedAfter]))
      .sort((one, other) => one - other);
    const at = (share: number): number => Math.round(times[Math.floor((times.length - 1) * share)] ?? 0);
    const fated = (wanted: string) => discord.interactions.filter(({ fate }) => fate === wanted).length;
    return {
      ...{ interactions: discord.interactions.length, meanwhile, done: fated("done"), void: fated("void"), indexing },
      acknowledgedMs: { p50: at(0.5), p99: at(0.99), most: at(1) },
    };
  } finally {
    await close();
  }
}

const WORDS =
  "booth subsidy seller market export customs warehouse exhibition product contract brand visa tariff".split(" ");

function writeDocuments(folder: string, count: number): string {
  mkdirSync(folder);
  const random = createRandom(7);
  for (let n = 0; n < count; n++) {
    const sentence = (): string =>
      `The ${Array.from({ length: 14 }, () => WORDS[Math.floor(random() * WORDS.length)]).join(" ")} ${Math.floor(random() * 9_000)}.`;
    const paragraphs = Array.from({ length: 20 }, () => Array.from({ length: 5 }, sentence).join(" "));
    writeFileSync(join(folder, `note-${n}.md`), `# Note ${n}\n\n${paragraphs.join("\n\n")}\n`);
  }
  return folder;
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
