import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Picture } from "../../src/message/outgoing.ts";
import type { StoredOutgoing } from "../../src/message/stored.ts";
import { type Localizable, plainText, written } from "../../src/message/text.ts";
import { systemClock } from "../../src/shared/clock.ts";
import { sha256 } from "../../src/shared/ids.ts";
import { queueMessage } from "../../src/store/outbox.ts";
import { meetPerson } from "../../src/store/people.ts";
import { type Chat, startChat } from "../support/chat.ts";
import { from, message, recipient } from "../support/events.ts";
import { DATABASES, type TestDatabase } from "../support/stores.ts";

const PLAN: Picture<Localizable> = {
  name: "floor-plan.png",
  mime: "image/png",
  base64: Buffer.from(Array.from({ length: 90_000 }, (_, at) => (at * at) % 251)).toString("base64"),
  alt: written("Hall 2, half of it free"),
};
const SHOWING: StoredOutgoing = message("core.help", "interactive", { parts: [{ kind: "picture", picture: PLAN }] });

describe.each(DATABASES)("$name", ({ available, make }) => {
  describe.runIf(available)("a message with a picture", () => {
    let database: TestDatabase;
    let chat: Chat;

    beforeEach(async () => {
      database = await make();
      chat = await startChat(database, { capabilities: { pictures: true } });
    });

    afterEach(async () => {
      await chat.close();
      await database.drop();
    });

    const send = async (account: string, body?: string): Promise<void> => {
      const now = systemClock.now();
      await chat.app.store.transaction(async (tx) => {
        const person = await meetPerson(tx, from(account), { tag: "en", source: "default" }, now);
        await queueMessage(tx, `k/${account}`, recipient(account, person), SHOWING, now);
        if (body !== undefined)
          await tx.updateTable("outbox").set({ body }).where("key", "=", `k/${account}`).execute();
      });
      await chat.desk.idle();
    };

    const bodies = async (): Promise<string[]> => {
      const { read } = chat.app.store;
      const rows = [
        ...(await read.selectFrom("outbox").select("body").execute()),
        ...(await read.selectFrom("pieces").select("body").execute()),
      ];
      return rows.map(({ body }) => body);
    };

    const seen = (account: string) =>
      chat.wire
        .port()
        .query({ kind: "transcript", conversation: `wire:${account}`, limit: 10 })
        .then(({ entries }) => entries.map((entry) => (entry.kind === "piece" ? entry.piece.picture?.base64 : null)));

    test("arrives whole, and is seen whole in the transcript, while its rows are small", async () => {
      await send("a");
      await send("b");
      expect(chat.wire.arrivals.map(({ piece }) => piece.picture?.base64)).toEqual([PLAN.base64, PLAN.base64]);
      expect(chat.wire.arrivals[0]?.piece.picture?.alt).toBe("Hall 2, half of it free");
      expect([await seen("a"), await seen("b")]).toEqual([[PLAN.base64], [PLAN.base64]]);
      expect(await chat.app.store.read.selectFrom("pictures").select("hash").execute()).toHaveLength(1);
      const held = await bodies();
      expect([held.length, Math.max(...held.map((body) => body.length)) < 1_000]).toEqual([4, true]);
    });

    test("from before pictures were stored once is sent whole, and seen whole", async () => {
      await send("a", JSON.stringify(SHOWING));
      expect(chat.wire.arrivals[0]?.piece.picture?.base64).toBe(PLAN.base64);
      const piece = chat.wire.arrivals[0]?.piece;
      await chat.app.store.transaction(
        async (tx) =>
          void (await tx
            .updateTable("pieces")
            .set({ body: JSON.stringify(piece) })
            .execute()),
      );
      expect(await seen("a")).toEqual([PLAN.base64]);
    });

    test("that is lost says in words what it showed", async () => {
      const { base64: _, ...named } = PLAN;
      const lost = { ...named, sha256: sha256("a picture that is not there") };
      await send("a", JSON.stringify({ ...SHOWING, parts: [{ kind: "picture", picture: lost }] }));
      expect(chat.wire.arrivals.map(({ piece }) => plainText(piece.text))).toEqual(["Hall 2, half of it free"]);
    });
  });
});
