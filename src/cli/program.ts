import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Command, CommanderError } from "commander";
import { ROOT } from "../app.ts";
import { isAppError } from "../shared/errors.ts";
import { CommandFailed } from "./command-failed.ts";
import { addAsk } from "./commands/ask.ts";
import { addBackup } from "./commands/backup.ts";
import { addBench } from "./commands/bench.ts";
import { addCases } from "./commands/cases.ts";
import { addChat } from "./commands/chat.ts";
import { addCompany } from "./commands/company.ts";
import { addDoctor } from "./commands/doctor.ts";
import { addEval } from "./commands/eval.ts";
import { addExpo } from "./commands/expo.ts";
import { addKb } from "./commands/kb.ts";
import { addMigrate } from "./commands/migrate.ts";
import { addPrivacy } from "./commands/privacy.ts";
import { addStaff } from "./commands/staff.ts";
import { addStart } from "./commands/start.ts";
import { addVerify } from "./commands/verify.ts";
import { complain, mindOutput } from "./output.ts";

const EXIT = { done: 0, failed: 1, usage: 2 } as const;

/** Runs one command line and returns its exit code: 0 done, 1 failed, 2 wrong usage. */
export async function run(args: readonly string[]): Promise<number> {
  mindOutput();
  const program = createProgram(args);
  try {
    await program.parseAsync([...args], { from: "user" });
    return EXIT.done;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
    if (error instanceof CommandFailed) {
      if (error.message !== "") complain(error.message);
      return EXIT.failed;
    }
    complain(
      isAppError(error) ? error.message : String(error instanceof Error ? (error.stack ?? error.message) : error),
    );
    return EXIT.failed;
  }
}

function createProgram(args: readonly string[]): Command {
  const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { version: string };
  const program = new Command("silkdesk")
    .description("A multilingual desk for cross-border sellers and expo buyers.")
    .version(version, versionFlags(args))
    .option("--home <dir>", "the folder of the database, uploads and backups (default: SILKDESK_HOME or ./var)")
    .exitOverride()
    .showHelpAfterError("(add --help for what this command takes)");
  const commands = [
    ...[addStart, addChat, addAsk, addKb, addCases, addCompany, addExpo, addEval],
    ...[addDoctor, addVerify, addMigrate, addBackup, addPrivacy, addStaff, addBench],
  ];
  for (const add of commands) add(program);
  return program;
}

/** After a command, as in `kb show ID --version 2`, `--version` is that command's own. */
function versionFlags(args: readonly string[]): string {
  const asked = args.indexOf("--version");
  return args.slice(0, Math.max(0, asked)).some((arg) => !arg.startsWith("-")) ? "-V" : "-V, --version";
}
