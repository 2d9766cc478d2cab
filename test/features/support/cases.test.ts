import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { answerGroup } from "../../../src/features/support/answer-group.ts";
import { fileCase, listCasesOf } from "../../../src/features/support/cases.ts";
import { supportInvariants } from "../../../src/features/support/invariants.ts";
import { joinGroups, splitCase } from "../../../src/features/support/regroup.ts";
import { CASE_RETENTION, retainCases } from "../../../src/features/support/retain.ts";
import { getGroup, listGroups } from "../../../src/features/support/staff-list.ts";
import type { SupportTables } from "../../../src/features/support/tables.ts";
import { createFindStaffAnswer } from "../../../src/features/support/unanswered.ts";
import { DAY, later } from "../../../src/shared/clock.ts";
import { createId } from "../../../src/shared/ids.ts";
import { findBroken } from "../../../src/store/invariants.ts";
import { meetPerson, setReachable } from "../../../src/store/people.ts";
import { applyCoreRetention } from "../../../src/store/retention.ts";
import type { Store } from "../../../src/store/store.ts";
import { readQuestion } from "../../support/questions.ts";
import { DATABASES, type TestDatabase } from "../../support/stores.ts";

const NOW = "2026-05-01T09:00:00.000Z";
const STAFF = { name: "cli:li", role: "support" } as const;
const ANSWER = { words: "The 2019 turnover was 31 million US dollars.", lang: "en" };

const TURKISH = ["tr", "2019 Türkiye fuarının cirosu ne kadardı?"] as const;
const CHINESE = ["zh-Hans", "2019年土耳其展会的成交额是多少？"] as const;
const OTHER_YEAR = ["en", "What was the turnover of the Turkey expo in 2016?"] as const;

describe.each(DATABASES.filter(({ available }) => available))("on $name", ({ make }) => {
  let database: TestDatabase;
  let store: Store;

  beforeEach(async () => {
    database = await make();
    store = await database.open();
  });

  afterEach(async () => {
    expect(await findBroken(store.read, supportInvariants)).toEqual([]);
    await store.close();
    await database.drop();
  });

  const asks = (account: string, [lang, question]: readonly [string, string], now = NOW) =>
    store.transaction(async (tx) => {
      const place = {
        platform: "wire",
        bot: "desk",
        account,
        conversation: `wire:${account}`,
        scope: "direct",
      } as const;
      const person = await meetPerson(tx, place, { tag: lang, source: "hint" }, now);
      return fileCase(
        tx,
        store.traits,
        {
          asker: { ...place, person },
          language: lang,
          writtenIn: lang,
          question,
          after: null,
          signature: readQuestion(question, lang, now.slice(0, 10)),
          answer: createId(),
          part: 0,
          nearest: JSON.stringify({ title: "Expos", heading: null, lang: "en" }),
        },
        now,
      );
    });

  const queued = async () => {
    const rows = await store.read.selectFrom("outbox").selectAll().orderBy("id").execute();
    return rows.map(({ account, body, lane }) => ({
      account,
      lane,
      keys: [...body.matchAll(/"key":"(support\.\w+)"/gu)].map(([, key]) => key),
      body,
    }));
  };
  const audit = () => store.read.selectFrom("audit").select(["action", "subject", "actor"]).execute();

  describe("questions that mean the same are one group", () => {
    test("whatever their words and language, with a count, the first wording and when it was asked last", async () => {
      await asks("ayse", TURKISH);
      await asks("wei", CHINESE, later(NOW, DAY));
      await asks("tom", OTHER_YEAR);
      const groups = await listGroups(store.read);
      expect(groups).toMatchObject([
        { id: 1, state: "open", askers: 2, waiting: 2, languages: ["tr", "zh-Hans"], question: TURKISH[1] },
        { id: 3, state: "open", askers: 1, languages: ["en"], question: OTHER_YEAR[1] },
      ]);
      expect(groups[0]?.lastAsked).toBe(later(NOW, DAY));
    });

    test("the same words of one person are one question, where they were asked last", async () => {
      const first = await asks("ayse", TURKISH);
      expect((await asks("ayse", TURKISH, later(NOW, DAY))).id).toBe(first.id);
      expect(await listGroups(store.read)).toMatchObject([{ askers: 1, lastAsked: later(NOW, DAY) }]);
    });

    test("a question that names no topic is like no other", async () => {
      await asks("ayse", ["en", "And in 2019?"]);
      await asks("wei", ["en", "And in 2019?"]);
      expect(await listGroups(store.read)).toHaveLength(2);
    });

    test("also where they are asked at the same moment", async () => {
      await Promise.all(["a", "b", "c", "d", "e", "f"].map((account) => asks(account, CHINESE)));
      expect(await listGroups(store.read)).toMatchObject([{ askers: 6 }]);
    });
  });

  describe("an answer of staff", () => {
    test("is queued once for every asker of the group, in a frame of their own language", async () => {
      await asks("ayse", TURKISH);
      await asks("ayse", ["tr", "Türkiye fuarının 2019 cirosu?"]);
      await asks("wei", CHINESE);
      await asks("tom", OTHER_YEAR);
      const done = await answerGroup(store, 2, ANSWER, STAFF, NOW);
      expect(done).toMatchObject({ group: 1, told: 2, notTold: 0, corrected: false });
      const messages = await queued();
      expect(messages.map(({ account, lane }) => [account, lane]).sort()).toEqual([
        ["ayse", 1],
        ["wei", 1],
      ]);
      for (const { keys, body } of messages) {
        expect(keys).toEqual(["support.youAsked", "support.staffAnswered", "support.answerLanguage"]);
        expect(body).toContain(ANSWER.words);
      }
      expect(await listGroups(store.read)).toMatchObject([
        { id: 4, state: "open" },
        { id: 1, state: "answered", waiting: 0 },
      ]);
      expect(await audit()).toEqual([{ action: "cases.answered", subject: "Q-0001", actor: "cli:li" }]);
    });

    test("says nothing of the language where the asker reads it", async () => {
      await asks("tom", OTHER_YEAR);
      await answerGroup(store, 1, ANSWER, STAFF, NOW);
      expect((await queued())[0]?.keys).not.toContain("support.answerLanguage");
    });

    test("given twice is a correction for those who had the first, and an answer for those who did not", async () => {
      await asks("ayse", TURKISH);
      await answerGroup(store, 1, ANSWER, STAFF, NOW);
      await splitCase(store, (await asks("wei", CHINESE)).id, STAFF, NOW);
      await joinGroups(store, 1, 2, STAFF, NOW);
      expect(
        await answerGroup(store, 1, { ...ANSWER, words: "It was 32 million." }, STAFF, later(NOW, DAY)),
      ).toMatchObject({
        told: 2,
        corrected: true,
      });
      expect((await queued()).map(({ account, keys }) => [account, keys[1]])).toEqual([
        ["ayse", "support.staffAnswered"],
        ["wei", "support.staffAnswered"],
        ["ayse", "support.staffCorrected"],
        ["wei", "support.staffCorrected"],
      ]);
    });

    test("is not sent to whoever blocked the desk, and says so; they see it as an answer when it is corrected", async () => {
      await asks("ayse", TURKISH);
      await store.transaction((tx) => setReachable(tx, "wire", "ayse", NOW));
      expect(await answerGroup(store, 1, ANSWER, STAFF, NOW)).toMatchObject({ told: 0, notTold: 1 });
      expect(await queued()).toEqual([]);
      expect((await getGroup(store.read, 1)).questions).toMatchObject([
        { state: "answered", told: "unreachable", nearest: { title: "Expos" } },
      ]);
      await store.transaction((tx) => setReachable(tx, "wire", "ayse", null));
      await answerGroup(store, 1, ANSWER, STAFF, NOW);
      expect((await queued()).map(({ keys }) => keys[1])).toEqual(["support.staffAnswered"]);
    });

    test("is not sent where the account is gone", async () => {
      await asks("ayse", TURKISH);
      await store.transaction((tx) => tx.deleteFrom("accounts").execute());
      expect(await answerGroup(store, 1, ANSWER, STAFF, NOW)).toMatchObject({ told: 0, notTold: 1 });
      expect(await queued()).toEqual([]);
    });

    test("is all or nothing", async () => {
      await asks("ayse", TURKISH);
      await asks("wei", CHINESE);
      let writes = 0;
      const failing: Store = {
        ...store,
        transaction: (work) =>
          store.transaction(async (tx) => {
            await work(tx);
            writes += 1;
            throw new Error("the power went off");
          }),
      };
      await expect(answerGroup(failing, 1, ANSWER, STAFF, NOW)).rejects.toThrow("power");
      expect(writes).toBeGreaterThan(0);
      expect([await queued(), await audit()]).toEqual([[], []]);
      expect(await listGroups(store.read)).toMatchObject([{ state: "open", waiting: 2 }]);
    });

    test("is refused without words, to an unknown number, and to a role that may not", async () => {
      await asks("ayse", TURKISH);
      await expect(answerGroup(store, 1, { ...ANSWER, words: "  " }, STAFF, NOW)).rejects.toThrow("nobody is told");
      await expect(answerGroup(store, 9, ANSWER, STAFF, NOW)).rejects.toThrow("no question Q-0009");
      await expect(answerGroup(store, 1, ANSWER, { name: "x", role: "editor" }, NOW)).rejects.toThrow(
        "may not do this",
      );
      expect(await queued()).toEqual([]);
    });

    test("answers whoever asks the same later, in any language", async () => {
      await asks("ayse", TURKISH);
      const find = createFindStaffAnswer({ store, read: readQuestion });
      expect(await find(CHINESE[1], CHINESE[0], "2026-05-02")).toBeNull();
      await answerGroup(store, 1, ANSWER, STAFF, NOW);
      expect(await find(CHINESE[1], CHINESE[0], "2026-05-02")).toMatchObject({
        words: ANSWER.words,
        lang: "en",
        at: NOW,
      });
      expect(await find(OTHER_YEAR[1], OTHER_YEAR[0], "2026-05-02")).toBeNull();
    });

    test("stands in what the asker sees of their questions", async () => {
      await asks("ayse", TURKISH);
      await answerGroup(store, 1, ANSWER, STAFF, NOW);
      const { person } = await store.read.selectFrom("accounts").select("person").executeTakeFirstOrThrow();
      expect(await listCasesOf(store.read, person)).toMatchObject([
        { state: "answered", answer: { words: ANSWER.words, at: NOW } },
      ]);
    });
  });

  describe("staff mend a grouping", () => {
    test("by taking a question out: it waits again, and its former group keeps the answer", async () => {
      await asks("ayse", TURKISH);
      await asks("wei", CHINESE);
      await answerGroup(store, 1, ANSWER, STAFF, NOW);
      await splitCase(store, 1, STAFF, NOW);
      expect(await listGroups(store.read)).toMatchObject([
        { id: 1, state: "open", question: TURKISH[1] },
        { id: 2, state: "answered", question: CHINESE[1] },
      ]);
      expect((await getGroup(store.read, 2)).answers).toMatchObject([{ words: ANSWER.words }]);
      expect((await getGroup(store.read, 1)).answers).toEqual([]);
      await expect(splitCase(store, 1, STAFF, NOW)).rejects.toThrow("alone in its group already");
    });

    test("by joining: new askers get the answer that is there, those who had it do not", async () => {
      await asks("ayse", TURKISH);
      await asks("tom", OTHER_YEAR);
      await answerGroup(store, 1, ANSWER, STAFF, NOW);
      expect(await joinGroups(store, 1, 2, STAFF, NOW)).toEqual({ group: 1, told: 1, notTold: 0 });
      expect((await queued()).map(({ account }) => account)).toEqual(["ayse", "tom"]);
      await expect(joinGroups(store, 2, 1, STAFF, NOW)).rejects.toThrow("in one group already");
    });

    test("but never so that an answer is lost", async () => {
      await asks("ayse", TURKISH);
      await asks("tom", OTHER_YEAR);
      await answerGroup(store, 2, ANSWER, STAFF, NOW);
      await expect(joinGroups(store, 1, 2, STAFF, NOW)).rejects.toThrow("silkdesk cases join Q-0002 Q-0001");
      await answerGroup(store, 1, ANSWER, STAFF, NOW);
      await expect(joinGroups(store, 1, 2, STAFF, NOW)).rejects.toThrow("Both were answered");
    });
  });

  describe("retention", () => {
    const age = (days: number) =>
      store.transaction(async (tx) => {
        await applyCoreRetention(tx, later(NOW, days * DAY));
        await retainCases(tx, later(NOW, days * DAY));
      });

    test("blanks what was answered long ago: the words of askers and of staff, and what they are found by", async () => {
      await asks("ayse", TURKISH);
      await answerGroup(store, 1, ANSWER, STAFF, NOW);
      await age(CASE_RETENTION.answeredDays - 1);
      expect((await getGroup(store.read, 1)).questions).toMatchObject([{ question: TURKISH[1] }]);
      await age(CASE_RETENTION.answeredDays + 1);
      expect(await getGroup(store.read, 1)).toMatchObject({ questions: [{ question: "" }], answers: [] });
      expect((await asks("wei", CHINESE)).group).toBe(2);
      const kept = await store.read.withTables<SupportTables>().selectFrom("cases").selectAll().execute();
      expect(JSON.stringify(kept.filter(({ id }) => id === 1))).not.toContain("fuar");
    });

    test("forgets what nobody has asked for a year, and keeps what is still asked", async () => {
      await asks("ayse", TURKISH);
      await asks("tom", OTHER_YEAR);
      await asks("tom", OTHER_YEAR, later(NOW, 300 * DAY));
      await age(CASE_RETENTION.openDays + 1);
      expect(await listGroups(store.read)).toMatchObject([{ question: OTHER_YEAR[1] }]);
    });

    test("a message that the outbox no longer keeps still counts as told", async () => {
      await asks("ayse", TURKISH);
      await answerGroup(store, 1, ANSWER, STAFF, NOW);
      await store.transaction((tx) => tx.updateTable("outbox").set({ state: "sent", done_at: NOW }).execute());
      await age(31);
      expect(await queued()).toEqual([]);
      expect(await findBroken(store.read, supportInvariants)).toEqual([]);
    });
  });

  test.each([
    ["an asker without a message or a reason", { notice: null, not_told: null }, "nothing says how its asker was told"],
    ["a message that is not there", { notice: "staff-answer/1:9" }, "there is no such message"],
    ["an answer of another group", { told_answer: 99 }, "an answer that is not its group's"],
    ["a group without a head", { case_group: 77 }, "which is none of its own"],
  ])("verify finds %s", async (_name, damage, says) => {
    await asks("ayse", TURKISH);
    await answerGroup(store, 1, ANSWER, STAFF, NOW);
    const cases = () =>
      store.read.withTables<SupportTables>().selectFrom("cases").selectAll().executeTakeFirstOrThrow();
    const { case_group, told_answer, notice, not_told } = await cases();
    const set = (values: object) =>
      store.transaction((tx) => tx.withTables<SupportTables>().updateTable("cases").set(values).execute());
    await set(damage);
    expect(JSON.stringify(await findBroken(store.read, supportInvariants))).toContain(says);
    await set({ case_group, told_answer, notice, not_told });
  });
});
