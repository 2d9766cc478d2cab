import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Feature } from "../../src/conversation/feature.ts";
import { reply, text } from "../../src/conversation/reply.ts";
import { written } from "../../src/message/text.ts";
import { AppError } from "../../src/shared/errors.ts";
import { setTimer } from "../../src/store/timers.ts";
import { type Chat, startChat } from "../support/chat.ts";
import { fillsIn, from, presses, says } from "../support/events.ts";
import { DATABASES, type TestDatabase } from "../support/stores.ts";

/** A feature that fails on demand, so that the engine's promises can be tried. */
function createTroubles(): Feature & { attempts: number } {
  const quiet = { response: "new", audience: "private", description: "core.help" } as const;
  const feature: Feature & { attempts: number } = {
    attempts: 0,
    name: "troubles",
    commands: [
      {
        name: "boom",
        ...quiet,
        handle: async () => {
          feature.attempts += 1;
          throw new Error("boom");
        },
      },
      {
        name: "flaky",
        ...quiet,
        handle: async () => {
          feature.attempts += 1;
          const attempt = feature.attempts;
          return async (tx) => {
            await tx
              .insertInto("kept")
              .values({ platform: "t", bot: "t", key: `flaky-${attempt}`, value: "1" })
              .execute();
            if (attempt < 2) throw new Error("once");
            return [reply(text(written(`done at attempt ${attempt}`)))];
          };
        },
      },
      {
        name: "full",
        ...quiet,
        handle: async () => {
          feature.attempts += 1;
          if (feature.attempts < 2) throw new AppError("store.full", "the disk is full");
          return async () => [reply(text(written("there is room again")))];
        },
      },
    ],
    timers: [{ name: "wake", handle: async () => async () => [reply(text(written("time is up")))] }],
  };
  return feature;
}

describe.each(DATABASES)("$name", ({ available, make }) => {
  describe.runIf(available)("the desk", () => {
    let database: TestDatabase;
    let chat: Chat;
    const troubles = createTroubles();

    beforeAll(async () => {
      database = await make();
      chat = await startChat(database, { moreFeatures: [troubles] });
      await chat.app.loadStarter();
    });

    afterAll(async () => {
      await chat.close();
      await database.drop();
    });

    test("answers a question with a quote and its source, and shows a sign of life at once", async () => {
      const seller = chat.person("li");
      const answer = await seller.says("How many companies took part in the 2017 expo in Turkey?");
      expect(answer).toContain("92 Hangzhou companies");
      expect(answer).toContain("[1]");
      expect(chat.wire.typing).toContain("wire:li");
      const source = await seller.presses("1");
      expect(source).toContain("Hangzhou's expo in Turkey");
      expect(source).toContain("92 Hangzhou companies");
    });

    test("answers in the language that the person writes, and remembers it", async () => {
      const seller = chat.person("wang");
      expect(await seller.says("2017年土耳其展会有多少家企业参展？")).toMatch(/92\s*家/);
      expect(await seller.says("/help")).toContain("/language");
      expect(await seller.says("/help")).toMatch(/\p{sc=Han}/u);
    });

    test("a chosen language stands, whatever the person writes next", async () => {
      const seller = chat.person("ayse");
      await seller.says("/language tr");
      const answer = await seller.says("How many companies took part in the 2017 expo in Turkey?");
      expect(answer).toContain("Belgelerde");
      expect(await seller.says("/language klingon")).toContain("klingon");
    });

    test("a language can be picked by button, each under its own name", async () => {
      const seller = chat.person("omar");
      await seller.says("/language");
      expect(seller.buttons()).toContain("العربية");
      await seller.presses("العربية");
      expect(await seller.says("/status")).toMatch(/\p{sc=Arabic}/u);
    });

    test("says plainly what it can't answer, and takes the question to a person, once", async () => {
      const seller = chat.person("zhao");
      const refusal = await seller.says("What does a haircut cost in Reykjavik?");
      expect(refusal).toContain("won't guess");
      const token = seller.token("Ask a person");
      const filed = await seller.presses("Ask a person");
      expect(filed).toMatch(/Q-\d{4}/);
      expect(await seller.sends(presses("zhao", token))).toContain("Nothing was changed");
      expect(await seller.says("/status")).toContain("haircut");
    });

    test("a form is asked field by field where the platform shows none, checked, summed up and confirmed", async () => {
      const seller = chat.person("mei");
      await seller.says("What does a haircut cost in Reykjavik?");
      await seller.presses("Ask a person");
      expect(await seller.presses("Add details")).toContain("question 1 of 2");
      expect(await seller.says("aliens")).toContain("choose one of the options");
      await seller.presses("Tax and customs");
      const summary = await seller.says("Silk scarves, Iceland");
      expect(summary).toContain("Tax and customs");
      expect(summary).toContain("Silk scarves, Iceland");
      expect(await seller.presses("Send to staff")).toContain("saved with question");
    });

    test("a half-done form is left by /cancel, and nothing is saved", async () => {
      const seller = chat.person("bo");
      await seller.says("What does a haircut cost in Reykjavik?");
      await seller.presses("Ask a person");
      await seller.presses("Add details");
      expect(await seller.says("/cancel")).toContain("Nothing was saved");
      expect(await seller.says("How many companies took part in the 2017 expo in Turkey?")).toContain("92");
    });

    test("a form sent whole is checked on the desk as well", async () => {
      const seller = chat.person("eva");
      await seller.says("What does a haircut cost in Reykjavik?");
      await seller.presses("Ask a person");
      const token = seller.token("Add details");
      expect(await seller.sends(fillsIn("eva", token, { topic: "nonsense" }))).toContain("Nothing was saved yet");
      expect(await seller.sends(fillsIn("eva", token, { topic: "tax" }))).toContain("saved with question");
    });

    test("another person's button does nothing", async () => {
      const owner = chat.person("owner");
      await owner.says("What does a haircut cost in Reykjavik?");
      const token = owner.token("Ask a person");
      const other = chat.person("other");
      expect(await other.sends(presses("other", token))).toContain("Nothing was changed");
      expect(await owner.presses("Ask a person")).toMatch(/Q-\d{4}/);
    });

    test("a button of an earlier question of a form does not answer the one that is open", async () => {
      const seller = chat.person("late");
      await seller.says("What does a haircut cost in Reykjavik?");
      await seller.presses("Ask a person");
      await seller.presses("Add details");
      const stale = seller.token("Expos and booths");
      await seller.presses("Tax and customs");
      expect(await seller.sends(presses("late", stale))).toContain("already answered");
      expect(await seller.says("Silk")).toMatch(/Tax and customs[\s\S]*Silk/);
    });

    test("a greeting is met with a greeting, thanks with a word, in any language", async () => {
      const seller = chat.person("polite");
      expect(await seller.says("Hello!")).toContain("Welcome");
      expect(await seller.says("谢谢")).toContain("不客气");
      expect(await seller.says("constructor")).toMatch(/\p{L}/u);
    });

    test("a follow-up that names only a year leans on the question before; one with a topic of its own does not", async () => {
      const seller = chat.person("follower");
      await seller.says("What was the turnover of the Turkey expo in 2016?");
      expect(await seller.says("And in 2015?")).toContain("Turkey");
      expect(await seller.says("What is LUCID?")).toContain("LUCID packaging register");
    });

    test("an event of a shape that this version does not know is given up, and the next one is handled", async () => {
      const seller = chat.person("future");
      await seller.says("/start");
      const event = says("future", "from tomorrow", "future-1");
      await chat.app.store.transaction(async (tx) => {
        const { person } = await tx
          .selectFrom("accounts")
          .select("person")
          .where("account", "=", "future")
          .executeTakeFirstOrThrow();
        await tx
          .insertInto("inbox")
          .values({
            ...{ platform: "wire", bot: "desk", event_id: "future-1", conversation: event.conversation },
            account: "future",
            scope: "direct",
            person,
            kind: "hologram",
            payload: JSON.stringify({ ...event, kind: "hologram" }),
            received_at: new Date().toISOString(),
            state: "pending",
          })
          .execute();
      });
      expect(await seller.says("/help")).toContain("/ask");
      expect(seller.heard().some((text) => /[0-9A-Z]{4}-[0-9A-Z]{4}/.test(text))).toBe(true);
    });

    test("the same event twice is answered once", async () => {
      const seller = chat.person("twice");
      const event = says("twice", "/start", "twice-1");
      await chat.desk.accept(event);
      await chat.desk.accept(event);
      await chat.desk.idle();
      expect(seller.heard()).toHaveLength(1);
    });

    test("several questions in one message are answered part by part, with sources numbered through", async () => {
      const answer = await chat
        .person("many")
        .says("How many companies were at the 2017 Turkey expo?\nWhat is the IOSS?");
      expect(answer).toMatch(/How many companies[\s\S]*92[\s\S]*\[1\][\s\S]*What is the IOSS[\s\S]*\[[2-9]\]/);
    });

    test.each([
      ["nothing but space", "   "],
      ["a message without words", "?!… ---"],
      ["binary", "\u0000\u0001\u0002\u0003\u0004\u0005"],
      ["100,000 characters", "tax ".repeat(25_000)],
      ["a language nobody speaks here", "Wie wielang çöpşüz kwijibo zzyzx plugh"],
      ["markup and bidi tricks", "**bold** {{x}} <script>alert(1)</script> \u202Eevil"],
    ])("%s gets an answer that can be understood", async (_name, message) => {
      const said = await chat.person("odd").says(message);
      expect(said.length).toBeGreaterThan(20);
      expect(said).not.toMatch(/undefined|\{\{|knowledge\.|core\./);
    });

    test("the answer to a long message says how long it was and what to do", async () => {
      expect(await chat.person("long").says("x ".repeat(50_000))).toContain("100,000 characters");
    });

    test("an effect of a failed attempt is not kept, and the next attempt is whole", async () => {
      troubles.attempts = 0;
      expect(await chat.person("flaky").says("/flaky")).toBe("done at attempt 2");
      const rows = await chat.app.store.read.selectFrom("kept").select("key").where("platform", "=", "t").execute();
      expect(rows).toEqual([{ key: "flaky-2" }]);
    });

    test("what fails again and again is given up with a reference, and the conversation goes on", {
      timeout: 20_000,
    }, async () => {
      troubles.attempts = 0;
      const seller = chat.person("unlucky");
      const apology = await seller.says("/boom");
      expect(apology).toContain("Nothing was saved");
      expect(apology).toMatch(/[0-9A-Z]{4}-[0-9A-Z]{4}/);
      expect(troubles.attempts).toBe(3);
      expect(await seller.says("/help")).toContain("/ask");
    });

    test("a full disk costs no event: it is handled when there is room", async () => {
      troubles.attempts = 0;
      expect(await chat.person("patient").says("/full")).toBe("there is room again");
    });

    test("a timer comes back as an event of its conversation", async () => {
      const seller = chat.person("timed");
      await seller.says("/start");
      const { platform, bot, conversation, account } = from("timed");
      const dueAt = new Date(Date.now() - 1_000).toISOString();
      await chat.app.store.transaction((tx) =>
        setTimer(tx, { platform, bot, conversation, account, scope: "direct", name: "wake", params: {}, dueAt }),
      );
      await expect.poll(() => seller.heard().at(-1), { timeout: 5_000 }).toBe("time is up");
    });

    test("someone who left is not written to, until they come back", async () => {
      const seller = chat.person("gone");
      await seller.says("/start");
      await seller.sends({ ...from("gone"), kind: "left", reason: "blocked" });
      const row = await chat.app.store.read
        .selectFrom("accounts")
        .select("unreachable_at")
        .where("account", "=", "gone")
        .executeTakeFirst();
      expect(row?.unreachable_at).not.toBeNull();
      await seller.says("/start");
      const back = await chat.app.store.read
        .selectFrom("accounts")
        .select("unreachable_at")
        .where("account", "=", "gone")
        .executeTakeFirst();
      expect(back?.unreachable_at).toBeNull();
    });
  });
});
