import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startScene } from "./caller.ts";
import { startFakeDiscord } from "./fake-discord.ts";

const SPECIFICATION = process.env.DISCORD_SPECIFICATION;

it("is named by the stand-in, or known to be missing", async () => {
  const bare = await startFakeDiscord({ specification: "/nowhere/discord.json" });
  expect(bare.specification).toBeNull();
  await bare.stop();
});

describe.skipIf(SPECIFICATION === undefined)(
  "the rules of the specification (skipped where DISCORD_SPECIFICATION names no file)",
  () => {
    let scene: Awaited<ReturnType<typeof startScene>>;
    beforeAll(async () => {
      scene = await startScene();
    });
    afterAll(() => scene.discord.stop());
    beforeEach(() => {
      scene.discord.ledger.violations.length = 0;
    });

    const send = (body: object) => scene.call("POST", `${scene.channel}/messages`, body);
    const button = (fields: object = {}) => ({ type: 2, style: 1, label: "A", custom_id: "a", ...fields });
    const withButton = (fields: object) => ({ content: "t", components: [{ type: 1, components: [button(fields)] }] });

    it("has a version", () => {
      expect(scene.discord.specification).toBe("Discord HTTP API (Preview) 10");
    });

    it.each([
      ["an unknown field", { content: "t", text: "x" }, "text STAND_IN_UNKNOWN_FIELD"],
      [
        "an unknown field deep inside",
        withButton({ colour: 1 }),
        "components[0].components[0].colour STAND_IN_UNKNOWN_FIELD",
      ],
      ["a field of another type", { content: 5 }, "content STAND_IN_TYPE 5 is not of type string or null"],
      ["a list for a text", { content: ["t"] }, "content STAND_IN_TYPE"],
      [
        "an unknown kind of component",
        { content: "t", components: [{ type: 99 }] },
        "components[0].type UNION_TYPE_CHOICES",
      ],
      ["a style that is none", withButton({ style: 77 }), "components[0].components[0].style"],
      [
        "a label that is too long",
        withButton({ label: "x".repeat(81) }),
        "label BASE_TYPE_MAX_LENGTH Must be 80 or fewer",
      ],
      ["a missing field", { content: "t", attachments: [{ filename: "a" }] }, "attachments[0].id BASE_TYPE_REQUIRED"],
      ["a colour out of range", { embeds: [{ title: "t", color: -1 }] }, "embeds[0].color NUMBER_TYPE_MIN"],
      ["an id that is none", { content: "t", message_reference: { message_id: "x" } }, "message_reference.message_id"],
    ])("refuse %s", async (_name, body, words) => {
      expect((await send(body)).body.code).toBe(50_035);
      expect(scene.discord.violations[0]?.complaint).toContain(words);
    });

    it("count code points", async () => {
      expect((await send(withButton({ label: "🎪".repeat(80) }))).status).toBe(200);
    });

    it("leave to the stand-in's own what they do not have", async () => {
      const rows = Array.from({ length: 6 }, (_, n) => ({ type: 1, components: [button({ custom_id: `${n}` })] }));
      for (const body of [{ content: "x".repeat(2_001) }, { content: "t", components: rows }]) {
        expect((await send(body)).body.code).toBe(50_035);
        expect(scene.discord.violations.at(-1)?.complaint).toContain("or fewer in length.");
      }
    });

    it("forgive fields that say nothing, ids as numbers, and large numbers as texts", async () => {
      expect((await send({ content: "t", applied_tags: null, unknown: false })).status).toBe(200);
      const path = `/applications/${scene.discord.bot.id}/commands`;
      const command = { name: "a", description: "d", default_member_permissions: "8" };
      expect((await scene.call("PUT", path, [command])).status).toBe(200);
      expect(scene.discord.violations).toEqual([]);
    });
  },
);
