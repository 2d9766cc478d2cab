import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createDelivery, type Delivery } from "../../src/conversation/delivery.ts";
import { createPacer } from "../../src/conversation/pacer.ts";
import { loadCatalogue } from "../../src/i18n/catalogue.ts";
import { createTranslator } from "../../src/i18n/translator.ts";
import type { Capabilities, Pace } from "../../src/message/capabilities.ts";
import type { StoredOutgoing } from "../../src/message/stored.ts";
import { localized, plainText, sequence, written } from "../../src/message/text.ts";
import { systemClock } from "../../src/shared/clock.ts";
import { noCrash } from "../../src/shared/crash-points.ts";
import { createLogger } from "../../src/shared/logger.ts";
import { queueMessage } from "../../src/store/outbox.ts";
import { meetPerson, setLanguage } from "../../src/store/people.ts";
import type { Store } from "../../src/store/store.ts";
import { from, message, recipient } from "../support/events.ts";
import { DATABASES, type TestDatabase } from "../support/stores.ts";
import { createWirePlatform, type WirePlatform } from "../support/wire-platform.ts";

const translator = createTranslator(loadCatalogue(new URL("../../locales", import.meta.url).pathname), () => undefined);

describe.each(DATABASES)("$name", ({ available, make }) => {
  describe.runIf(available)("delivery", () => {
    let database: TestDatabase;
    let store: Store;
    let wire: WirePlatform;
    let delivery: Delivery;

    beforeEach(async () => {
      database = await make();
      store = await database.open();
    });

    afterEach(async () => {
      await delivery.stop();
      await store.close();
      await database.drop();
    });

    const begin = (capabilities: Partial<Capabilities> = {}): void => {
      wire = createWirePlatform(capabilities);
      delivery = createDelivery({
        store,
        platform: wire,
        translator,
        clock: systemClock,
        log: createLogger("silent"),
        crash: noCrash,
        leaseMs: 5_000,
      });
    };

    const queue = async (account: string, key: string, outgoing: StoredOutgoing): Promise<string> => {
      const now = systemClock.now();
      return store.transaction(async (tx) => {
        const person = await meetPerson(tx, from(account), { tag: "en", source: "default" }, now);
        await queueMessage(tx, key, recipient(account, person), outgoing, now);
        return person;
      });
    };

    const stateOf = async (key: string): Promise<string | undefined> =>
      (await store.read.selectFrom("outbox").select("state").where("key", "=", key).executeTakeFirst())?.state;

    const says = (words: string): StoredOutgoing =>
      message("core.help", "interactive", { parts: [{ kind: "text", text: written(words) }] });
    const arrived = (): string[] => wire.arrivals.map(({ piece }) => plainText(piece.text));

    test("speaks the language that the reader has when it is sent", async () => {
      begin();
      const person = await queue("a", "k", message("core.cancelled"));
      await store.transaction((tx) => setLanguage(tx, person, "de", "chosen"));
      delivery.start();
      await delivery.idle();
      expect(arrived()).toEqual([translator.plain(localized("core.cancelled"), "de")]);
    });

    test("a long queue goes out oldest first, across conversations", async () => {
      begin({ pace: { perSecond: 100, conversationMs: 1_000, groupMs: 3_000 } });
      const count = 200;
      for (let n = 0; n < count; n++) await queue(`a${n}`, `k${n}`, says(`${n}`));
      delivery.start();
      await delivery.idle();
      const early = arrived().map((words, place) => Math.abs(Number(words) - place));
      // Those in flight at once may overtake each other.
      expect([early.length, Math.max(...early) <= 8]).toEqual([count, true]);
    });

    test("keeps the order of a conversation also when the first message has to be tried again", async () => {
      begin();
      for (const n of [1, 2, 3]) await queue("a", `k${n}`, says(`message ${n}`));
      wire.outcomes.push({ kind: "retry", afterMs: 300, reason: "slow down" });
      delivery.start();
      await delivery.idle();
      expect(arrived()).toEqual(["message 1", "message 2", "message 3"]);
    });

    test("obeys how long the network says to wait", async () => {
      begin();
      await queue("a", "k", says("later"));
      wire.outcomes.push({ kind: "retry", afterMs: 700, reason: "slow down" });
      const started = performance.now();
      delivery.start();
      await delivery.idle();
      expect(performance.now() - started).toBeGreaterThanOrEqual(700);
    });

    test("a chat that was sent to too fast rests, also for the next sender", async () => {
      const pace = { perSecond: 100, conversationMs: 0, groupMs: 3_000 };
      begin({ pace });
      await queue("a", "k1", says("one"));
      wire.outcomes.push({ kind: "limited", afterMs: 1_500, reason: "429" });
      const started = performance.now();
      delivery.start();
      await expect.poll(async () => stateOf("k1")).toBe("queued");
      await delivery.stop();
      begin({ pace });
      await queue("a", "k2", message("core.help", "transactional"));
      await queue("b", "k3", says("three"));
      delivery.start();
      await expect.poll(() => wire.arrivals.length).toBe(1);
      expect(arrived()).toEqual(["three"]);
      await delivery.idle();
      expect(performance.now() - started).toBeGreaterThanOrEqual(1_500);
      expect(wire.arrivals).toHaveLength(3);
    });

    test("the next sender keeps its distance from what the one before it sent", async () => {
      const pace = { perSecond: 100, conversationMs: 1_000, groupMs: 3_000 };
      begin({ pace });
      await queue("a", "k1", says("one"));
      delivery.start();
      await delivery.idle();
      const sent = performance.now();
      await delivery.stop();
      begin({ pace });
      await queue("a", "k2", says("two"));
      delivery.start();
      await delivery.idle();
      expect(performance.now() - sent).toBeGreaterThanOrEqual(900);
    });

    test("resumes a long message at the first piece that did not arrive, and repeats none", async () => {
      begin({ text: { limit: 60, unit: "utf16" }, pieces: 10 });
      const paragraphs = Array.from({ length: 5 }, (_, n) =>
        written(`Paragraph ${n} is a sentence of about fifty letters.`),
      );
      await queue(
        "a",
        "k",
        message("core.help", "interactive", { parts: [{ kind: "text", text: sequence(...paragraphs) }] }),
      );
      let sends = 0;
      const send = wire.send;
      wire.send = async (piece, target) => {
        sends += 1;
        if (sends === 3) return { kind: "retry", afterMs: 50, reason: "500" };
        return send(piece, target);
      };
      delivery.start();
      await delivery.idle();
      expect(arrived().map((text) => text.slice(0, 11))).toEqual([0, 1, 2, 3, 4].map((n) => `Paragraph ${n}`));
      expect(sends).toBe(6);
      expect(await stateOf("k")).toBe("sent");
    });

    test("an answer whose outcome is unknown is sent again; a campaign is not", async () => {
      begin();
      await queue("a", "answer", says("answer"));
      wire.outcomes.push(new Error("connection reset"));
      delivery.start();
      await delivery.idle();
      expect(arrived()).toEqual(["answer"]);
      wire.outcomes.push(new Error("connection reset"));
      await queue("b", "campaign", message("core.help", "broadcast"));
      delivery.wake();
      await delivery.idle();
      expect(await stateOf("campaign")).toBe("unknown");
      expect(wire.arrivals).toHaveLength(1);
    });

    test("a campaign that a crash interrupted is not sent twice", async () => {
      begin();
      await queue("a", "campaign", message("core.help", "broadcast"));
      await queue("b", "answer", says("answer"));
      await store.transaction(
        async (tx) => void (await tx.updateTable("outbox").set({ state: "sending", attempts: 1 }).execute()),
      );
      delivery.start();
      await delivery.idle();
      expect([await stateOf("campaign"), await stateOf("answer")]).toEqual(["unknown", "sent"]);
    });

    test("someone who blocked us gets nothing more", async () => {
      begin();
      await queue("a", "k1", says("one"));
      await queue("a", "k2", says("two"));
      wire.outcomes.push({ kind: "unreachable", reason: "blocked" });
      delivery.start();
      await delivery.idle();
      expect([await stateOf("k1"), await stateOf("k2"), wire.arrivals.length]).toEqual([
        "unreachable",
        "unreachable",
        0,
      ]);
    });

    test("what the network refuses for good is not tried again, and holds up nobody", async () => {
      begin();
      await queue("a", "k1", says("bad"));
      await queue("a", "k2", says("good"));
      wire.outcomes.push({ kind: "refused", reason: "400" });
      delivery.start();
      await delivery.idle();
      expect([await stateOf("k1"), arrived()]).toEqual(["refused", ["good"]]);
    });

    test("one message that can't be read or rendered holds up nobody, and nothing spins", async () => {
      begin();
      await queue("a", "broken", says("x"));
      await queue(
        "b",
        "strange",
        message("core.help", "interactive", {
          parts: [
            { kind: "text", text: localized("core.failed", { reference: { amount: 1, currency: "nonsense!" } }) },
          ],
        }),
      );
      await queue("a", "good", says("good"));
      await store.transaction(
        async (tx) => void (await tx.updateTable("outbox").set({ body: "{}" }).where("key", "=", "broken").execute()),
      );
      delivery.start();
      await delivery.idle();
      expect([await stateOf("broken"), await stateOf("strange"), arrived()]).toEqual(["refused", "refused", ["good"]]);
    });

    test("what has expired is not sent", async () => {
      begin();
      await queue("a", "k", message("core.help", "interactive", { expiresAt: "2020-01-01T00:00:00.000Z" }));
      delivery.start();
      await delivery.idle();
      expect([await stateOf("k"), wire.arrivals.length]).toEqual(["expired", 0]);
    });

    test("answers overtake a campaign that is queued before them", async () => {
      begin({ pace: { perSecond: 20, conversationMs: 0, groupMs: 0 } });
      for (let n = 0; n < 30; n++) await queue(`c${n}`, `campaign-${n}`, message("core.help", "broadcast"));
      delivery.start();
      await expect.poll(() => wire.arrivals.length).toBeGreaterThan(2);
      await queue("asker", "answer", says("answer"));
      const before = wire.arrivals.length;
      delivery.wake();
      await delivery.idle();
      const place = wire.arrivals.findIndex(({ target }) => target.account === "asker");
      expect(place - before).toBeLessThan(8);
      expect(wire.arrivals).toHaveLength(31);
    });

    test("a second sender of the same bot sends nothing while the first has the lease", {
      timeout: 20_000,
    }, async () => {
      if (!store.traits.sharedQueue) return expect(store.traits.name).toBe("sqlite");
      begin();
      const second = createWirePlatform();
      const other = createDelivery({
        store,
        platform: second,
        translator,
        clock: systemClock,
        log: createLogger("silent"),
        crash: noCrash,
        leaseMs: 5_000,
      });
      delivery.start();
      await new Promise((resolve) => setTimeout(resolve, 200));
      other.start();
      for (let n = 0; n < 10; n++) await queue(`a${n}`, `k${n}`, says(`${n}`));
      await delivery.idle();
      expect([wire.arrivals.length, second.arrivals.length]).toEqual([10, 0]);
      await delivery.stop();
      await queue("last", "last", says("last"));
      await expect.poll(() => second.arrivals.length, { timeout: 10_000 }).toBe(1);
      await other.stop();
    });
  });
});

describe("the pacer", () => {
  const start = (pace: Pace) => {
    const clock = { now: 0 };
    const pacer = createPacer(pace, () => clock.now);
    const send = (conversation: string, scope: "direct" | "group" = "direct"): number => {
      clock.now += pacer.waitMs(conversation, scope);
      pacer.book(conversation);
      return clock.now;
    };
    return { clock, pacer, send };
  };

  test("keeps every window of every size within the limits", () => {
    const { clock, send } = start({ perSecond: 25, conversationMs: 1_000, groupMs: 3_000 });
    const sends: { readonly at: number; readonly conversation: string }[] = [];
    while (sends.length < 400) {
      const conversation = `wire:c${Math.floor(sends.length * 7.3) % 31}`;
      // Whoever sends is late by a little, as timers are.
      clock.now += sends.length % 5;
      sends.push({ at: send(conversation), conversation });
    }
    for (const { at } of sends)
      expect(sends.filter((other) => other.at >= at && other.at < at + 1_000).length).toBeLessThanOrEqual(26);
    for (const one of sends) {
      expect(
        sends.filter(
          (other) => other !== one && other.conversation === one.conversation && Math.abs(other.at - one.at) < 1_000,
        ),
      ).toEqual([]);
    }
  });

  test("a short delay is made up for, a pause is not", () => {
    const { clock, send } = start({ perSecond: 25, conversationMs: 1_000, groupMs: 3_000 });
    send("wire:a");
    clock.now = 120;
    expect(["wire:b", "wire:c", "wire:d", "wire:e"].map((conversation) => send(conversation))).toEqual([
      120, 120, 120, 160,
    ]);
    clock.now = 2_000;
    expect(["wire:f", "wire:g"].map((conversation) => send(conversation))).toEqual([2_000, 2_040]);
  });

  test("one who waits for the same chat holds up no other", () => {
    const { pacer, send } = start({ perSecond: 10, conversationMs: 1_000, groupMs: 3_000 });
    expect(send("wire:a")).toBe(0);
    expect([pacer.waitMs("wire:a", "direct"), pacer.waitMs("wire:b", "direct")]).toEqual([1_000, 100]);
  });

  test("the topics of a group share its pace", () => {
    const { pacer, send } = start({ perSecond: 10, conversationMs: 1_000, groupMs: 3_000 });
    send("wire:-100:7", "group");
    expect(pacer.waitMs("wire:-100:8", "group")).toBe(3_000);
  });

  test("a send that took long keeps the next one away from its end", () => {
    const { clock, pacer, send } = start({ perSecond: 10, conversationMs: 1_000, groupMs: 3_000 });
    send("wire:a");
    clock.now = 900;
    pacer.settle("wire:a");
    expect(pacer.waitMs("wire:a", "direct")).toBe(1_000);
  });

  test("a refused chat rests alone; two in a row mean that everything must", () => {
    const { pacer } = start({ perSecond: 25, conversationMs: 0, groupMs: 0 });
    expect(pacer.limit("wire:a", 5_000)).toBe(false);
    expect([pacer.waitMs("wire:a", "direct"), pacer.waitMs("wire:b", "direct")]).toEqual([5_000, 0]);
    pacer.settle("wire:b");
    expect(pacer.limit("wire:c", 3_000)).toBe(false);
    expect(pacer.limit("wire:d", 4_000)).toBe(true);
    expect(pacer.waitMs("wire:e", "direct")).toBe(4_000);
  });
});
