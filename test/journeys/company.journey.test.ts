import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type DiscordDesk, startDiscordDesk } from "../support/discord-desk.ts";

const TIMEOUT = { timeout: 10_000 };

/** The same dossier that Telegram asks field by field. */
describe("the dossier of a company on Discord", () => {
  let world: DiscordDesk;

  beforeAll(async () => {
    world = await startDiscordDesk({});
  });

  afterAll(async () => {
    await world.close();
    expect([world.discord.violations, world.discord.breaches]).toEqual([[], []]);
  });

  test.each(["direct", "server"] as const)(
    "is filled in by two modals, and mended where it is wrong (%s)",
    async (where) => {
      const person = world.discord.person();
      const seat = where === "direct" ? person : person.in(world.discord.guild().general);
      await seat.runs("/company").answer(TIMEOUT);
      const first = await seat.presses("In mainland China").modal(TIMEOUT);
      expect(first.fields.map(({ customId }) => customId)).toEqual([
        "name",
        "code",
        "englishName",
        "category",
        "website",
      ]);
      const code = where === "direct" ? "9144030071526726XG" : "914403001922038216";
      const company = { name: "Shenzhen Lamps Ltd", category: "Furniture and lighting" };
      const wrong = await seat.fills({ ...company, code: `${code.slice(0, -1)}0` }).answer(TIMEOUT);
      expect(wrong.text).toContain(`check digit should be ${code.slice(-1)}`);
      const again = await seat.presses("Fill in again").modal(TIMEOUT);
      expect(again.fields[0]).toMatchObject({ customId: "code" });
      await seat.fills({ code, category: "Furniture and lighting", contact: "Lin" }).answer(TIMEOUT);
      await seat.presses("Go on (6 of 8)").modal(TIMEOUT);
      const saved = await seat.fills({ phone: "138 0013 8000", email: "lin@example.com" }).answer(TIMEOUT);
      expect(saved.text).toContain("are saved");
      const shown = await seat.runs("/company").answer(TIMEOUT);
      expect(JSON.stringify(shown)).toContain("Shenzhen Lamps Ltd");
      expect(JSON.stringify(shown)).not.toContain("lin@example.com");
    },
  );
});
