import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createPrivacyBook } from "../../src/conversation/privacy-book.ts";
import type { Picture } from "../../src/message/outgoing.ts";
import type { StoredOutgoing } from "../../src/message/stored.ts";
import { type Localizable, written } from "../../src/message/text.ts";
import { DAY, HOUR, later } from "../../src/shared/clock.ts";
import { createId, sha256 } from "../../src/shared/ids.ts";
import { erasePerson } from "../../src/store/erase.ts";
import { endMessage, findQueued, queueMessage } from "../../src/store/outbox.ts";
import { meetPerson } from "../../src/store/people.ts";
import { applyCoreRetention } from "../../src/store/retention.ts";
import type { Store, Tx } from "../../src/store/store.ts";
import { from, message, recipient } from "../support/events.ts";
import { DATABASES, type TestDatabase } from "../support/stores.ts";

/** Long before the machine's own day, so that the service's own hours don't matter. */
const NOW = "2020-11-22T08:00:00.000Z";
const BYTES = Buffer.from(Array.from({ length: 90_000 }, (_, at) => (at * at) % 251));
const PLAN: Picture<Localizable> = {
  name: "floor-plan.png",
  mime: "image/png",
  base64: BYTES.toString("base64"),
  alt: written("Hall 2, half of it free"),
};

const showing = (...pictures: readonly Picture<Localizable>[]): StoredOutgoing =>
  message("core.help", "interactive", { parts: pictures.map((picture) => ({ kind: "picture", picture })) });

describe.each(DATABASES)("$name", ({ available, make }) => {
  describe.runIf(available)("a picture", () => {
    let database: TestDatabase;
    let store: Store;

    beforeEach(async () => {
      database = await make();
      store = await database.open();
    });

    afterEach(async () => {
      await store.close();
      await database.drop();
    });

    const queueIn = async (tx: Tx, account: string, now = NOW, outgoing = showing(PLAN)): Promise<string> => {
      const person = await meetPerson(tx, from(account), { tag: "en", source: "default" }, now);
      await queueMessage(tx, `${account}:${createId()}`, recipient(account, person), outgoing, now);
      return person;
    };

    const queue = (account: string, now = NOW, outgoing = showing(PLAN), into = store): Promise<string> =>
      into.transaction((tx) => queueIn(tx, account, now, outgoing));

    /** Ends what waits for an account, as if it had been sent. */
    const finish = async (account: string, now: string): Promise<void> => {
      const queued = await findQueued(store.read, { platform: "wire", bot: "desk" }, now, 100);
      for (const one of queued.filter((each) => each.account === account))
        await store.transaction((tx) => endMessage(tx, one.id, "sent", now));
    };

    const stored = async (): Promise<string[]> =>
      (await store.read.selectFrom("pictures").select("hash").execute()).map(({ hash }) => hash);
    const uses = async (): Promise<number> =>
      (await store.read.selectFrom("picture_uses").selectAll().execute()).length;
    const retainAt = (now: string, on = store): Promise<void> => on.transaction((tx) => applyCoreRetention(tx, now));

    test("is stored once, whoever queues it at the same time", async () => {
      const other = await database.open();
      const another = { ...PLAN, base64: Buffer.from("another picture").toString("base64") };
      await Promise.all(
        Array.from({ length: 20 }, (_, n) =>
          // Either order of the two, so that the two processes could wait for each other.
          queue(`p${n}`, NOW, n % 4 < 2 ? showing(PLAN, another) : showing(another, PLAN), n % 2 === 0 ? store : other),
        ),
      );
      await other.close();
      expect(await stored()).toHaveLength(2);
      expect(await uses()).toBe(40);
    });

    test("is not looked for where a message shows none", async () => {
      await queue("a", NOW, message());
      expect([await stored(), await uses()]).toEqual([[], 0]);
    });

    test("stays while a message shows it whose words are kept, and goes with the last one", async () => {
      await queue("a");
      await finish("a", NOW);
      await queue("b", later(NOW, 5 * DAY));
      await retainAt(later(NOW, 8 * DAY));
      expect([await uses(), await stored()]).toEqual([1, [sha256(BYTES)]]);
      // However long it takes until it can be sent.
      await retainAt(later(NOW, 40 * DAY));
      expect(await stored()).toHaveLength(1);
      await finish("b", later(NOW, 40 * DAY));
      await retainAt(later(NOW, 46 * DAY));
      expect(await stored()).toHaveLength(1);
      await retainAt(later(NOW, 47 * DAY + HOUR));
      expect([await uses(), await stored()]).toEqual([0, []]);
    });

    test("that an erased person saw is theirs no more at once, and gone after two days", async () => {
      const person = await queue("a");
      await store.transaction((tx) => erasePerson(tx, createPrivacyBook([]), person, NOW));
      expect(await uses()).toBe(0);
      await retainAt(later(NOW, 2 * DAY + HOUR));
      expect(await stored()).toEqual([]);
    });

    const use = async (tx: Tx): Promise<void> => void (await queueIn(tx, "late", later(NOW, 20 * DAY)));
    const forget = async (tx: Tx): Promise<void> => applyCoreRetention(tx, later(NOW, 20 * DAY));
    test.each([
      { name: "used while another process is about to forget it", first: use, second: forget },
      { name: "forgotten while another process is about to use it", first: forget, second: use },
    ])("that is $name is there", async ({ first, second }) => {
      await queue("a");
      await finish("a", NOW);
      await retainAt(later(NOW, DAY));
      await store.transaction(async (tx) => void (await tx.deleteFrom("picture_uses").execute()));
      const other = await database.open();
      let begun = (): void => undefined;
      const beginning = new Promise<void>((resolve) => {
        begun = resolve;
      });
      const one = store.transaction(async (tx) => {
        await first(tx);
        begun();
        await new Promise((resolve) => setTimeout(resolve, 300));
      });
      await beginning;
      await Promise.all([one, other.transaction(second)]);
      await other.close();
      expect([await uses(), await stored()]).toEqual([1, [sha256(BYTES)]]);
    });
  });
});
