import { expect, test } from "vitest";
import { systemClock } from "../../src/shared/clock.ts";
import { createWaker } from "../../src/shared/waker.ts";

test("a call between looking and resting is not missed", async () => {
  const waker = createWaker(systemClock);
  const ticket = waker.ticket();
  waker.wake();
  const started = performance.now();
  await waker.rest(5_000, ticket);
  expect(performance.now() - started).toBeLessThan(1_000);
});

test("everyone who rests is woken, and after a stop nobody rests again", async () => {
  const waker = createWaker(systemClock);
  const resting = [1, 2, 3].map(() => waker.rest(5_000, waker.ticket()));
  waker.stop();
  await Promise.all(resting);
  await waker.rest(5_000, waker.ticket());
  expect(waker.stopped()).toBe(true);
});
