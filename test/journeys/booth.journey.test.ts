import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { importExpo, readExpoFile } from "../../src/features/expo/index.ts";
import { DAY, later, systemClock } from "../../src/shared/clock.ts";
import { type DiscordDesk, startDiscordDesk } from "../support/discord-desk.ts";
import { booth, expoBytes, hall } from "../support/expo-file.ts";
import type { Person } from "../support/fake-telegram/person.ts";
import type { Shown } from "../support/fake-telegram/shown.ts";
import { creditCode } from "../support/signup-desk.ts";
import { startTelegramDesk, type TelegramDesk } from "../support/telegram-desk.ts";

const TIMEOUT = { timeout: 20_000 };

async function openExpo({ app: { store } }: Pick<TelegramDesk, "app">): Promise<void> {
  const now = systemClock.now();
  const day = (days: number): string => later(now, days * DAY).slice(0, 10);
  const row = Array.from({ length: 40 }, (_, n) => booth(`A-${n + 1}`, 3 * (n % 10), 6 * Math.floor(n / 10)));
  const read = readExpoFile(
    expoBytes({
      ...{ id: "izmir", dates: { from: day(90), until: day(92) }, signup: { opens: day(-1), closes: day(30) } },
      ...{ slots: undefined, halls: [hall("1", row, { width: 40, height: 40 })], rules: { maxPerCompany: 2 } },
    }),
  );
  if (read.kind === "refused") throw new Error(JSON.stringify(read.faults));
  await importExpo(store, read.expo, { actor: { name: "li", role: "admin" }, now });
}

describe("a booth on Telegram", () => {
  let world: TelegramDesk;

  beforeAll(async () => {
    world = await startTelegramDesk();
    await openExpo(world);
  });

  afterAll(async () => {
    await world.settled();
    expect([world.telegram.violations, world.telegram.breaches]).toEqual([[], []]);
    await world.close();
  });

  const withButton = (label: string) => (message: Shown) => message.buttons.flat().includes(label);
  const saying = (words: string) => (message: Shown) => message.text.includes(words);

  test("goes from a link to a number: picture, booths edited in place, dossier, file for the calendar", async () => {
    const lin: Person = world.telegram.person({ language_code: "en" });
    lin.startsWith("expo_izmir");
    lin.presses(await lin.hears(withButton("Take a booth"), TIMEOUT), "Take a booth");
    const booths = await lin.hears(saying("Booths 1 to 20 of 40"), TIMEOUT);
    expect(lin.shown().findLast(({ picture }) => picture !== undefined)?.picture?.width).toBeGreaterThan(1_000);
    lin.presses(booths, "More booths");
    const more = await lin.hears(saying("Booths 21 to 40"), TIMEOUT);
    lin.presses(more, "Back");
    const sizes = await lin.hears(withButton("9 m²"), TIMEOUT);
    lin.presses(sizes, "9 m²");
    const again = await lin.hears(withButton("A-7"), TIMEOUT);
    // All of it is one message, edited in place.
    expect(new Set([booths.id, more.id, sizes.id, again.id]).size).toBe(1);
    lin.presses(again, "A-7");
    await lin.hears(saying("Booth A-7 is held for you"), TIMEOUT);
    lin.presses(await lin.hears(withButton("In mainland China"), TIMEOUT), "In mainland China");
    const answers = [
      ["Company name", "Hangzhou Lamps"],
      ["Unified social credit code", creditCode(7)],
      ["English name", "-"],
    ] as const;
    for (const [question, answer] of answers) {
      await lin.hears(saying(question), TIMEOUT);
      lin.says(answer);
    }
    lin.presses(await lin.hears(withButton("Furniture and lighting"), TIMEOUT), "Furniture and lighting");
    const rest = [
      ["Website", "-"],
      ["Contact person", "Lin"],
      ["Phone", "13800138000"],
      ["Email", "lin@example.com"],
    ] as const;
    for (const [question, answer] of rest) {
      await lin.hears(saying(question), TIMEOUT);
      lin.says(answer);
    }
    lin.presses(await lin.hears(withButton("Save"), TIMEOUT), "Save");
    const summary = await lin.hears(withButton("Confirm"), TIMEOUT);
    expect(summary.text).toContain("Please check: booth A-7");
    lin.presses(summary, "Confirm");
    const booked = await lin.hears(saying("Booth A-7 is yours"), TIMEOUT);
    expect(booked.id).toBe(summary.id);
    expect(booked.text).toMatch(/Its number is TR\d\d-0001/u);
    const file = await lin.hears(({ document }) => document !== undefined, TIMEOUT);
    expect(file.document?.name).toBe("izmir-A-7.ics");
  });
});

describe("a booth on Discord", () => {
  let world: DiscordDesk;

  beforeAll(async () => {
    world = await startDiscordDesk({});
    await openExpo(world);
  });

  afterAll(async () => {
    await world.close();
    expect([world.discord.violations, world.discord.breaches]).toEqual([[], []]);
  });

  test.each(["direct", "server"] as const)(
    "is held from a list, filled in by modals, confirmed, and counted down on the reader's clock (%s)",
    async (where) => {
      const person = world.discord.person();
      const seat = where === "direct" ? person : person.in(world.discord.guild().general);
      const code = where === "direct" ? "A-11" : "A-12";
      await seat.runs("/expo", { name: "izmir" }).answer(TIMEOUT);
      const plan = await seat.presses("Take a booth").answer(TIMEOUT);
      expect(plan.text).toContain("Izmir Trade Days");
      await expect
        .poll(
          () =>
            seat
              .shown()
              .at(-1)
              ?.selects.flatMap(({ options }) => options) ?? [],
          TIMEOUT,
        )
        .toContain(code);
      const held = await seat.picks(code).answer(TIMEOUT);
      expect(held.text).toContain(`Booth ${code} is held for you`);
      expect(held.text).toMatch(/<t:\d+:f> \(<t:\d+:R>\)/u);
      await expect.poll(() => seat.shown().at(-1)?.buttons.flat() ?? [], TIMEOUT).toContain("In mainland China");
      await seat.presses("In mainland China").modal(TIMEOUT);
      const company = { name: "Lamps Ltd", category: "Furniture and lighting" };
      await seat.fills({ ...company, code: creditCode(where === "direct" ? 11 : 12) }).answer(TIMEOUT);
      await seat.presses("Go on (5 of 8)").modal(TIMEOUT);
      await seat.fills({ contact: "Lin", phone: "138 0013 8000", email: "lin@example.com" }).answer(TIMEOUT);
      await expect.poll(() => seat.shown().at(-1)?.buttons.flat() ?? [], TIMEOUT).toContain("Confirm");
      const booked = await seat.presses("Confirm").answer(TIMEOUT);
      expect(booked.text).toContain(`Booth ${code} is yours`);
      await expect
        .poll(() => seat.shown().flatMap(({ files }) => files.map(({ filename }) => filename)), TIMEOUT)
        .toContain(`izmir-${code}.ics`);
    },
  );
});
