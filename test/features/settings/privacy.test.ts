import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import type { Feature } from "../../../src/conversation/feature.ts";
import { reply, show, text } from "../../../src/conversation/reply.ts";
import { answering } from "../../../src/conversation/turn.ts";
import { written } from "../../../src/message/text.ts";
import { DAY, later, systemClock } from "../../../src/shared/clock.ts";
import { scheduleBroadcast } from "../../../src/store/broadcasts.ts";
import { listErasures, replayErasures, retainPeople } from "../../../src/store/erase.ts";
import { findBroken } from "../../../src/store/invariants.ts";
import { applyCoreRetention } from "../../../src/store/retention.ts";
import { setTimer } from "../../../src/store/timers.ts";
import { type Chat, startChat } from "../../support/chat.ts";
import { from, message, says } from "../../support/events.ts";
import { DATABASES, type TestDatabase } from "../../support/stores.ts";

/** Stands for a feature that comes later: it opens links, has a button in the menu, and reminds. */
const fair: Feature = {
  name: "fair",
  links: [{ prefix: "fair", handle: async (_turn, { rest }) => answering(reply(text(written(`opened ${rest}`)))) }],
  menu: [show(written("Fairs"), "fair.list")],
  timers: [
    {
      name: "remind",
      handle: async () => answering({ ...reply(text(written("do not forget the fair"))), lane: "broadcast" }),
    },
  ],
};

describe.each(DATABASES)("$name", ({ available, make }) => {
  describe.runIf(available)("what concerns the person", () => {
    let database: TestDatabase;
    let chat: Chat;

    beforeAll(async () => {
      database = await make();
      chat = await startChat(database, { moreFeatures: [fair] });
    });

    afterAll(async () => {
      expect(await findBroken(chat.app.store.read, chat.app.invariants)).toEqual([]);
      await chat.close();
      await database.drop();
    });

    /** Every row of every table, as text. */
    const dump = async (): Promise<string> => {
      const tables = await chat.app.store.read.introspection.getTables();
      const db = chat.app.store.read.withTables<Record<string, Record<string, unknown>>>();
      const rows = await Promise.all(tables.map(({ name }) => db.selectFrom(name).selectAll().execute()));
      return JSON.stringify(rows);
    };
    const broadcast = (now: string) =>
      chat.app.store.transaction((tx) => scheduleBroadcast(tx, message("core.help"), {}, { startsAt: now, now }));

    describe("/start", () => {
      test("is one message in the language that the network tells, with buttons that can be used at once", async () => {
        await chat.desk.accept({ ...from("hinted"), kind: "joined", payload: null, localeHint: "tr-TR" });
        await chat.desk.idle();
        const greeted = chat.wire.arrivals.filter(({ target }) => target.account === "hinted");
        expect(greeted).toHaveLength(1);
        expect(greeted[0]?.piece.rows.flat().map(({ label }) => label)).toEqual([
          "Soru sor",
          "Fuarlar",
          "Fairs",
          "İşlerim",
        ]);
      });

      test("with a payload opens what a feature registered for its prefix, as text and as a first contact", async () => {
        const seller = chat.person("linked");
        expect(await seller.says("/start fair_canton-2027_b")).toBe("opened canton-2027_b");
        expect(await seller.sends({ ...from("linked"), kind: "joined", payload: "fair_a" })).toBe("opened a");
      });

      test.each([
        "fair",
        "fair_",
        "_x",
        "unknown_thing",
        "x".repeat(64),
        "постер",
        "feria_la-feria-de-canton-es-muy-grande",
      ])("says kindly that %s leads nowhere, and greets", async (payload) => {
        const said = await chat.person("lost").says(`/start ${payload}`);
        expect(said).toContain("don't know where that link leads");
        expect(chat.person("lost").heard().at(-1)).toContain("Welcome");
      });
    });

    test("the commands are one list, in the reader's words, for networks with a menu", async () => {
      const listed = await chat.wire.port().query({ kind: "commands", language: "ja" });
      expect(listed.map(({ name }) => name)).toEqual([
        "start",
        "help",
        "ask",
        "status",
        "company",
        "expo",
        "booth",
        "reminders",
        "language",
        "cancel",
        "privacy",
        "stop",
      ]);
      expect(listed.every(({ description }) => /[\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Han}]/u.test(description))).toBe(
        true,
      );
      const help = await chat.person("helped").says("/help");
      for (const { name } of listed) expect(help).toContain(`/${name}`);
    });

    test("/status says what is open, with numbers, and nothing of it in a group", async () => {
      const seller = chat.person("asker");
      expect(await seller.says("/status")).toContain("nothing open");
      await seller.says("What does a haircut cost in Reykjavik?");
      await seller.presses("Ask a person");
      expect(await seller.says("/status")).toMatch(/Q-\d{4}[\s\S]*waiting[\s\S]*haircut/);
      const inGroup = { ...says("asker", "/status"), conversation: "wire:group", scope: "group" } as const;
      await chat.desk.accept(inGroup);
      await chat.desk.idle();
      const group = chat.wire.arrivals.filter(({ target }) => target.conversation === "wire:group");
      expect(JSON.stringify(group)).not.toContain("haircut");
    });

    describe("/stop", () => {
      test("ends broadcasts and reminders, also those that wait already, and says how to come back", async () => {
        const seller = chat.person("tired");
        await seller.says("/start");
        expect(await seller.says("/stop")).toContain("/start");
        const heard = seller.heard().length;
        await broadcast(systemClock.now());
        await chat.app.store.transaction((tx) => {
          const { platform, bot, conversation, account, scope } = from("tired");
          const dueAt = later(systemClock.now(), -1_000);
          return setTimer(tx, { platform, bot, conversation, account, scope, name: "remind", params: {}, dueAt });
        });
        await expect
          .poll(
            async () => {
              const timers = await chat.app.store.read.selectFrom("timers").select("state").execute();
              const casts = await chat.app.store.read.selectFrom("broadcasts").select("state").execute();
              return [...timers, ...casts].every(({ state }) => state === "fired" || state === "done");
            },
            { timeout: 10_000 },
          )
          .toBe(true);
        await chat.desk.idle();
        expect(seller.heard()).toHaveLength(heard);
        expect(await seller.says("What is the IOSS?")).not.toBe("");
      });

      test("is over with /start, or by the button", async () => {
        const seller = chat.person("back");
        await seller.says("/stop");
        expect(await seller.presses("Write to me again")).toContain("Welcome back");
        await seller.says("/stop");
        expect(await seller.says("/start")).toContain("Welcome back");
        await broadcast(systemClock.now());
        await expect.poll(() => seller.heard().at(-1), { timeout: 10_000 }).toBe("Help");
      });
    });

    describe("/privacy", () => {
      const SECRET = "zanzibar-unicorn";

      /** Someone who left a trace in as many tables as a person can. */
      const livesHere = async (account: string) => {
        const seller = chat.person(account);
        await seller.says("/start");
        await seller.says(`What does a ${SECRET} cost in Reykjavik?`);
        await seller.presses("Ask a person");
        await seller.presses("Add details");
        await seller.presses("Tax and customs");
        await seller.says(`My ${SECRET} is pink`);
        await chat.app.store.transaction((tx) => {
          const { platform, bot, conversation, scope } = from(account);
          const dueAt = later(systemClock.now(), DAY);
          return setTimer(tx, {
            platform,
            bot,
            conversation,
            account,
            scope,
            name: "remind",
            params: { SECRET },
            dueAt,
          });
        });
        return seller;
      };

      test("says in short what is kept and how long", async () => {
        const said = await chat.person("curious").says("/privacy");
        for (const part of ["7 days", "30 days", "180 days", "365 days", "24 months"]) expect(said).toContain(part);
      });

      test("exports a file with all that is held, from every table that holds something of people", async () => {
        const seller = await livesHere("exporter");
        await seller.says("/privacy");
        await seller.presses("Export");
        const file = chat.wire.arrivals.at(-1)?.piece.file;
        expect(file).toMatchObject({ mime: "application/json" });
        const held = z.record(z.string(), z.json()).parse(JSON.parse(file?.text ?? ""));
        const tables = [...chat.app.privacy].flatMap(([table, rule]) => (rule.holds === "people" ? [table] : []));
        expect(Object.keys(held).sort()).toEqual(["exportedAt", ...tables].sort());
        for (const table of ["inbox", "outbox", "answers", "cases", "conversations", "timers"])
          expect(JSON.stringify(held[table]), table).toContain(SECRET);
        expect(JSON.stringify(held.accounts)).toContain("exporter");
        expect(held.buttons).not.toEqual([]);
        await seller.says("/privacy");
        await seller.presses("Export");
        const again = chat.wire.arrivals.at(-1)?.piece.file;
        expect(again?.text.length).toBeLessThan((file?.text.length ?? 0) * 2);
      });

      test("erases after a second press, and nothing anywhere tells of the person any more", async () => {
        const other = await livesHere("neighbour");
        const before = await dump();
        expect(before.includes(SECRET)).toBe(true);
        for (const account of ["exporter", "neighbour"]) {
          const seller = chat.person(account);
          await seller.says("/privacy");
          await seller.presses("Erase");
          expect(await seller.presses("Yes, erase everything")).toContain("is erased");
          expect(await seller.says("/cancel")).toContain("Nothing was saved");
        }
        // What they did since, and the farewell, go as well.
        for (const account of ["exporter", "neighbour"]) {
          const seller = chat.person(account);
          await seller.says("/privacy");
          await seller.presses("Erase");
          await seller.presses("Yes, erase everything");
        }
        const tomorrow = later(systemClock.now(), 2 * DAY);
        await chat.app.store.transaction((tx) => retainPeople(tx, chat.app.privacy, tomorrow));
        const after = await dump();
        const traces = [SECRET, "exporter", "neighbour"].filter((trace) => after.includes(trace));
        expect(traces).toEqual([]);
        expect(other.heard().length).toBeGreaterThan(0);
        expect(await findBroken(chat.app.store.read, chat.app.invariants)).toEqual([]);
      });

      test("keeps what the person does not want erased", async () => {
        const seller = await livesHere("keeper");
        await seller.says("/privacy");
        await seller.presses("Erase");
        expect(await seller.presses("No, keep it")).toContain("Nothing was erased");
        expect(await seller.says("/status")).toContain(SECRET);
      });

      test("whoever writes again after an erasure is someone new", async () => {
        const seller = await livesHere("returner");
        await seller.says("/privacy");
        await seller.presses("Erase");
        await seller.presses("Yes, erase everything");
        expect(await seller.says("/status")).toContain("nothing open");
      });

      test("a question of somebody else that means the same stays, with its answer", async () => {
        const first = chat.person("first");
        const second = chat.person("second");
        for (const one of [first, second]) {
          await one.says("What does a sauna cost in Helsinki?");
          await one.presses("Ask a person");
        }
        await first.says("/privacy");
        await first.presses("Erase");
        await first.presses("Yes, erase everything");
        expect(await second.says("/status")).toContain("sauna");
        expect(await findBroken(chat.app.store.read, chat.app.invariants)).toEqual([]);
      });

      test("an erasure is repeated where a backup brought the person back, unless they came back themselves", async () => {
        const erasures = await listErasures(chat.app.store.read);
        expect(JSON.stringify(erasures)).not.toContain("exporter");
        const restored = chat.person("exporter");
        await restored.says(`Again ${SECRET}`);
        const replay = (now: string) =>
          chat.app.store.transaction((tx) => replayErasures(tx, chat.app.privacy, erasures, now));
        expect(await replay(systemClock.now())).toBe(0);
        // As a backup from before the erasure would have it.
        await chat.app.store.transaction((tx) =>
          tx
            .updateTable("accounts")
            .set({ created_at: "2020-01-01T00:00:00.000Z" })
            .where("account", "=", "exporter")
            .execute(),
        );
        expect(await replay(systemClock.now())).toBe(1);
        const rows = await chat.app.store.read.selectFrom("accounts").select("account").execute();
        expect(rows.map(({ account }) => account)).not.toContain("exporter");
      });
    });

    test("whoever was not seen for two years is forgotten, and whoever was is not", async () => {
      const now = systemClock.now();
      await chat.person("old").says("What does a kiosk cost in Oslo?");
      await chat.person("young").says("/start");
      await chat.app.store.transaction((tx) =>
        tx
          .updateTable("people")
          .set({ seen_on: later(now, -740 * DAY).slice(0, 10) })
          .where("id", "in", tx.selectFrom("accounts").select("person").where("account", "=", "old"))
          .execute(),
      );
      await chat.app.store.transaction(async (tx) => {
        await applyCoreRetention(tx, now);
        await retainPeople(tx, chat.app.privacy, now);
      });
      const rows = await chat.app.store.read.selectFrom("accounts").select("account").execute();
      expect(rows.map(({ account }) => account)).not.toContain("old");
      expect(rows.map(({ account }) => account)).toContain("young");
      const erased = await chat.app.store.read
        .selectFrom("people")
        .select("id")
        .where("erased_at", "is not", null)
        .execute();
      expect(erased.length).toBeGreaterThan(0);
      await chat.app.store.transaction(async (tx) => {
        await applyCoreRetention(tx, later(now, 40 * DAY));
        await retainPeople(tx, chat.app.privacy, later(now, 40 * DAY));
      });
      expect(
        await chat.app.store.read.selectFrom("people").select("id").where("erased_at", "is not", null).execute(),
      ).toEqual([]);
    });
  });
});
