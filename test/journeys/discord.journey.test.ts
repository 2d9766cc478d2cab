import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type DiscordService, startDiscordService } from "../support/discord-service.ts";
import type { Guild } from "../support/fake-discord/people/guild.ts";
import { runCommand } from "../support/service.ts";

const TIMEOUT = { timeout: 15_000 };

describe("Discord", () => {
  let world: DiscordService;
  let guild: Guild;

  beforeAll(async () => {
    world = await startDiscordService();
    guild = world.discord.guild({ name: "Expo" });
  });

  afterAll(async () => {
    expect(await world.close()).toEqual({ violations: [], breaches: [] });
  });

  test("commands have names, descriptions and options in the reader's language", () => {
    const commands = world.discord.commands(null);
    expect(commands.map(({ name }) => name)).toEqual([
      ...["start", "help", "ask", "status", "company", "expo", "booth"],
      ...["reminders", "language", "cancel", "privacy", "stop"],
    ]);
    const ask = commands.find(({ name }) => name === "ask");
    expect(ask?.name_localizations).toMatchObject({ tr: "sor", ja: "質問", "zh-TW": "提問", hi: "पूछें", th: "ถาม" });
    expect(ask?.description_localizations?.ru).toMatch(/\p{sc=Cyrillic}/u);
    const [question] = ask?.options ?? [];
    expect(question).toMatchObject({ name: "question", required: true, autocomplete: true });
    expect(question?.name_localizations).toMatchObject({ tr: "soru", pl: "pytanie" });
    const languages = commands.find(({ name }) => name === "language")?.options[0]?.choices?.map(({ name }) => name);
    expect(languages).toContain("العربية");
    expect(languages).toHaveLength(13);
  });

  test("a Turkish reader asks by /sor in a server, and opens the citation in a list", async () => {
    const ece = world.discord.person({ name: "Ece", locale: "tr" }).in(guild.general);
    const use = ece.runs("/sor", { question: "Türkiye fuarına 2017'de kaç şirket katıldı?" });
    const { acknowledgedAfter } = await use.acknowledged(TIMEOUT);
    expect(acknowledgedAfter).toBeLessThan(1_500);
    const answer = await use.answer(TIMEOUT);
    expect(answer.text).toContain("92");
    expect(answer.text).toContain("[1]");
    expect(answer.isEphemeral).toBe(false);
    const [sources] = answer.selects;
    expect(sources?.placeholder).toBe("Bir kaynak açın");
    const source = await ece.picks(sources?.options[0] ?? "").answer(TIMEOUT);
    expect(source.text).toContain("92");
    expect(source.text).toMatch(/^> /mu);
    expect(source.message.flags & 4).toBe(4);
  });

  test("while a question is typed, its answer stands beside it", async () => {
    const lin = world.discord.person({ locale: "zh-CN" }).in(guild.general);
    const typed = lin.types("/ask", "question", "2017年土耳其展会有多少家企业参展？");
    const [choice] = await typed.choices(TIMEOUT);
    expect(choice?.name).toContain("92");
    const answer = await lin.runs("/提问", { question: String(choice?.value) }).answer(TIMEOUT);
    expect(answer.text).toContain("92家杭州企业");
  });

  test("the language is chosen in chat, also one that Discord does not have", async () => {
    const noor = world.discord.person({ locale: "en-US" });
    const chosen = await noor.runs("/language", { language: "العربية" }).answer(TIMEOUT);
    expect(chosen.text).toMatch(/\p{sc=Arabic}/u);
    expect((await noor.runs("/help").answer(TIMEOUT)).text).toMatch(/\p{sc=Arabic}/u);
    const offered = await noor.runs("/language").answer(TIMEOUT);
    expect(offered.selects[0]?.options).toContain("Türkçe");
    expect((await noor.picks("Türkçe").answer(TIMEOUT)).text).toContain("Türkçe");
  });

  test("/cancel ends what is half done, in direct messages and in a server", async () => {
    const person = world.discord.person({ locale: "de" });
    expect((await person.runs("/abbrechen").answer(TIMEOUT)).text).toContain("nichts");
    const here = await person.in(guild.general).runs("/cancel").answer(TIMEOUT);
    expect([here.isEphemeral, here.text.includes("nichts")]).toEqual([true, true]);
  });

  test("a person asks in a server, hands the question to staff unseen, fills in a form, and is told the answer", async () => {
    const ann = world.discord.person({ name: "Ann", locale: "en-GB" });
    const seat = ann.in(guild.general);
    const asked = await seat.runs("/ask", { question: "What does a haircut cost in Reykjavik?" }).answer(TIMEOUT);
    expect(asked.isEphemeral).toBe(false);
    const filed = await seat.presses("Ask a person").answer(TIMEOUT);
    expect([filed.isEphemeral, /Q-\d+/u.test(filed.text)]).toEqual([true, true]);
    const form = await seat.presses("Add details").modal(TIMEOUT);
    expect(form.fields.map(({ customId, isRequired }) => [customId, isRequired])).toEqual([
      ["topic", true],
      ["details", false],
    ]);
    const saved = await seat
      .fills({ topic: "Tax and customs", details: "For silk **weavers** @everyone" })
      .answer(TIMEOUT);
    expect([saved.isEphemeral, saved.text.includes("saved with question")]).toEqual([true, true]);
    const status = await seat.runs("/status").answer(TIMEOUT);
    expect([status.isEphemeral, status.text.includes("haircut")]).toEqual([true, true]);
    const number = /Q-\d+/u.exec(filed.text)?.[0] ?? "";
    const words = "In Reykjavik a haircut costs 61 euros, as the embassy tells us.";
    const { code, err } = await runCommand(["cases", "answer", number, words, "--home", world.home]);
    expect([code, err]).toEqual([0, ""]);
    const told = await seat.hears(({ text }) => text.includes("61 euros"), TIMEOUT);
    expect(told.isEphemeral).toBe(false);
  });

  test("in a server it hears only who mentions it, and answers to the message; what is private goes aside", async () => {
    const ben = world.discord.person({ name: "Ben" });
    const seat = ben.in(guild.channel("questions"));
    seat.says("What a nice day");
    const asked = seat.says(`<@${world.discord.bot.id}> How many companies took part in the 2017 expo in Turkey?`);
    const [answer] = await seat.hears(1, TIMEOUT);
    expect([answer?.replyTo, answer?.text.includes("92 Hangzhou companies")]).toEqual([asked.id, true]);
    seat.says(`<@${world.discord.bot.id}> /status`);
    await ben.hears(({ text }) => text.includes("nothing open") || text.includes("no questions"), TIMEOUT);
    expect(seat.shown().filter(({ isFromBot }) => isFromBot)).toHaveLength(1);
  });

  test("an edited question is answered again, a file is not read, and a sign of life is shown", async () => {
    const person = world.discord.person();
    const asked = person.says("What does a haircut cost in Reykjavik?");
    await person.hears(1, TIMEOUT);
    person.edits(asked, "How many companies took part in the 2017 expo in Turkey?");
    await person.hears(({ text }) => text.includes("92 Hangzhou companies"), TIMEOUT);
    person.says("", { files: [{ name: "prices.pdf", bytes: Buffer.from("x") }] });
    await person.hears(({ text }) => text.includes("files"), TIMEOUT);
    expect(world.discord.ledger.count("trigger_typing_indicator")).toBeGreaterThan(0);
  });

  test("after a restart the session goes on, nothing is registered again, and what was said meanwhile is answered", async () => {
    const person = world.discord.person();
    person.says("hello");
    await person.hears(1, TIMEOUT);
    const before = world.discord.ledger.count("bulk_set_application_commands");
    await world.service().stop();
    person.says("How many companies took part in the 2017 expo in Turkey?");
    await world.start();
    const [answer] = await person.hears(1, TIMEOUT);
    expect(answer?.text).toContain("92 Hangzhou companies");
    expect(world.discord.ledger.count("bulk_set_application_commands")).toBe(before);
    expect(world.discord.ledger.gateway.filter(({ kind }) => kind === "identify")).toHaveLength(1);
  });

  test("a network that resets connections costs no message: the session goes on each time", async () => {
    const people = Array.from({ length: 12 }, () => world.discord.person());
    world.discord.faults.set([
      { kind: "reset after", rate: 0.3, methods: ["dispatch"] },
      { kind: "reset before", rate: 0.4, methods: ["connect"] },
    ]);
    for (const person of people) {
      person.says("hello");
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    world.discord.faults.set([]);
    for (const person of people) await person.hears(1, TIMEOUT);
    const kinds = world.discord.ledger.gateway.map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === "identify")).toHaveLength(1);
    expect(kinds.filter((kind) => kind === "resumed").length).toBeGreaterThan(2);
  });
});
