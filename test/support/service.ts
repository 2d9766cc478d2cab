import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

const MAIN = new URL("../../dist/main.js", import.meta.url).pathname;

/** The real service in a process of its own. */
export type Service = {
  readonly url: string;
  readonly process: ChildProcess;
  /** Milliseconds from the start of the process until it said that it is ready. */
  readonly readyMs: number;
  /** What it has said so far, on both channels. */
  readonly said: () => string;
  readonly stop: (signal?: NodeJS.Signals) => Promise<number | null>;
};

/** Starts `silkdesk start` on a free port; rejects with what it said where it does not come up. */
export async function startService(home: string, environment: Record<string, string> = {}): Promise<Service> {
  const started = performance.now();
  const child = spawn(process.execPath, [MAIN, "start", "--home", home], {
    env: { PATH: process.env.PATH, PORT: "0", LOG_LEVEL: "error", ...environment },
    cwd: home,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let complaint = "";
  child.stderr.on("data", (chunk: Buffer) => {
    complaint += chunk.toString("utf8");
  });
  let printed = "";
  child.stdout.on("data", (chunk: Buffer) => {
    printed += chunk.toString("utf8");
  });
  const ended = once(child, "exit");
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /Web chat\s+(http\S+)/u.exec(line)?.[1];
    if (url === undefined) continue;
    return {
      url: url.replace(/\/$/u, ""),
      process: child,
      readyMs: performance.now() - started,
      said: () => printed + complaint,
      stop: async (signal = "SIGTERM") => {
        child.kill(signal);
        await ended;
        return child.exitCode;
      },
    };
  }
  await ended;
  throw new Error(`the service did not start: ${complaint}`);
}

/** Runs one command of the program to its end. */
export async function runCommand(
  args: readonly string[],
  options: { readonly input?: string | Buffer; readonly env?: Record<string, string>; readonly cwd?: string } = {},
): Promise<{ readonly code: number | null; readonly out: string; readonly err: string }> {
  const child = spawn(process.execPath, [MAIN, ...args], {
    env: { PATH: process.env.PATH, LOG_LEVEL: "error", ...options.env },
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    stdio: ["pipe", "pipe", "pipe"],
  });
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => out.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => err.push(chunk));
  child.stdin.on("error", () => undefined);
  child.stdin.end(options.input ?? "");
  await once(child, "close");
  return { code: child.exitCode, out: Buffer.concat(out).toString("utf8"), err: Buffer.concat(err).toString("utf8") };
}
