import { describe, expect, test } from "vitest";
import { IN_FLIGHT, runHammer } from "../support/telegram-hammer.ts";
import { MODES } from "../support/telegram-service.ts";

const SMALL = { updates: 100, chats: 25, kills: 2, copies: 5 };

/** The long version is in test/soak/telegram.soak.ts. */
// Each has a service of its own, and mostly waits.
describe.concurrent.each(MODES)(
  "Telegram by %s under kill -9, with repeated and mixed updates",
  { timeout: 180_000 },
  (mode) => {
    test("nothing is lost, nothing happens twice, and each chat keeps its order", async () => {
      const report = await runHammer({ mode, seed: 11, ...SMALL });
      expect(report).toMatchObject({ lost: 0, effectsTwice: 0, outOfOrder: 0, violations: [], breaches: [] });
      expect(report.doubled).toBeLessThanOrEqual(report.kills * IN_FLIGHT);
    });

    test("control: updates that are confirmed before they are saved get lost", async () => {
      const report = await runHammer({
        mode,
        seed: 12,
        updates: 20,
        chats: 10,
        kills: 1,
        copies: 1,
        confirmFirst: true,
      });
      expect(report.lost).toBeGreaterThan(0);
    });

    // By polling the offset would follow the new ids, and Telegram would never hear what was confirmed.
    test.runIf(mode === "webhook")(
      "control: copies that can't be told from new updates have their effect twice",
      async () => {
        const report = await runHammer({ mode, seed: 13, updates: 20, chats: 10, kills: 0, copies: 5, renumber: true });
        expect(report.effectsTwice).toBeGreaterThan(0);
      },
    );
  },
);
