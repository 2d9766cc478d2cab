import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { createCaller } from "../support/fake-telegram/caller.ts";
import { type FakeTelegram, startFakeTelegram } from "../support/fake-telegram/fake-telegram.ts";
import { type Service, startService } from "../support/service.ts";
import { freePort } from "../support/telegram-service.ts";

let telegram: FakeTelegram;
let service: Service | null = null;
let home = "";

afterEach(async () => {
  await service?.stop();
  await telegram.stop();
  rmSync(home, { recursive: true, force: true });
});

/** Starts the service, and collects what it says on both channels from its first line on. */
async function begin(environment: Record<string, string>): Promise<() => string> {
  home = mkdtempSync(join(tmpdir(), "silkdesk-telegram-"));
  service = await startService(home, {
    TELEGRAM_BOT_TOKEN: telegram.token,
    TELEGRAM_API_ROOT: telegram.url,
    ...environment,
  });
  return service.said;
}

test("a token that Telegram does not know leaves Telegram out, says so, and the web chat goes on", async () => {
  telegram = await startFakeTelegram();
  const token = "7000000002:AAAnotherTokenThatNobodyKnows_0123456789";
  const said = await begin({ TELEGRAM_BOT_TOKEN: token });
  await expect.poll(said).toMatch(/Telegram {3}NOT CONNECTED: .*TELEGRAM_BOT_TOKEN.*@BotFather/u);
  expect(said()).not.toContain(token);
  expect((await fetch(`${service?.url}/`)).status).toBe(200);
  expect((await fetch(`${service?.url}/readyz`)).status).toBe(200);
});

test("a Telegram that can't be reached is tried again, and the web chat does not wait for it", {
  timeout: 60_000,
}, async () => {
  telegram = await startFakeTelegram();
  const said = await begin({ TELEGRAM_API_ROOT: `http://127.0.0.1:${await freePort()}`, LOG_LEVEL: "warn" });
  await expect.poll(said, { timeout: 15_000 }).toMatch(/Telegram {3}connecting/u);
  expect(said()).toContain("trying again");
  expect((await fetch(`${service?.url}/`)).status).toBe(200);
});

test("another program that takes the updates is named in the log, and answering goes on after it", {
  timeout: 60_000,
}, async () => {
  telegram = await startFakeTelegram();
  const said = await begin({});
  const call = createCaller(telegram);
  await expect.poll(() => telegram.ledger.count("getUpdates")).toBeGreaterThan(0);
  await call("getUpdates", { timeout: 0 });
  await expect.poll(said, { timeout: 10_000 }).toContain("another program asks for this bot's updates");
  const lin = telegram.person({ language_code: "en" });
  lin.startsWith();
  expect((await lin.hears(1, { timeout: 15_000 }))[0]?.text).toContain("Welcome");
});

test("a webhook of earlier is taken away for long polling, and what waited is answered", {
  timeout: 60_000,
}, async () => {
  telegram = await startFakeTelegram({ webhook: { retryMs: () => 50, attempts: 10_000 } });
  await createCaller(telegram)("setWebhook", { url: `http://127.0.0.1:${await freePort()}/gone` });
  const lin = telegram.person({ language_code: "en" });
  lin.startsWith();
  await begin({});
  await lin.hears((message) => message.text.includes("Welcome"), { timeout: 20_000 });
});
