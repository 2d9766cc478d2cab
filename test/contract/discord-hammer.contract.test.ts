import { describe, expect, test } from "vitest";
import { runDiscordHammer } from "../support/discord-hammer.ts";
import { runReindex } from "../support/discord-reindex.ts";

const SMALL = { interactions: 60, messages: 30, people: 20, stops: 3 };
const CLEAN = { unanswered: 0, voidWithEffect: 0, effectsTwice: 0, messagesLost: 0, doubled: 0, violations: [] };
const FAULTS = [
  { kind: "429", retryAfter: 1, rate: 0.02 },
  { kind: "500", rate: 0.02 },
  { kind: "502", rate: 0.01 },
] as const;

/** The long version is in test/soak/discord.soak.ts. */
describe("Discord under restarts", { timeout: 180_000 }, () => {
  test("kill -9, 5 % refusals and faults, and interactions that Discord forgets: each is done, or void without effect", async () => {
    const report = await runDiscordHammer({ ...SMALL, signal: "SIGKILL", seed: 31, faults: FAULTS, voidShare: 0.05 });
    expect(report).toMatchObject(CLEAN);
    expect(report.done + report.void).toBe(report.interactions);
    expect([report.done > 0, report.void > 0]).toEqual([true, true]);
    expect(report.identified).toBeLessThanOrEqual(2);
  });

  test("a deploy misses no event, and goes on with the session", async () => {
    const report = await runDiscordHammer({ ...SMALL, signal: "SIGTERM", seed: 32 });
    expect(report).toMatchObject({ ...CLEAN, identified: 1, resumed: SMALL.stops, breaches: [] });
  });

  test("while documents are published, every interaction is acknowledged in time and answered", async () => {
    const report = await runReindex({ documents: 60, perSecond: 10, people: 20 });
    expect(report).toMatchObject({ done: report.interactions, void: 0 });
    expect(report.meanwhile).toBeGreaterThan(0);
  });

  test("control: events that don't wait for Discord's word have effects although they are void", async () => {
    const report = await runDiscordHammer({
      ...{ ...SMALL, interactions: 30, stops: 0, signal: "SIGTERM", seed: 34, voidShare: 0.4, hasty: true },
    });
    expect(report.voidWithEffect).toBeGreaterThan(0);
  });

  test("control: without the stored session, what came meanwhile is missed", async () => {
    const report = await runDiscordHammer({ ...SMALL, stops: 1, signal: "SIGTERM", seed: 33, forgetful: true });
    expect(report.messagesLost).toBeGreaterThan(0);
  });
});
