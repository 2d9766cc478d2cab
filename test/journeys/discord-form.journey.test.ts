import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Feature } from "../../src/conversation/feature.ts";
import { buttons, openForm, reply, text } from "../../src/conversation/reply.ts";
import { answering } from "../../src/conversation/turn.ts";
import type { Field } from "../../src/message/form.ts";
import { localized, written } from "../../src/message/text.ts";
import { type DiscordDesk, startDiscordDesk } from "../support/discord-desk.ts";

const TIMEOUT = { timeout: 10_000 };
const FIELDS = 13;

const field = (n: number): Field => ({
  name: `field${n}`,
  kind: n === 7 ? "choice" : "text",
  label: written(`Field ${n}`),
  ...(n === 7 ? { options: ["lamps", "silk"].map((value) => ({ value, label: written(value.toUpperCase()) })) } : {}),
  optional: n === 2,
  maxLength: 40,
  parse: (value) =>
    value === "wrong"
      ? { ok: false, reason: written(`Field ${n} is wrong`) }
      : { ok: true, value: value.toLowerCase() },
});

/** A form of three pages, as a feature writes it: it knows no platform. */
function companyFeature(saved: Record<string, string>[]): Feature {
  const form = {
    id: "test.company",
    title: written("Your company, with all that a fair wants to know of it"),
    submit: written("Save"),
    fields: Array.from({ length: FIELDS }, (_, n) => field(n)),
  };
  return {
    name: "test",
    commands: [
      {
        ...{ name: "firm", description: "core.help", response: "new", audience: "private" },
        handle: async () => answering(reply(text(written("Here")), buttons(openForm(written("Open"), form.id)))),
      },
    ],
    forms: [
      {
        form,
        submit: async (_turn, { answers }) => {
          return async () => {
            saved.push({ ...answers });
            return [reply(text(localized("support.detailsSaved", { number: "1" })))];
          };
        },
      },
    ],
  };
}

const page = (...numbers: readonly number[]): Record<string, string> =>
  Object.fromEntries(numbers.map((n) => [`field${n}`, n === 7 ? "SILK" : `Answer ${n}`]));

describe("a form of three pages on Discord", () => {
  const saved: Record<string, string>[] = [];
  let world: DiscordDesk;

  beforeAll(async () => {
    world = await startDiscordDesk({ features: [companyFeature(saved)] });
  });

  afterAll(async () => {
    await world.close();
    expect([world.discord.violations, world.discord.breaches]).toEqual([[], []]);
  });

  test.each(["direct", "server"] as const)("is filled in by modals, page by page (%s)", async (where) => {
    saved.length = 0;
    const person = world.discord.person();
    const seat = where === "direct" ? person : person.in(world.discord.guild().general);
    const isAside = where === "server";
    const opened = await seat.runs("/firm").answer(TIMEOUT);
    expect(opened.isEphemeral).toBe(isAside);

    const first = await seat.presses("Open").modal(TIMEOUT);
    expect(first.title).toMatch(/^Your company.* \(1\/3\)$/u);
    expect(first.fields.map(({ customId }) => customId)).toEqual(Object.keys(page(0, 1, 2, 3, 4)));
    const { field2: _left, ...most } = page(0, 1, 2, 3, 4);
    const kept = await seat.fills(most).answer(TIMEOUT);
    expect([kept.isEphemeral, kept.text]).toEqual([isAside, expect.stringContaining("5 of 13")]);

    // What is wrong on a page is asked again from there, with what was answered.
    await seat.presses("Go on (5 of 13)").modal(TIMEOUT);
    const wrong = await seat.fills({ ...page(5, 6, 7, 8, 9), field8: "wrong" }).answer(TIMEOUT);
    expect(wrong.text).toContain("Field 8 is wrong");
    const again = await seat.presses("Fill in again").modal(TIMEOUT);
    expect(again.fields.map(({ customId, value }) => [customId, value]).slice(0, 3)).toEqual([
      ["field8", "wrong"],
      ["field9", "Answer 9"],
      ["field10", ""],
    ]);
    await seat.fills(page(8, 9, 10, 11, 12)).answer(TIMEOUT);
    const expected = { ...page(...Array.from({ length: FIELDS }, (_, n) => n)), field2: "" };
    expect(saved).toEqual([
      Object.fromEntries(Object.entries(expected).map(([name, answer]) => [name, answer.toLowerCase()])),
    ]);
  });
});
