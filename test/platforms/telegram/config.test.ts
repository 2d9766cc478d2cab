import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readConfig } from "../../../src/config.ts";

const TOKEN = "7000000001:AAFakeTelegramTokenForTests_0123456789";
const SECRET = "a-secret-of-the-tests_0123";
const HOOK = { TELEGRAM_WEBHOOK_URL: "https://desk.example.org/telegram", TELEGRAM_WEBHOOK_SECRET: SECRET };

const faultsOf = (environment: Record<string, string>): string => {
  try {
    readConfig(environment);
    return "";
  } catch (error) {
    return String(error);
  }
};

describe("the settings of Telegram", () => {
  test("none is needed, a token alone means long polling, an address and a secret mean a webhook", () => {
    expect(readConfig({}).telegram).toBeNull();
    const apiRoot = "https://api.telegram.org";
    expect(readConfig({ TELEGRAM_BOT_TOKEN: TOKEN }).telegram).toEqual({ token: TOKEN, apiRoot, webhook: null });
    const webhook = { url: HOOK.TELEGRAM_WEBHOOK_URL, secret: SECRET };
    expect(readConfig({ TELEGRAM_BOT_TOKEN: TOKEN, ...HOOK }).telegram).toEqual({ token: TOKEN, apiRoot, webhook });
  });

  test("the token and the secret may stand in files", () => {
    const folder = mkdtempSync(join(tmpdir(), "silkdesk-config-"));
    writeFileSync(join(folder, "token"), `${TOKEN}\n`);
    expect(readConfig({ TELEGRAM_BOT_TOKEN_FILE: join(folder, "token") }).telegram?.token).toBe(TOKEN);
    rmSync(folder, { recursive: true });
  });

  test.each([
    ["a malformed token", { TELEGRAM_BOT_TOKEN: "my-bot" }, "TELEGRAM_BOT_TOKEN"],
    [
      "an address without a secret",
      { TELEGRAM_BOT_TOKEN: TOKEN, TELEGRAM_WEBHOOK_URL: HOOK.TELEGRAM_WEBHOOK_URL },
      "TELEGRAM_WEBHOOK_SECRET",
    ],
    [
      "a secret without an address",
      { TELEGRAM_BOT_TOKEN: TOKEN, TELEGRAM_WEBHOOK_SECRET: SECRET },
      "TELEGRAM_WEBHOOK_URL",
    ],
    ["a webhook without a token", HOOK, "TELEGRAM_BOT_TOKEN"],
    [
      "an address without encryption",
      { TELEGRAM_BOT_TOKEN: TOKEN, ...HOOK, TELEGRAM_WEBHOOK_URL: "http://desk.example.org/telegram" },
      "TELEGRAM_WEBHOOK_URL",
    ],
    [
      "an address of the web chat",
      { TELEGRAM_BOT_TOKEN: TOKEN, ...HOOK, TELEGRAM_WEBHOOK_URL: "https://desk.example.org/chat/events" },
      "TELEGRAM_WEBHOOK_URL",
    ],
    [
      "an address without a path",
      { TELEGRAM_BOT_TOKEN: TOKEN, ...HOOK, TELEGRAM_WEBHOOK_URL: "https://desk.example.org" },
      "TELEGRAM_WEBHOOK_URL",
    ],
    [
      "a guessable secret",
      { TELEGRAM_BOT_TOKEN: TOKEN, ...HOOK, TELEGRAM_WEBHOOK_SECRET: "short" },
      "TELEGRAM_WEBHOOK_SECRET",
    ],
    [
      "an API without encryption",
      { TELEGRAM_BOT_TOKEN: TOKEN, TELEGRAM_API_ROOT: "http://api.example.org" },
      "TELEGRAM_API_ROOT",
    ],
  ])("%s is a fault that names the setting", (_name, environment, setting) => {
    expect(faultsOf(environment)).toMatch(new RegExp(`^AppError: [\\s\\S]*- ${setting}: .*Example: ${setting}=`, "mu"));
  });

  test("a loopback address needs no encryption, and no fault shows a secret", () => {
    const local = {
      TELEGRAM_WEBHOOK_URL: "http://127.0.0.1:3000/telegram",
      TELEGRAM_API_ROOT: "http://localhost:8081",
    };
    expect(faultsOf({ TELEGRAM_BOT_TOKEN: TOKEN, ...HOOK, ...local })).toBe("");
    const secret = "not a token: 12345678901234567890";
    expect(faultsOf({ TELEGRAM_BOT_TOKEN: secret, PORT: "x" })).not.toContain(secret);
  });
});
