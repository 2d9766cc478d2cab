import { describe, expect, test } from "vitest";
import { readConfig } from "../../../src/config.ts";
import { botIdOf } from "../../../src/platforms/discord/config.ts";

const TOKEN = "MTE4MTIzNDU2Nzg5MDEyMzQ1Ng.GabcDE.not-a-real-token-0123456789";

const faultsOf = (environment: Record<string, string>): string => {
  try {
    readConfig(environment);
    return "";
  } catch (error) {
    return String(error);
  }
};

describe("the settings of Discord", () => {
  test("none is needed, and a token alone is enough", () => {
    expect(readConfig({}).discord).toBeNull();
    const expected = { token: TOKEN, apiRoot: "https://discord.com/api", guildId: null, shards: null };
    expect(readConfig({ DISCORD_BOT_TOKEN: TOKEN }).discord).toEqual(expected);
    const more = { DISCORD_GUILD_ID: "1181234567890123456", DISCORD_SHARDS: "2" };
    expect(readConfig({ DISCORD_BOT_TOKEN: TOKEN, ...more }).discord).toMatchObject({
      ...{ guildId: "1181234567890123456", shards: 2 },
    });
  });

  test.each([
    ["a malformed token", { DISCORD_BOT_TOKEN: "my bot" }, "DISCORD_BOT_TOKEN"],
    ["an address without encryption", { DISCORD_API_ROOT: "http://discord.example/api" }, "DISCORD_API_ROOT"],
    ["a server's name", { DISCORD_GUILD_ID: "expo" }, "DISCORD_GUILD_ID"],
    ["no connection at all", { DISCORD_SHARDS: "0" }, "DISCORD_SHARDS"],
  ])("%s is a fault with an example, and shows no secret", (_name, environment, key) => {
    const faults = faultsOf(environment);
    expect(faults).toContain(`${key}: `);
    expect(faults).toContain(`Example: ${key}=`);
    expect(faults).not.toContain("my bot");
  });

  test("the id of the bot is read from its token", () => {
    expect(botIdOf(TOKEN)).toBe("1181234567890123456");
    expect(botIdOf("no-id-in-here")).toBe("bot");
  });
});
