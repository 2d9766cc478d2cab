import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Person } from "../support/fake-telegram/person.ts";
import type { Shown } from "../support/fake-telegram/shown.ts";
import { MODES, startTelegramService, type TelegramService, WEBHOOK_SECRET } from "../support/telegram-service.ts";

const TIMEOUT = { timeout: 15_000 };

const SPEAKERS = [
  {
    language: "en",
    script: /[a-z]/u,
    asks: "How many companies took part in the 2017 expo in Turkey?",
    figure: "92 Hangzhou companies",
    goesOn: "And how much was the turnover in 2016?",
    more: /1\.85/u,
    changesTo: { tag: "de", name: "Deutsch", greeting: "Willkommen" },
  },
  {
    language: "zh-hans",
    script: /\p{sc=Han}/u,
    asks: "2017年土耳其展会有多少家企业参展？",
    figure: "92家杭州企业",
    goesOn: "那2016年的成交额呢？",
    more: /185/u,
    changesTo: { tag: "en", name: "English", greeting: "Welcome" },
  },
  {
    language: "ar",
    script: /\p{sc=Arabic}/u,
    asks: "كم عدد الشركات التي شاركت في معرض تركيا عام 2017؟",
    figure: "92",
    goesOn: "وكم عدد المشترين؟",
    more: /15,000/u,
    changesTo: { tag: "fr", name: "Français", greeting: "Bienvenue" },
  },
] as const;

describe.each(MODES)("Telegram by %s", (mode) => {
  let world: TelegramService;

  beforeAll(async () => {
    world = await startTelegramService(mode);
  });

  afterAll(async () => {
    expect(await world.close()).toEqual({ violations: [], breaches: [] });
  });

  const hears = async (person: Person): Promise<Shown> => {
    const [message] = await person.hears(1, TIMEOUT);
    if (message === undefined) throw new Error("nothing was heard");
    return message;
  };

  test.each(SPEAKERS)(
    "a person who speaks $language asks, opens a source, asks on and changes the language",
    async (speaker) => {
      const person = world.telegram.person({ first_name: "Lin", language_code: speaker.language });
      person.startsWith();
      expect((await hears(person)).text).toMatch(speaker.script);

      person.says(speaker.asks);
      const answer = await hears(person);
      expect(answer.text).toContain(speaker.figure);
      expect(answer.text).toContain("[1]");
      expect(answer.buttons[0]).toContain("1");

      expect(await person.presses(answer, "1").toast(TIMEOUT)).toMatchObject({ isAlert: false });
      const source = await hears(person);
      expect(source.text).toContain(speaker.figure);
      expect(source.entities.map(({ type }) => type)).toContain("blockquote");

      person.says(speaker.goesOn);
      expect((await hears(person)).text).toMatch(speaker.more);

      person.says("/language");
      expect((await hears(person)).buttons.flat()).toContain(speaker.changesTo.name);
      person.presses(speaker.changesTo.name);
      expect((await hears(person)).text).toContain(speaker.changesTo.name);
      person.says("/start");
      expect((await hears(person)).text).toContain(speaker.changesTo.greeting);
    },
  );

  test("menus, commands and descriptions speak the language of the reader", async () => {
    const menuOf = (code: string) => world.telegram.person({ language_code: code }).menu();
    await expect.poll(() => world.telegram.ledger.count("setMyShortDescription"), TIMEOUT).toBe(13);
    expect(menuOf("zh").find(({ command }) => command === "ask")?.description).toMatch(/\p{sc=Han}/u);
    expect(menuOf("ar").find(({ command }) => command === "help")?.description).toMatch(/\p{sc=Arabic}/u);
    expect(menuOf("it").find(({ command }) => command === "ask")?.description).toMatch(/[a-z]/u);
    const published = world.telegram.ledger.count("setMyCommands");
    await world.service().stop();
    await world.start();
    const person = world.telegram.person({ language_code: "en" });
    person.startsWith();
    await hears(person);
    expect(world.telegram.ledger.count("setMyCommands")).toBe(published);
  });

  test("a sign of life is shown before the answer, and a deep link is understood", async () => {
    const before = world.telegram.ledger.count("sendChatAction");
    const person = world.telegram.person({ language_code: "tr" });
    person.startsWith("booth_turkey-2027_A-101");
    expect((await hears(person)).text).toContain("A-101 numaralı stant boş");
    person.says("Türkiye fuarına 2017'de kaç şirket katıldı?");
    expect((await hears(person)).text).toContain("92");
    expect(world.telegram.ledger.count("sendChatAction")).toBeGreaterThan(before);
  });

  test("an edited question is answered again; files, stickers and a shared number are answered too", async () => {
    const person = world.telegram.person({ language_code: "en" });
    const asked = person.says("What does a haircut cost in Reykjavik?");
    await hears(person);
    person.edits(asked, SPEAKERS[0].asks);
    expect((await hears(person)).text).toContain(SPEAKERS[0].figure);
    person.sendsDocument({ name: "prices.pdf", size: 1_000 });
    expect((await hears(person)).text).toContain("files");
    person.sendsPhoto({ caption: SPEAKERS[0].asks });
    expect((await hears(person)).text).toContain(SPEAKERS[0].figure);
    person.sendsContact("+8613800138000");
    expect((await hears(person)).text).toContain("phone number");
    person.sends({ sticker: { file_id: "s", emoji: "👍" } });
    expect((await hears(person)).text).toContain("write your question");
  });

  test("in a group it answers where it is spoken to, to the message itself, and keeps private matters private", async () => {
    const { telegram } = world;
    const group = telegram.group({ forum: true });
    const [ana, ben] = [telegram.person({ language_code: "en" }), telegram.person({ language_code: "en" })];
    group.addsBot(ana);
    const topic = group.opensTopic("Questions", ana);
    const seat = ana.in(topic);
    const asked = seat.says(`@${telegram.bot.username} ${SPEAKERS[0].asks}`);
    const [answer] = await seat.hears(1, TIMEOUT);
    expect(answer?.text).toContain(SPEAKERS[0].figure);
    expect([answer?.replyTo, answer?.topic]).toEqual([asked.id, topic.topic]);
    ana.in(group).says("What a nice day", {});
    seat.says("/status");
    const [notice] = await seat
      .hears((message) => message.text.includes("between you and me"), TIMEOUT)
      .then((one) => [one]);
    expect(notice?.buttons.flat()).toEqual(["Open the private chat"]);
    ben.startsWith();
    await hears(ben);
    ben.in(topic).says("/status");
    await ben.hears((message) => message.text.includes("nothing open"), TIMEOUT);
    expect(group.shown().filter(({ isFromBot }) => isFromBot)).toHaveLength(2);
  });

  test("a question in any chat is answered beside the text field", async () => {
    const person = world.telegram.person({ language_code: "zh" });
    const typed = person.types(SPEAKERS[1].asks);
    const { results } = await typed.results(TIMEOUT);
    expect(JSON.stringify(results)).toContain(SPEAKERS[1].figure);
    const sent = await typed.chooses(String(results[0]?.id));
    expect(sent.text).toContain(SPEAKERS[1].figure);
  });

  test("somebody who blocks the bot is left alone, and is welcome again", async () => {
    const person = world.telegram.person({ language_code: "en" });
    person.startsWith();
    await hears(person);
    person.blocks();
    await world.telegram.settled();
    person.startsWith();
    expect((await hears(person)).text).toContain("Welcome");
  });

  test.runIf(mode === "webhook")("the webhook lets nobody in without the secret", async () => {
    const post = (secret: string | null, body: string) =>
      fetch(world.webhookUrl, {
        method: "POST",
        body,
        headers: {
          "Content-Type": "application/json",
          ...(secret === null ? {} : { "X-Telegram-Bot-Api-Secret-Token": secret }),
        },
      }).then(({ status }) => status);
    expect(await Promise.all([post(null, "{}"), post("", "{}"), post(`${WEBHOOK_SECRET}x`, "{}")])).toEqual([
      401, 401, 401,
    ]);
    expect(await post(WEBHOOK_SECRET, "not json")).toBe(400);
    expect(await post(WEBHOOK_SECRET, JSON.stringify({ strange: true }))).toBe(200);
    expect(await post(WEBHOOK_SECRET, "x".repeat(2_000_000))).toBe(413);
  });
});
