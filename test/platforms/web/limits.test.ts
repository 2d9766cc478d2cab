import { describe, expect, it } from "vitest";
import { createLimiter } from "../../../src/platforms/web/limits.ts";
import { later } from "../../../src/shared/clock.ts";

function createClock() {
  let time = "2026-01-01T00:00:00.000Z";
  return {
    now: () => time,
    pass: (ms: number) => {
      time = later(time, ms);
    },
  };
}

describe("the limiter", () => {
  it("lets a burst through, then one at a time, and says when", () => {
    const clock = createClock();
    const limiter = createLimiter({ burst: 2, perMinute: 60 }, clock);
    expect([limiter.take("a"), limiter.take("a"), limiter.take("a")]).toEqual([0, 0, 1]);
    expect(limiter.take("b")).toBe(0);
    clock.pass(1_000);
    expect([limiter.take("a"), limiter.take("a")]).toEqual([0, 1]);
  });

  it("does not make an impatient key wait longer", () => {
    const clock = createClock();
    const limiter = createLimiter({ burst: 1, perMinute: 60 }, clock);
    limiter.take("a");
    for (let tries = 0; tries < 9; tries++) {
      clock.pass(100);
      expect(limiter.take("a")).toBe(1);
    }
    clock.pass(101);
    expect(limiter.take("a")).toBe(0);
  });

  it("forgets keys that have rested", () => {
    const clock = createClock();
    const limiter = createLimiter({ burst: 5, perMinute: 60 }, clock);
    for (let key = 0; key < 1_000; key++) limiter.take(String(key));
    expect(limiter.size()).toBe(1_000);
    clock.pass(61_000);
    limiter.take("last");
    expect(limiter.size()).toBe(1);
  });
});
