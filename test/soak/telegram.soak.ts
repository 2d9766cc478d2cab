import { describe, expect, test } from "vitest";
import { runSplitting } from "../support/splitting-hammer.ts";
import { IN_FLIGHT, runHammer } from "../support/telegram-hammer.ts";
import { runLoad } from "../support/telegram-load.ts";
import { MODES } from "../support/telegram-service.ts";

/** Each takes minutes: at 25 messages a second 10,000 answers alone are seven. The short versions run with every test. */
describe("Telegram, for long", () => {
  test.each(MODES)("10,000 updates by %s, 1 to 5 times each, under kill -9", async (mode) => {
    const report = await runHammer({ mode, seed: 21, updates: 10_000, chats: 500, kills: 100, copies: 5 });
    console.log(mode, report);
    expect(report).toMatchObject({ lost: 0, effectsTwice: 0, outOfOrder: 0, violations: [], breaches: [] });
    expect(report.doubled).toBeLessThanOrEqual(report.kills * IN_FLIGHT);
  });

  test("20,000 answers of all scripts arrive whole, within every limit", async () => {
    const report = await runSplitting(20_000, 22);
    console.log(report);
    expect(report.faults).toEqual([]);
  });

  test("15 questions a second from 1,000 chats, while a campaign fills the rest", async () => {
    const report = await runLoad({ chats: 1_000, perSecond: 15, seconds: 120, campaign: true });
    console.log(report);
    expect(report).toMatchObject({ unanswered: 0, breaches: 0, violations: 0 });
    expect(report.firstSign.p95).toBeLessThanOrEqual(300);
    expect(report.answer.p95).toBeLessThanOrEqual(1_500);
  });

  test("the same with refusals and faults on 5 % of calls: every message arrives", async () => {
    const faults = [
      { kind: "429", retryAfter: 1, rate: 0.02 },
      { kind: "500", rate: 0.02 },
      { kind: "502", rate: 0.01 },
    ] as const;
    const report = await runLoad({ chats: 1_000, perSecond: 10, seconds: 60, campaign: true, faults });
    console.log(report);
    expect(report).toMatchObject({ unanswered: 0, breaches: 0, violations: 0 });
  });

  test("1,000 questions at once are answered oldest first, and the campaign waits", async () => {
    const report = await runLoad({ chats: 1_000, perSecond: 1_000, seconds: 1, campaign: true });
    console.log(report);
    expect(report).toMatchObject({ unanswered: 0, breaches: 0, violations: 0 });
    expect(report.answer.most).toBeLessThanOrEqual(50_000);
    // A second of sending, and some: who has just had a message of the campaign must wait, and others go before them.
    expect(report.farthestOutOfPlace).toBeLessThanOrEqual(40);
    expect(report.campaignAmong).toBeLessThanOrEqual(30);
  });
});
