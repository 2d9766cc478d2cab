import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { findBroken } from "../../src/store/invariants.ts";
import { runInside } from "../cli/run-inside.ts";
import { type Chat, startChat } from "../support/chat.ts";
import { presses } from "../support/events.ts";
import { DATABASES, type TestDatabase } from "../support/stores.ts";

const WORDS = "A booth of nine square metres at the Brazil expo costs 2,100 US dollars in 2027.";
const TURKISH = "2027 Brezilya fuarında stant ücreti ne kadar?";
const CHINESE = "2027年巴西展会的展位多少钱？";
const OTHER_YEAR = "How much does a booth at the 2028 Brazil expo cost?";

describe("a question that no document answers goes to staff, and their answer to everyone who asked", () => {
  let database: TestDatabase;
  let chat: Chat;

  beforeEach(async () => {
    const made = await DATABASES[0]?.make();
    if (made === undefined) throw new Error("there is no database");
    database = made;
    writeFileSync(
      join(database.home, "toys.md"),
      "# Customs duty\n\nThe customs duty on toys in Poland is 4.7 percent.\n",
    );
    await silkdesk("kb", "add", join(database.home, "toys.md"));
    chat = await startChat(database);
  });

  afterEach(async () => {
    expect(await findBroken(chat.app.store.read, chat.app.invariants)).toEqual([]);
    await chat.close();
    await database.drop();
  });

  /** Runs a command beside the running desk. */
  const silkdesk = async (...args: string[]): Promise<string> => {
    const { code, out, err } = await runInside([...args, "--home", database.home]);
    expect([code, err]).toEqual([0, ""]);
    return out;
  };

  const lastHeard = async (person: ReturnType<Chat["person"]>): Promise<string> => {
    await chat.desk.idle();
    return person.heard().at(-1) ?? "";
  };

  test("two ask the same in two languages, a third about another year: the two get it, each in their own frame", async () => {
    const [ayse, wei, tom] = [chat.person("ayse"), chat.person("wei"), chat.person("tom")];
    expect(await ayse.says(TURKISH)).toContain("Sorunuzu ekibimize ilettim");
    expect(await wei.says(CHINESE)).toContain("转给工作人员");
    expect(await tom.says(OTHER_YEAR)).toContain("passed your question on to our staff");

    const groups = JSON.parse(await silkdesk("cases", "list", "--json"));
    expect(groups).toMatchObject([
      { number: "Q-0001", state: "open", askers: 2, languages: ["tr", "zh-Hans"], question: TURKISH },
      { number: "Q-0003", state: "open", askers: 1, languages: ["en"], question: OTHER_YEAR },
    ]);

    const before = tom.heard().length;
    const done = JSON.parse(await silkdesk("cases", "answer", "Q-0002", WORDS, "--lang", "en", "--json"));
    expect(done).toEqual({
      number: "Q-0001",
      lang: "en",
      corrected: false,
      told: 2,
      notTold: 0,
      note: null,
    });
    const turkish = await lastHeard(ayse);
    expect(turkish).toMatch(
      new RegExp(`Sorunuz: “${TURKISH.replace("?", "\\?")}”[\\s\\S]*Ekibimizin .* tarihli yanıtı:`, "u"),
    );
    expect(turkish).toContain(WORDS);
    expect(turkish).toContain("Yanıtın dili: İngilizce");
    const chinese = await lastHeard(wei);
    expect(chinese).toContain(`您的提问：“${CHINESE}”`);
    expect(chinese).toMatch(/工作人员于.*答复：/u);
    expect(chinese).toContain(WORDS);
    expect(chinese).toContain("答复所用语言：英语");
    expect(tom.heard()).toHaveLength(before);
    expect(await wei.says("/status")).toMatch(new RegExp(`已答复[\\s\\S]*${WORDS}`, "u"));
    expect(await tom.says("/status")).toContain("waiting for an answer");
  });

  test("whoever asks the same later gets the words of staff at once, marked as such; a correction reaches them too", async () => {
    const [ayse, wei] = [chat.person("ayse"), chat.person("wei")];
    await ayse.says(TURKISH);
    await silkdesk("cases", "answer", "1", WORDS);
    const shown = await wei.says(CHINESE);
    expect(shown).toContain("我手头的文件没有说明您提到的地方的情况");
    expect(shown).toContain("以下是工作人员的原话，并非文件引文");
    expect(shown).toContain(WORDS);
    expect(shown).not.toContain("[1]");
    expect(shown).not.toContain("转给工作人员");

    await silkdesk("cases", "answer", "1", "It costs 2,300 US dollars.");
    expect(await lastHeard(ayse)).toMatch(/tarihinde düzeltti[\s\S]*2,300/u);
    expect(await lastHeard(wei)).toMatch(/更正了答复[\s\S]*2,300/u);
  });

  test("whom the words of staff do not help can ask a person again, and the question is open once more", async () => {
    const [ayse, wei] = [chat.person("ayse"), chat.person("wei")];
    await ayse.says(TURKISH);
    await silkdesk("cases", "answer", "1", WORDS);
    await wei.says(CHINESE);
    expect(await wei.presses("请人工解答")).toContain("Q-0002");
    const [group] = JSON.parse(await silkdesk("cases", "list", "--open", "--json"));
    expect(group).toMatchObject({ number: "Q-0001", state: "open", askers: 2, waiting: 1, wanted: true });
    const { questions, answers } = JSON.parse(await silkdesk("cases", "show", "Q-0002", "--json"));
    expect(questions).toMatchObject([
      { number: "Q-0001", state: "answered" },
      { number: "Q-0002", state: "open", desk: { outcome: "unanswerable.otherPlace" } },
    ]);
    expect(answers).toMatchObject([{ words: WORDS }]);
  });

  test("the button below the refusal shows what staff have answered since, before it asks them again", async () => {
    const ayse = chat.person("ayse");
    await ayse.says(TURKISH);
    const token = ayse.token("Yetkiliye sor");
    await silkdesk("cases", "answer", "1", WORDS);
    await chat.desk.idle();
    expect(await ayse.sends(presses("ayse", token))).toContain(WORDS);
    expect(await ayse.presses("Yetkiliye sor")).toContain("Q-0001");
  });

  test("a follow-up is filed with the question that it leans on", async () => {
    const [tom, wei] = [chat.person("tom"), chat.person("wei")];
    await tom.says("How much does a booth at the 2026 Brazil expo cost?");
    await tom.says("And in 2027?");
    await wei.says(CHINESE);
    const { questions } = JSON.parse(await silkdesk("cases", "show", "3", "--json"));
    expect(questions).toMatchObject([
      { question: "And in 2027?", after: "How much does a booth at the 2026 Brazil expo cost?" },
      { question: CHINESE, after: null },
    ]);
  });

  test("of a message that asks several things, staff get what the documents don't answer", async () => {
    const tom = chat.person("tom");
    const reply = await tom.says(`What is the customs duty on toys in Poland?\n${OTHER_YEAR}`);
    expect(reply).toContain("4.7 percent");
    expect(reply).toContain("passed your question on to our staff");
    expect(JSON.parse(await silkdesk("cases", "list", "--json"))).toMatchObject([{ question: OTHER_YEAR }]);
  });

  test("the answer becomes a draft note; published, it is what the desk quotes", async () => {
    const [ayse, wei] = [chat.person("ayse"), chat.person("wei")];
    await ayse.says(TURKISH);
    const issuer = ["--issuer", "Commission of Commerce", "--title", "What does a booth at the 2027 Brazil expo cost?"];
    const done = JSON.parse(await silkdesk("cases", "answer", "1", WORDS, "--note", ...issuer, "--json"));
    expect(done.note).toMatchObject({ id: "staff-answer-q-0001", version: 1, change: "new" });
    expect(await wei.says(CHINESE)).toContain("并非文件引文");

    await silkdesk("kb", "publish", "staff-answer-q-0001");
    const cited = await chat.person("mei").says(CHINESE);
    expect(cited).toContain(`${WORDS} [1]`);
    expect(cited).not.toContain("并非文件引文");
    const note = JSON.parse(await silkdesk("kb", "show", "staff-answer-q-0001", "--json"));
    expect(note).toMatchObject({ issuer: "Commission of Commerce", lang: "en", official: false });
  });
});

describe("an answer given while no service runs", () => {
  test("is delivered when the asker's platform is next served", async () => {
    const database = await DATABASES[0]?.make();
    if (database === undefined) throw new Error("there is no database");
    const chat = (input: string) =>
      runInside(["chat", "--as", "wei", "--home", database.home], { input: input === "" ? "" : `${input}\n` });
    await chat("2027年巴西展会的展位多少钱？");
    await runInside(["cases", "answer", "Q-0001", WORDS, "--home", database.home]);
    expect((await chat("")).out).toContain(WORDS);
    expect((await chat("")).out).not.toContain(WORDS);
    await database.drop();
  });
});
