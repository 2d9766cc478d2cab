import type { Engine } from "./contender.ts";
import type { BenchQuery } from "./dataset.ts";

/** Milliseconds of single searches. */
export type Timings = { readonly p50Ms: number; readonly p95Ms: number; readonly p99Ms: number };

/** The times of two engines over the same questions. */
export type Race = {
  readonly one: Timings;
  readonly other: Timings;
};

/**
 * Times two engines question by question in turn, so that whatever else the machine does slows both: their ratio holds
 * where single times do not. A first lap over some of the questions is not timed.
 */
export async function race(one: Engine, other: Engine, queries: readonly BenchQuery[]): Promise<Race> {
  for (const query of queries.slice(0, WARM_UP)) {
    await timed(one, query);
    await timed(other, query);
  }
  const ones: number[] = [];
  const others: number[] = [];
  for (const query of queries) {
    ones.push(await timed(one, query));
    others.push(await timed(other, query));
  }
  return { one: timingsOf(ones), other: timingsOf(others) };
}

/** The result of some work, and the milliseconds it took. */
export async function stopwatch<T>(work: () => T | Promise<T>): Promise<{ readonly result: T; readonly ms: number }> {
  const start = performance.now();
  const result = await work();
  return { result, ms: performance.now() - start };
}

const WARM_UP = 50;
const TOP = 10;

async function timed(engine: Engine, query: BenchQuery): Promise<number> {
  const start = performance.now();
  const found = engine.search(query, TOP);
  // Waiting costs a turn, which an engine that answers at once need not pay.
  if (found instanceof Promise) await found;
  return performance.now() - start;
}

function timingsOf(times: readonly number[]): Timings {
  const sorted = [...times].sort((one, other) => one - other);
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { p50Ms: at(0.5), p95Ms: at(0.95), p99Ms: at(0.99) };
}
