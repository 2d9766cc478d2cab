import { Readable } from "node:stream";
import { run } from "../../src/cli/program.ts";

export type InsideOptions = {
  /** What stands in stdin. */
  readonly input?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
};

/** What a command line came to. */
export type Ran = { readonly code: number | null; readonly out: string; readonly err: string };

/** The run that is under way: the folder, the environment and the streams are the process's own, for one at a time. */
let last: Promise<unknown> = Promise.resolve();

/**
 * Runs one command line in this process, which takes a fraction of what a process of its own does, and catches what it says.
 * Where the process itself is what matters (its exit code, its streams, its signals), `runCommand` starts the real one.
 */
export function runInside(args: readonly string[], options: InsideOptions = {}): Promise<Ran> {
  const next = last.then(() => runNow(args, options));
  last = next.catch(() => undefined);
  return next;
}

async function runNow(args: readonly string[], { input = "", env = {}, cwd = process.cwd() }: InsideOptions) {
  const before = { env: { ...process.env }, cwd: process.cwd(), stdin: process.stdin };
  const out = catchWrites(process.stdout);
  const err = catchWrites(process.stderr);
  try {
    setEnv({ PATH: before.env.PATH, LOG_LEVEL: "error", ...env });
    process.chdir(cwd);
    setStdin(Readable.from(input === "" ? [] : [Buffer.from(input)]));
    const code = await run([...args]);
    return { code, out: out.caught.join(""), err: err.caught.join("") };
  } finally {
    setEnv(before.env);
    process.chdir(before.cwd);
    setStdin(before.stdin);
    out.end();
    err.end();
  }
}

/** In place: what Node itself reads and writes, such as `.env`, is the one environment of the process. */
function setEnv(env: NodeJS.ProcessEnv): void {
  for (const name of Object.keys(process.env)) delete process.env[name];
  for (const [name, value] of Object.entries(env)) if (value !== undefined) process.env[name] = value;
}

function setStdin(stdin: Readable): void {
  Object.defineProperty(process, "stdin", { value: stdin, configurable: true });
}

function catchWrites(stream: NodeJS.WriteStream) {
  const caught: string[] = [];
  const { write } = stream;
  // Each run minds its output by a listener of its own.
  stream.setMaxListeners(0);
  stream.write = (chunk: string | Uint8Array) => {
    caught.push(chunk.toString());
    return true;
  };
  const end = (): void => {
    stream.write = write;
  };
  return { caught, end };
}
