import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startScene } from "./caller.ts";

let scene: Awaited<ReturnType<typeof startScene>>;
beforeAll(async () => {
  scene = await startScene({ specification: undefined });
});
afterAll(() => scene.discord.stop());

const path = () => `/applications/${scene.discord.bot.id}/commands`;
const put = (commands: unknown) => scene.call<{ id: string; name: string }[]>("PUT", path(), commands);
const command = (fields: object = {}) => ({ name: "ask", description: "Asks", ...fields });
const text = (fields: object = {}) => ({ type: 3, name: "q", description: "d", ...fields });

async function violating(...commands: object[]): Promise<string> {
  scene.discord.ledger.violations.length = 0;
  expect((await put(commands)).body.code).toBe(50_035);
  return scene.discord.violations[0]?.complaint ?? "";
}

describe("commands", () => {
  it("are replaced as a whole, and keep their ids by name", async () => {
    const first = await put([command(), command({ name: "help" })]);
    const second = await put([command({ description: "Asks more" })]);
    expect(second.body[0]?.id).toBe(first.body[0]?.id);
    expect((await scene.call<object[]>("GET", path())).body).toMatchObject([{ name: "ask", description: "Asks more" }]);
  });

  it("are made, changed and removed one by one", async () => {
    await put([]);
    const made = await scene.call("POST", path(), command());
    expect(made.status).toBe(201);
    expect((await scene.call("POST", path(), command())).status).toBe(200);
    const own = `${path()}/${made.body.id}`;
    expect((await scene.call("PATCH", own, { description: "Other" })).body).toMatchObject({
      description: "Other",
      name: "ask",
    });
    expect((await scene.call("DELETE", own)).status).toBe(204);
    expect((await scene.call("GET", own)).body.code).toBe(10_063);
  });

  it("of a guild stand beside those for everywhere, and go first", async () => {
    await put([command()]);
    const guildPath = `/applications/${scene.discord.bot.id}/guilds/${scene.guild.id}/commands`;
    const own = await scene.call<{ guild_id: string }[]>("PUT", guildPath, [command({ description: "Here" })]);
    expect(own.body).toMatchObject([{ guild_id: scene.guild.id }]);
    expect(scene.discord.commands(null)).toHaveLength(1);
    const elsewhere = `/applications/${scene.discord.bot.id}/guilds/5/commands`;
    expect((await scene.call("GET", elsewhere)).body.code).toBe(50_001);
    await scene.call("PUT", guildPath, []);
  });

  it.each(["ask", "ask-me_2", "提问", "ถาม", "पूछो", "l'aide", "ı"])("take the name %s", async (name) => {
    expect((await put([command({ name })])).status).toBe(200);
  });

  it.each(["Ask", "ask me", "", "x".repeat(33), "ask!", "İ", "Спросить"])("refuse the name %j", async (name) => {
    expect(await violating(command({ name }))).toContain("[0].name ");
    if (name !== "")
      expect(await violating(command({ name_localizations: { ru: name } }))).toContain("name_localizations.ru");
  });

  it.each([
    ["no description", command({ description: undefined }), "description BASE_TYPE_REQUIRED"],
    ["a long description", command({ description: "x".repeat(101) }), "Must be between 1 and 100"],
    ["a locale without a region", command({ name_localizations: { zh: "x" } }), "zh BASE_TYPE_CHOICES"],
    ["Arabic, which no client has", command({ description_localizations: { ar: "x" } }), "ar BASE_TYPE_CHOICES"],
    ["26 options", command({ options: Array.from({ length: 26 }, (_, n) => text({ name: `q${n}` })) }), "25 or fewer"],
    ["an option twice", command({ options: [text(), text()] }), "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS"],
    [
      "a needed option after another",
      command({ options: [text(), text({ name: "r", required: true })] }),
      "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID",
    ],
    [
      "26 choices",
      command({
        options: [text({ choices: Array.from({ length: 26 }, (_, n) => ({ name: `${n}`, value: `${n}` })) })],
      }),
      "25 or fewer",
    ],
    [
      "a choice of another type",
      command({ options: [text({ type: 4, choices: [{ name: "a", value: "a" }] })] }),
      "not int",
    ],
    [
      "choices and autocomplete",
      command({ options: [text({ autocomplete: true, choices: [{ name: "a", value: "a" }] })] }),
      "STAND_IN_AUTOCOMPLETE",
    ],
    ["autocomplete of a switch", command({ options: [text({ type: 5, autocomplete: true })] }), "STAND_IN_CHOICES"],
    ["an unknown type of option", command({ options: [text({ type: 12 })] }), "type BASE_TYPE_CHOICES"],
    [
      "a sub-command beside an option",
      command({ options: [text({ type: 1 }), text({ name: "r" })] }),
      "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID",
    ],
    [
      "a group in a group",
      command({ options: [text({ type: 2, options: [text({ type: 2, name: "g", options: [] })] })] }),
      "STAND_IN_NESTING",
    ],
    [
      "more than 8,000 characters",
      command({
        options: Array.from({ length: 25 }, (_, n) =>
          text({
            name: `q${n}`,
            choices: Array.from({ length: 25 }, (_, m) => ({ name: `${m}`, value: `${m}${"v".repeat(20)}` })),
          }),
        ),
      }),
      "APPLICATION_COMMAND_TOO_LARGE",
    ],
  ])("refuse %s", async (_name, one, words) => {
    expect(await violating(one)).toContain(words);
  });

  it("have names of their own, of which there are at most 100", async () => {
    expect(await violating(command(), command())).toContain("[1] APPLICATION_COMMANDS_DUPLICATE_NAME");
    expect((await put([command(), { name: "ask", type: 2 }])).status).toBe(200);
    expect(await violating(...Array.from({ length: 101 }, (_, n) => command({ name: `c${n}` })))).toContain(
      "100 or fewer",
    );
  });
});
