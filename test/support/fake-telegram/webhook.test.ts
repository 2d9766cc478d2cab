import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { startScene } from "./caller.ts";

type Got = { readonly secret: string | undefined; readonly text: string; readonly chat: number };
type Answer = { readonly status?: number; readonly body?: object; readonly afterMs?: number };

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function start(options?: Parameters<typeof startScene>[0]) {
  const scene = await startScene(options);
  closing.push(scene.telegram.stop);
  return scene;
}

/** A bot's own server: `answer` decides what becomes of an update. */
async function startBot(answer: (got: Got, count: number) => Answer = () => ({})) {
  const got: Got[] = [];
  let busy = 0;
  const peak = { connections: 0 };
  const server = createServer(async (request, response) => {
    busy += 1;
    peak.connections = Math.max(peak.connections, busy);
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { message } = JSON.parse(Buffer.concat(chunks).toString("utf8"));
    const secret = request.headers["x-telegram-bot-api-secret-token"];
    const one = { secret: secret?.toString(), text: message.text, chat: message.chat.id };
    got.push(one);
    const { status = 200, body, afterMs = 0 } = answer(one, got.length);
    await new Promise((resolve) => setTimeout(resolve, afterMs));
    busy -= 1;
    response.writeHead(status, { "Content-Type": "application/json" });
    response.end(body === undefined ? "" : JSON.stringify(body));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`, got, peak };
}

describe("the webhook", () => {
  it("pushes what waits and what comes, with the secret, and confirms it", async () => {
    const { telegram, call, lin } = await start();
    const bot = await startBot();
    await call("setWebhook", { url: bot.url, secret_token: "s3cret_-" });
    lin.says("hello");
    await telegram.settled();
    expect(bot.got).toEqual([
      { secret: "s3cret_-", text: "/start", chat: lin.chatId },
      { secret: "s3cret_-", text: "hello", chat: lin.chatId },
    ]);
    expect((await call("getWebhookInfo")).result).toEqual({
      url: bot.url,
      has_custom_certificate: false,
      pending_update_count: 0,
      max_connections: 40,
    });
  });

  it("repeats what failed, holds back the later ones of that chat, and goes on with the others", async () => {
    const { telegram, call, lin } = await start({ webhook: { retryMs: () => 60 } });
    const max = telegram.person({ first_name: "Max" });
    const bot = await startBot(({ text }, count) => ({ status: text === "/start" && count < 6 ? 500 : 200 }));
    await call("setWebhook", { url: bot.url });
    lin.says("second");
    max.says("other");
    await telegram.settled();
    const mine = bot.got.filter(({ chat }) => chat === lin.chatId).map(({ text }) => text);
    expect(mine.slice(-2)).toEqual(["/start", "second"]);
    expect(mine.filter((text) => text === "/start").length).toBeGreaterThan(2);
    expect(bot.got.findIndex(({ text }) => text === "other")).toBeLessThan(3);
    const info = (await call("getWebhookInfo")).result;
    expect(info).toMatchObject({
      last_error_message: "Wrong response from the webhook: 500 Internal Server Error",
      last_error_date: expect.any(Number),
    });
  });

  it("waits longer after each failure", async () => {
    const { telegram, call } = await start({ webhook: { retryMs: (attempt) => 40 * 2 ** attempt } });
    const times: number[] = [];
    const bot = await startBot((_got, count) => {
      times.push(performance.now());
      return { status: count < 3 ? 500 : 200 };
    });
    await call("setWebhook", { url: bot.url });
    await telegram.settled();
    const [first = 0, second = 0, third = 0] = times;
    expect(second - first).toBeGreaterThan(38);
    expect(third - second).toBeGreaterThan(78);
  });

  it("gives an update up after so many failures", async () => {
    const { telegram, call } = await start({ webhook: { attempts: 3, retryMs: () => 1 } });
    const bot = await startBot(() => ({ status: 403 }));
    await call("setWebhook", { url: bot.url });
    await telegram.settled();
    expect(bot.got).toHaveLength(3);
    expect(telegram.ledger.updates[0]?.fate).toBe("given up");
  });

  it("notices a slow bot and a missing one", async () => {
    const { telegram, call } = await start({ webhook: { attempts: 1, timeoutMs: 30 } });
    const bot = await startBot(() => ({ afterMs: 200 }));
    await call("setWebhook", { url: bot.url });
    await telegram.settled();
    expect((await call("getWebhookInfo")).result).toMatchObject({ last_error_message: "Read timeout expired" });
    telegram.person().says("hi");
    await call("setWebhook", { url: "http://127.0.0.1:9/hook" });
    await telegram.settled();
    expect((await call("getWebhookInfo")).result).toMatchObject({ last_error_message: "Connection refused" });
  });

  it("opens at most max_connections at a time, and one per chat", async () => {
    const { telegram, call } = await start();
    const bot = await startBot(() => ({ afterMs: 5 }));
    const people = Array.from({ length: 12 }, () => telegram.person());
    await call("setWebhook", { url: bot.url, max_connections: 3 });
    for (const person of people) for (const n of [1, 2, 3]) person.says(String(n));
    await telegram.settled();
    expect(bot.peak.connections).toBeGreaterThan(1);
    expect(bot.peak.connections).toBeLessThanOrEqual(3);
    for (const { chatId } of people)
      expect(bot.got.filter(({ chat }) => chat === chatId).map(({ text }) => text)).toEqual(["1", "2", "3"]);
  });

  it.each(["execute", "ignore"] as const)("can %s a method in the answer", async (replies) => {
    const { telegram, call, lin } = await start({ webhook: { replies } });
    const bot = await startBot(({ chat }) => ({
      body: { method: "sendMessage", chat_id: chat, text: "from the answer" },
    }));
    await call("setWebhook", { url: bot.url });
    await telegram.settled();
    if (replies === "execute") expect((await lin.hears())[0]?.text).toBe("from the answer");
    else expect(telegram.ledger.count("sendMessage")).toBe(0);
  });

  it("excludes getUpdates, and ends one that is under way", async () => {
    const { telegram, call } = await start();
    const bot = await startBot();
    const updates = await call<readonly { update_id: number }[]>("getUpdates");
    const polling = call("getUpdates", { offset: (updates.result[0]?.update_id ?? 0) + 1, timeout: 10 });
    await new Promise((resolve) => setTimeout(resolve, 50));
    await call("setWebhook", { url: bot.url });
    expect((await polling).description).toBe("Conflict: terminated by setWebhook request");
    expect(await call("getUpdates")).toMatchObject({
      error_code: 409,
      description:
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
    });
    await call("deleteWebhook");
    telegram.person().says("to be polled");
    expect((await call<readonly unknown[]>("getUpdates")).result).toHaveLength(1);
    expect(bot.got).toEqual([]);
  });

  it("drops what waits only where that is asked for", async () => {
    const { telegram, call } = await start();
    await call("deleteWebhook");
    expect(telegram.waiting()).toBe(1);
    await call("deleteWebhook", { drop_pending_updates: true });
    expect(telegram.ledger.updates[0]?.fate).toBe("dropped");
  });

  it.each([
    ["http://bot.example/hook", {}, "Bad Request: bad webhook: An HTTPS URL must be provided for webhook"],
    [
      "https://bot.example:8444/",
      {},
      "Bad Request: bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443",
    ],
    ["https://bot.example/", { secret_token: "a b" }, "Bad Request: secret token contains unallowed characters"],
  ])("refuses %s with %j", async (url, more, description) => {
    const { call } = await start();
    expect(await call("setWebhook", { url, ...more })).toMatchObject({ error_code: 400, description });
  });

  it("reaches a public address where the test says it is", async () => {
    const bot = await startBot();
    const { telegram, call } = await start({ webhook: { target: () => bot.url } });
    await call("setWebhook", { url: "https://desk.example/telegram" });
    await telegram.settled();
    expect(bot.got).toHaveLength(1);
  });
});
