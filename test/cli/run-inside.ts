import { run } from "../../src/cli/program.ts";

/** Runs one command line in this process, which is quicker than one of its own, and catches what it says. */
export async function runInside(
  args: readonly string[],
): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
  const out = catchWrites(process.stdout);
  const err = catchWrites(process.stderr);
  try {
    const code = await run([...args]);
    return { code, out: out.caught.join(""), err: err.caught.join("") };
  } finally {
    out.end();
    err.end();
  }
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
