import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type DiscordService, startDiscordService } from "../support/discord-service.ts";
import type { Guild } from "../support/fake-discord/people/guild.ts";
import type { Person } from "../support/fake-discord/people/person.ts";
import type { Seat } from "../support/fake-discord/people/seat.ts";
import { runCommand } from "../support/service.ts";

const TIMEOUT = { timeout: 15_000 };

const ASKERS = [
  { locale: "tr", question: "Reykjavik'te saç kesimi ne kadar?", answer: "A haircut costs 61 euros." },
  { locale: "zh-CN", question: "哥本哈根的自行车停车费是多少？", answer: "在哥本哈根停自行车不收费。" },
] as const;

describe("staff on Discord", () => {
  let world: DiscordService;
  let guild: Guild;
  let helper: Person;
  let room: Seat;

  beforeAll(async () => {
    world = await startDiscordService();
    guild = world.discord.guild({ name: "Desk" });
    helper = world.discord.person({ name: "Sue" });
    room = helper.in(guild.channel("questions"));
  });

  afterAll(async () => {
    expect(await world.close()).toEqual({ violations: [], breaches: [] });
  });

  test("an invitation makes an account staff, and an admin names the room", async () => {
    const invited = await runCommand(["staff", "invite", "sue@example.org", "--role", "admin", "--home", world.home]);
    const command = /\/start \S+/u.exec(invited.out)?.[0] ?? "";
    helper.says(command);
    expect((await helper.hears(1, TIMEOUT))[0]?.text).toContain("sue@example.org");
    room.says(`<@${world.discord.bot.id}> /staff here`);
    expect((await room.hears(1, TIMEOUT))[0]?.text).toContain("room of staff");
  });

  test.each(ASKERS)(
    "a question in $locale gets a thread, is claimed, answered by a reply, and its asker is told",
    async ({ locale, question, answer }) => {
      const asker = world.discord.person({ locale });
      asker.says(question);
      const [unknown] = await asker.hears(1, TIMEOUT);
      const [label] = unknown?.buttons.flat() ?? [];
      if (label !== undefined) await asker.presses(label).answer(TIMEOUT);
      const find = () => room.shown().findLast(({ isFromBot, text }) => isFromBot && text.includes(question));
      await expect.poll(find, TIMEOUT).toBeDefined();
      await expect.poll(() => find()?.message.thread, TIMEOUT).toMatchObject({ name: expect.stringContaining("Q-") });
      const card = find();
      if (card === undefined) throw new Error(room.transcript());

      // Somebody who is not staff presses in vain, and nothing is left behind.
      const stranger = world.discord.person().in({ channelId: room.channelId });
      await stranger.presses(card, "Claim").acknowledged(TIMEOUT);
      await room.presses(card, "Claim").acknowledged(TIMEOUT);
      await expect.poll(() => room.shown().find(({ id }) => id === card.id)?.text, TIMEOUT).toContain("sue@example");
      await expect.poll(() => asker.shown().at(-1)?.text, TIMEOUT).toMatch(/<t:\d+:f>/u);

      const before = asker.shown().length;
      room.says(answer, { replyTo: card });
      await expect.poll(() => asker.shown().length, TIMEOUT).toBeGreaterThan(before);
      expect(asker.shown().at(-1)?.text).toContain(answer.slice(0, 10));
      // What is said about it stands in the thread that began at the card.
      const thread = helper.in({ channelId: card.id });
      await expect.poll(() => thread.shown().filter(({ isFromBot }) => isFromBot).length, TIMEOUT).toBeGreaterThan(0);
      await expect.poll(() => room.shown().some(({ isLoading }) => isLoading), TIMEOUT).toBe(false);
      await thread.presses("Make it a note").acknowledged(TIMEOUT);
      await thread.hears(({ text }) => /draft/iu.test(text), TIMEOUT);
    },
  );
});
