import { monitorEventLoopDelay } from "node:perf_hooks";
import { expect, test } from "vitest";
import { createFileReader } from "../../src/features/knowledge/reading/file-reader.ts";
import type { RefusalReason } from "../../src/features/knowledge/reading/refused.ts";
import { RefusedError } from "../../src/features/knowledge/reading/refused.ts";
import { hostileFiles } from "../support/hostile-files.ts";
import type { HostileFile } from "../support/hostile-office.ts";

type Ending = {
  readonly name: string;
  readonly end: RefusalReason | "read" | "unknown";
  readonly reason: string;
  readonly ms: number;
  readonly mb: number;
};

async function runAll(
  files: readonly HostileFile[],
): Promise<{ readonly endings: Ending[]; readonly delayMs: number }> {
  const endings: Ending[] = [];
  let use = { peak: 0, ms: 0 };
  const reader = createFileReader({
    onUse: (one) => {
      use = one;
    },
  });
  const delay = monitorEventLoopDelay({ resolution: 5 });
  for (const { name, make } of files) {
    const bytes = await make();
    use = { peak: 0, ms: 0 };
    delay.enable();
    const { end, reason } = await reader.read({ name, mediaType: null, charset: null, bytes }).then(
      () => ({ end: "read", reason: "" }) as const,
      (error: unknown) =>
        ({ end: error instanceof RefusedError ? error.why : "unknown", reason: String(error) }) as const,
    );
    delay.disable();
    endings.push({ name, end, reason, ms: Math.round(use.ms), mb: Math.round(use.peak / 1024 / 1024) });
    if (process.env.VERBOSE) process.stderr.write(`${JSON.stringify(endings.at(-1))}\n`);
  }
  reader.close();
  return { endings, delayMs: Math.round(delay.percentile(99) / 1e6) };
}

/** How late timers are while nothing is read. */
async function idleDelay(): Promise<number> {
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  return Math.round(delay.percentile(99) / 1e6);
}

test("every hostile file ends within its limits, with a reason that staff understand", async () => {
  const files = hostileFiles(Number(process.env.SEED ?? 1));
  const idleMs = await idleDelay();
  const { endings, delayMs } = await runAll(files);
  const counts: { [end: string]: number } = {};
  for (const { end } of endings) counts[end] = (counts[end] ?? 0) + 1;
  const slowest = endings.toSorted((one, other) => other.ms - one.ms).slice(0, 8);
  const largest = endings.toSorted((one, other) => other.mb - one.mb).slice(0, 8);
  const of = ({ name, end, ms, mb }: Ending): string => `${name} ${end} ${ms} ms ${mb} MB`;
  process.stderr.write(
    `${JSON.stringify({ files: files.length, counts, idleMs, delayMs, slowest: slowest.map(of), largest: largest.map(of) }, null, 1)}\n`,
  );

  expect(files.length).toBeGreaterThanOrEqual(200);
  expect(endings.filter(({ end }) => end === "unknown" || end === "crashed")).toEqual([]);
  expect(endings.filter(({ ms }) => ms > 30_000)).toEqual([]);
  expect(endings.filter(({ mb }) => mb > 512)).toEqual([]);
  const wrong = endings.filter(({ end }, index) => {
    const ends = files[index]?.ends;
    return ends !== undefined && !(end === "read" ? ends.length === 0 : ends.some((one) => one === end));
  });
  expect(wrong).toEqual([]);
  // What other programs on the machine cost is no fault of ours.
  expect(delayMs - idleMs).toBeLessThanOrEqual(50);
});
