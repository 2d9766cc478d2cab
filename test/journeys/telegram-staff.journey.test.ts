import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Person } from "../support/fake-telegram/person.ts";
import type { Shown } from "../support/fake-telegram/shown.ts";
import { runCommand } from "../support/service.ts";
import { startTelegramService, type TelegramService } from "../support/telegram-service.ts";

const TIMEOUT = { timeout: 15_000 };

const ASKERS = [
  {
    language: "zh-hans",
    question: "雷克雅未克理发多少钱？",
    answer: "In Reykjavik a haircut costs 61 euros in 2027, as the embassy tells us.",
    asksPerson: "问工作人员",
    frame: /工作人员.*回复|答复|回答/u,
  },
  {
    language: "ar",
    question: "ما لون باب المتحف الوطني في بوغوتا؟",
    answer: "国家博物馆的门是绿色的。",
    asksPerson: "اسأل",
    frame: /\p{sc=Arabic}/u,
  },
  {
    language: "en",
    question: "Which bakery in Reykjavik opens at dawn?",
    answer: "Brauð opens at 6:30.",
    asksPerson: "Ask a person",
    frame: /staff/u,
  },
] as const;

describe("staff on Telegram", () => {
  let world: TelegramService;
  let admin: Person;
  let helper: Person;
  let room: ReturnType<TelegramService["telegram"]["group"]>;

  beforeAll(async () => {
    world = await startTelegramService("polling");
    const { telegram } = world;
    admin = telegram.person({ first_name: "Ada", language_code: "en" });
    helper = telegram.person({ first_name: "Sue", language_code: "en" });
    room = telegram.group({ forum: true });
    room.addsBot(admin);
    room.promotesBot(admin);
    helper.in(room);
  });

  afterAll(async () => {
    expect(await world.close()).toEqual({ violations: [], breaches: [] });
  });

  const hears = async (person: Pick<Person, "hears">): Promise<Shown> => {
    const [message] = await person.hears(1, TIMEOUT);
    if (message === undefined) throw new Error("nothing was heard");
    return message;
  };

  /** The payload of the deep link that `staff invite` prints. */
  const invite = async (email: string, role: string): Promise<string> => {
    const { out } = await runCommand(["staff", "invite", email, "--role", role, "--home", world.home]);
    const link = new RegExp(`https://t\\.me/${world.telegram.bot.username}\\?start=(\\S+)`, "u").exec(out)?.[1];
    if (link === undefined) throw new Error(`no link in: ${out}`);
    return link;
  };

  test("a link makes an account staff, and an admin names the room", async () => {
    const stranger = world.telegram.person({ language_code: "en" });
    stranger.in(room).says("/staff here");
    admin.startsWith(await invite("ada@example.org", "admin"));
    expect((await hears(admin)).text).toContain("ada@example.org");
    helper.startsWith(await invite("sue@example.org", "support"));
    expect((await hears(helper)).text).toContain("sue@example.org");
    const seat = admin.in(room);
    seat.says("/staff here");
    expect((await hears(seat)).text).toContain("room of staff");
    expect(room.shown().filter(({ isFromBot }) => isFromBot)).toHaveLength(1);
  });

  test.each(ASKERS)(
    "a question in $language gets a topic of its own, is claimed, answered there, and its asker is told in their language",
    async ({ language, question, answer, asksPerson, frame }) => {
      const asker = world.telegram.person({ language_code: language });
      asker.startsWith();
      await hears(asker);
      asker.says(question);
      await hears(asker);
      if (
        asker
          .shown()
          .at(-1)
          ?.buttons.flat()
          .some((label) => label.includes(asksPerson)) === true
      ) {
        asker.presses(asksPerson);
        await hears(asker);
      }
      const card = await expect
        .poll(() => room.shown().findLast(({ isFromBot, text }) => isFromBot && text.includes(question)), TIMEOUT)
        .toBeDefined()
        .then(() => room.shown().findLast(({ isFromBot, text }) => isFromBot && text.includes(question)));
      if (card?.topic === undefined) throw new Error(`no topic in:\n${room.transcript()}`);
      const here = { chatId: room.chatId, topic: card.topic };

      // Somebody who is not staff presses in vain.
      const stranger = world.telegram.person({ language_code: "en" }).in(here);
      stranger.presses(card, "Claim");
      await world.telegram.settled({ timeout: 15_000 });

      const seat = helper.in(here);
      seat.presses(card, "Claim");
      await expect
        .poll(() => seat.shown().find(({ id }) => id === card.id)?.text, TIMEOUT)
        .toContain("sue@example.org");
      // The asker hears that a person has it, and by when the answer comes.
      await expect.poll(() => asker.shown().at(-1)?.text, TIMEOUT).toMatch(/\d+:\d+/u);

      // While a person holds it, the bot keeps out of what staff say in the topic.
      seat.says("Who knows somebody there?");
      await world.telegram.settled({ timeout: 15_000 });

      const before = asker.shown().length;
      seat.says(answer, { replyTo: card.id });
      expect((await hears(seat)).text).toContain("1");
      await expect.poll(() => asker.shown().length, TIMEOUT).toBeGreaterThan(before);
      const told = asker.shown().at(-1);
      expect(told?.text).toContain(answer);
      expect(told?.text).toMatch(frame);
      expect(seat.transcript()).not.toContain("I can't");

      seat.presses("Make it a note");
      expect((await hears(seat)).text).toMatch(/draft/iu);
    },
  );
});
