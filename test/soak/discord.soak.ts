import { describe, expect, test } from "vitest";
import { runDiscordHammer } from "../support/discord-hammer.ts";
import { runReindex } from "../support/discord-reindex.ts";

const CLEAN = { unanswered: 0, voidWithEffect: 0, effectsTwice: 0, messagesLost: 0, violations: [] };

/** Each takes many minutes. The short versions run with every test. */
describe("Discord, for long", () => {
  test("5,000 interactions under 100 kill -9 and 5 % refusals and faults", async () => {
    const faults = [
      { kind: "429", retryAfter: 1, rate: 0.02 },
      { kind: "500", rate: 0.01 },
      { kind: "502", rate: 0.01 },
      { kind: "reset after", rate: 0.01 },
    ] as const;
    const report = await runDiscordHammer({
      ...{ interactions: 5_000, messages: 500, people: 200, stops: 100, signal: "SIGKILL", seed: 41, faults },
      voidShare: 0.02,
    });
    console.log(report);
    expect(report).toMatchObject(CLEAN);
    expect(report.done + report.void).toBe(report.interactions);
    expect(report.doubled).toBe(0);
  });

  test("100 deploys: no event is missed, and the session goes on", async () => {
    const report = await runDiscordHammer({
      ...{ interactions: 500, messages: 500, people: 100, stops: 100, signal: "SIGTERM", seed: 42 },
    });
    console.log(report);
    expect(report).toMatchObject({ ...CLEAN, doubled: 0, identified: 1, resumed: 100 });
  });

  test("every interaction is acknowledged in time while thousands of passages are indexed", async () => {
    const report = await runReindex({ documents: 500, perSecond: 30, people: 300 });
    console.log(report);
    expect(report).toMatchObject({ done: report.interactions, void: 0 });
    expect(report.acknowledgedMs.p99).toBeLessThanOrEqual(500);
  });
});
