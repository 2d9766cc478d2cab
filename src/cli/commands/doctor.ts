import { existsSync } from "node:fs";
import { statfs } from "node:fs/promises";
import { createServer } from "node:net";
import { dirname, join } from "node:path";
import type { Command } from "commander";
import { createApp, ROOT } from "../../app.ts";
import type { Config } from "../../config.ts";
import { loadCatalogue } from "../../i18n/catalogue.ts";
import { checkCatalogue } from "../../i18n/check.ts";
import { systemClock } from "../../shared/clock.ts";
import { isAppError, messageOf } from "../../shared/errors.ts";
import { CommandFailed } from "../command-failed.ts";
import { type GlobalOptions, loadConfig, loggerFor } from "../context.ts";
import { print, printJson } from "../output.ts";

/** One thing that was looked at: how it is, and what to do where it is not well. */
type Finding = { readonly name: string; readonly state: "ok" | "warning" | "fault"; readonly says: string };

/** `doctor`: checks configuration, words, database, knowledge, disk and port; says what to do. */
export function addDoctor(program: Command): void {
  program
    .command("doctor")
    .description("check configuration, database, knowledge, disk and port, and say what to do")
    .option("--json", "print one JSON document")
    .action(async (_options: unknown, command: Command) => {
      const options = command.optsWithGlobals<GlobalOptions & { json?: boolean }>();
      const findings = await examine(options);
      if (options.json) printJson({ findings });
      else for (const { name, state, says } of findings) print(`${MARKS[state]}  ${name.padEnd(14)} ${says}`);
      if (findings.some(({ state }) => state === "fault")) throw new CommandFailed("");
    });
}

const MARKS = { ok: "ok     ", warning: "warning", fault: "FAULT  " } as const;

async function examine(options: GlobalOptions): Promise<Finding[]> {
  const node: Finding = { name: "node", state: "ok", says: process.version };
  let config: Config;
  try {
    config = loadConfig(options);
  } catch (error) {
    return [node, { name: "configuration", state: "fault", says: messageOf(error) }];
  }
  const settled: Finding = { name: "configuration", state: "ok", says: `home ${config.home}` };
  return [node, settled, ...(await examineApp(config)), await examineDisk(config), await examinePort(config)];
}

async function examineApp(config: Config): Promise<Finding[]> {
  try {
    const app = await createApp({ config, clock: systemClock, log: loggerFor(config) });
    try {
      const damage = await app.store.integrityFaults();
      const documents = (await app.knowledge.live()).documentsOn(systemClock.now().slice(0, 10));
      return [
        examineWords(app.translator.languages.length),
        damage.length === 0
          ? { name: "database", state: "ok", says: `${app.store.traits.name}, sound and up to date` }
          : {
              name: "database",
              state: "fault",
              says: `damaged: ${damage[0]}. Restore a backup with "silkdesk restore FILE".`,
            },
        documents.size > 0
          ? { name: "knowledge", state: "ok", says: `${documents.size} documents are live` }
          : {
              name: "knowledge",
              state: "warning",
              says: 'no documents yet. "silkdesk start" loads the starter notes, "silkdesk kb add PATH" your own.',
            },
      ];
    } finally {
      await app.close();
    }
  } catch (error) {
    const name = isAppError(error, "content.invalid") ? "words" : "database";
    return [{ name, state: "fault", says: messageOf(error) }];
  }
}

function examineWords(languages: number): Finding {
  const faults = checkCatalogue(loadCatalogue(join(ROOT, "locales")));
  const [first] = faults;
  if (first === undefined) return { name: "words", state: "ok", says: `${languages} languages, all complete` };
  const says = `${faults.length} faults in the locale files, such as ${first.tag}: ${first.key} (${first.fault}). English stands in where words are missing.`;
  return { name: "words", state: "warning", says };
}

const ENOUGH_BYTES = 500 * 1024 * 1024;

async function examineDisk(config: Config): Promise<Finding> {
  try {
    const { bavail, bsize } = await statfs(nearestFolder(config.home));
    const free = bavail * bsize;
    const says = `${(free / 1024 ** 3).toFixed(1)} GB are free`;
    return free >= ENOUGH_BYTES
      ? { name: "disk", state: "ok", says }
      : { name: "disk", state: "warning", says: `${says}. Make room: writes stop when the disk is full.` };
  } catch (error) {
    return { name: "disk", state: "fault", says: `${config.home} can't be looked at: ${messageOf(error)}` };
  }
}

/** The home itself, or where it would be made. */
function nearestFolder(folder: string): string {
  return existsSync(folder) ? folder : nearestFolder(dirname(folder));
}

async function examinePort({ host, port }: Config): Promise<Finding> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () =>
      resolve({
        name: "port",
        state: "warning",
        says: `${host}:${port} is in use (by this service, or by another program: then set PORT).`,
      }),
    );
    probe.listen(port, host, () =>
      probe.close(() => resolve({ name: "port", state: "ok", says: `${host}:${port} is free` })),
    );
  });
}
