import { afterEach, describe, expect, test } from "vitest";
import { systemClock } from "../../src/shared/clock.ts";
import { claimEvents } from "../../src/store/inbox.ts";
import { findQueued, queueMessage } from "../../src/store/outbox.ts";
import { meetPerson } from "../../src/store/people.ts";
import type { Store } from "../../src/store/store.ts";
import { from, message, recipient } from "../support/events.ts";
import { DATABASES, type TestDatabase } from "../support/stores.ts";

const BOT = { platform: "wire", bot: "desk" };

describe.each(DATABASES)("$name", ({ available, make }) => {
  describe.runIf(available)("a long queue", () => {
    let database: TestDatabase;
    let store: Store;

    afterEach(async () => {
      await store.close();
      await database.drop();
    });

    const queue = (first: number, count: number) =>
      store.transaction(async (tx) => {
        const now = systemClock.now();
        for (let n = first; n < first + count; n++) {
          const person = await meetPerson(tx, from(`a${n}`), { tag: "en", source: "default" }, now);
          await queueMessage(tx, `k${n}`, recipient(`a${n}`, person), message("core.help", "broadcast"), now);
        }
      });

    /** The quickest of several looks, in milliseconds: the others had to wait for the machine. */
    const look = async (): Promise<number> => {
      const took: number[] = [];
      for (let turn = 0; turn < 8; turn++) {
        const started = performance.now();
        await findQueued(store.read, BOT, systemClock.now(), 100);
        await claimEvents(store, [BOT], "holder", new Set(), systemClock.now(), 1);
        took.push(performance.now() - started);
      }
      return Math.min(...took);
    };

    test("is looked at about as quickly as a short one", { timeout: 120_000 }, async () => {
      database = await make();
      store = await database.open();
      await queue(0, 200);
      const short = await look();
      await queue(200, 4_000);
      // Without an index it takes some hundred times as long: every message is compared with every other.
      expect((await look()) / short).toBeLessThan(25);
    });
  });
});
