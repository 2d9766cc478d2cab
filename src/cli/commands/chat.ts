import { createInterface } from "node:readline";
import { type Command, InvalidArgumentError } from "commander";
import { ALL_ROLES } from "../../conversation/desk.ts";
import { createTerminalPlatform } from "../../platforms/terminal/adapter.ts";
import { type GlobalOptions, withApp } from "../context.ts";
import { systemUser } from "../system-user.ts";

type ChatOptions = GlobalOptions & { readonly as: string; readonly lang?: string };

/** `chat`: the same bot in the terminal; piped lines are answered one after another. */
export function addChat(program: Command): void {
  program
    .command("chat")
    .description("talk with the bot in the terminal, or pipe lines to it")
    .option("--as <name>", "who is talking; the same name keeps its history", parseName, safeUser())
    .option("--lang <tag>", "the language to begin with")
    .action(async (_options: unknown, command: Command) => {
      await chat(command.optsWithGlobals<ChatOptions>());
    });
}

function parseName(value: string): string {
  if (!/^[\p{L}\p{N}._-]{1,64}$/u.test(value))
    throw new InvalidArgumentError("It takes letters, digits, dots, dashes and underscores, at most 64.");
  return value;
}

async function chat(options: ChatOptions): Promise<void> {
  const { as: name } = options;
  await withApp(options, async (app) => {
    if (!app.store.traits.sharedQueue) await app.store.claimAlone(`chat-${name}`);
    await app.loadStarter();
    const interactive = process.stdin.isTTY === true;
    const terminal = createTerminalPlatform(
      {
        name,
        language: options.lang ?? localeOfSystem(),
        styled: process.stdout.isTTY === true && process.env.NO_COLOR === undefined,
      },
      (text) => process.stdout.write(`${text}\n`),
    );
    const desk = app.createDesk([terminal]);
    await desk.start(ALL_ROLES);
    try {
      await desk.idle();
      if (interactive) await answering(desk, terminal.say("/start"));
      const lines = createInterface({
        input: process.stdin,
        terminal: interactive,
        prompt: "> ",
        ...(interactive ? { output: process.stdout } : {}),
      });
      if (interactive) lines.prompt();
      for await (const line of lines) {
        if (line.trim() !== "") await answering(desk, terminal.say(line));
        if (interactive) lines.prompt();
      }
    } finally {
      await desk.stop();
    }
  });
}

/** Waits until a line is answered, so that the next one stands below its answer. */
async function answering(desk: { readonly idle: () => Promise<void> }, said: Promise<void>): Promise<void> {
  await said;
  await desk.idle();
}

function safeUser(): string {
  return (
    systemUser()
      ?.replace(/[^\p{L}\p{N}._-]/gu, "-")
      .slice(0, 64) || "guest"
  );
}

function localeOfSystem(): string | null {
  const locale = process.env.LC_ALL || process.env.LC_MESSAGES || process.env.LANG || "";
  const tag = locale.split(".")[0] ?? "";
  return /^[a-z]{2}/iu.test(tag) ? tag : null;
}
