import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import { createProgress } from "../../src/cli/progress.ts";

/** A stream that says it is a terminal, or that it is none, and what was written to it. */
function stream(isTTY: boolean) {
  const written: string[] = [];
  const through = Object.assign(new PassThrough(), { isTTY });
  through.on("data", (chunk: Buffer) => written.push(chunk.toString()));
  return { through, written };
}

test("a terminal shows how far the work has come, and is left clean", () => {
  const { through, written } = stream(true);
  const progress = createProgress("reading", through);
  progress.report(0, 4);
  progress.report(4, 4);
  progress.end();
  expect(written[0]).toContain("reading  [------------------------]  0 of 4");
  expect(written[1]).toContain("reading  [########################]  4 of 4");
  expect(written.at(-1)).toBe("\r\u001b[K");
});

test("one file needs no bar, and a pipe gets none", () => {
  for (const [isTTY, total] of [
    [true, 1],
    [false, 100],
  ] as const) {
    const { through, written } = stream(isTTY);
    const progress = createProgress("reading", through);
    progress.report(0, total);
    progress.report(total, total);
    progress.end();
    expect(written).toEqual([]);
  }
});
