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
 * Times two engines in turn, a round of questions each, so that whatever else the machine does slows both: their ratio
 * holds where single times do not. A first lap over some of the questions is not timed.
 *
 * In a round an engine runs as it would by itself: its own index is what the processor's caches hold. Turns of one question
 * would measure how fast an engine reads memory that the other has just driven out of them, which costs the faster one
 * more than the slower. What is cold when a round begins is timed, for both alike.
 */
export async function race(one: Engine, other: Engine, queries: readonly BenchQuery[]): Promise<Race> {
  const warmUp = queries.slice(0, WARM_UP);
  await timeAll(one, warmUp);
  await timeAll(other, warmUp);
  const ones: number[] = [];
  const others: number[] = [];
  for (let at = 0; at < queries.length; at += ROUND) {
    const round = queries.slice(at, at + ROUND);
    ones.push(...(await timeAll(one, round)));
    others.push(...(await timeAll(other, round)));
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
/** So many questions an engine answers before the other has its turn. */
const ROUND = 50;
const TOP = 10;

async function timeAll(engine: Engine, queries: readonly BenchQuery[]): Promise<number[]> {
  const times: number[] = [];
  for (const query of queries) times.push(await timed(engine, query));
  return times;
}

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
