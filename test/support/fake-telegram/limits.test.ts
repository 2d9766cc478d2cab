import { afterEach, describe, expect, it } from "vitest";
import { startScene } from "./caller.ts";
import { TELEGRAM_LIMITS } from "./limits.ts";

let scene: Awaited<ReturnType<typeof startScene>>;
let now: number;
afterEach(() => scene.telegram.stop());

const STRICT = { ...TELEGRAM_LIMITS, slackMs: 0 };

async function start(limits: Parameters<typeof startScene>[0] = { limits: STRICT }) {
  now = Date.UTC(2027, 0, 1);
  scene = await startScene({ now: () => now, ...limits });
}

const send = (chat_id: number) => scene.call("sendMessage", { chat_id, text: "x" });
const crowd = (count: number) =>
  Array.from({ length: count }, () => {
    const person = scene.telegram.person();
    person.startsWith();
    return person.chatId;
  });

describe("the sending limits", () => {
  it("take one message a second in a chat, and say how long to wait", async () => {
    await start();
    expect((await send(scene.lin.chatId)).ok).toBe(true);
    now += 999;
    expect(await send(scene.lin.chatId)).toEqual({
      ok: false,
      error_code: 429,
      description: "Too Many Requests: retry after 1",
      parameters: { retry_after: 1 },
    });
    expect(scene.telegram.breaches).toEqual([
      { at: now, method: "sendMessage", scope: "chat", chat: scene.lin.chatId, kind: "over", retryAfter: 1 },
    ]);
    now += 1_000;
    expect((await send(scene.lin.chatId)).ok).toBe(true);
    expect(scene.telegram.violations).toEqual([]);
  });

  it("count a message before retry_after has passed as a breach of its own", async () => {
    await start();
    await send(scene.lin.chatId);
    await send(scene.lin.chatId);
    now += 999;
    expect((await send(scene.lin.chatId)).error_code).toBe(429);
    expect(scene.telegram.breaches.map(({ kind }) => kind)).toEqual(["over", "early"]);
  });

  it("take exactly one message per second for as long as one likes", async () => {
    await start();
    for (let n = 0; n < 20; n++) {
      expect((await send(scene.lin.chatId)).ok).toBe(true);
      now += 1_000;
    }
    expect(scene.telegram.breaches).toEqual([]);
  });

  it("take 30 messages a second in all, in any stretch of a second", async () => {
    await start();
    const chats = crowd(31);
    for (const chat of chats.slice(0, 15)) expect((await send(chat)).ok).toBe(true);
    now += 600;
    for (const chat of chats.slice(15, 30)) expect((await send(chat)).ok).toBe(true);
    now += 300;
    expect((await send(chats[30] ?? 0)).error_code).toBe(429);
    expect(scene.telegram.breaches).toMatchObject([{ scope: "overall", kind: "over" }]);
    expect((await send(scene.lin.chatId)).error_code).toBe(429);
    now += 1_000;
    expect((await send(chats[30] ?? 0)).ok).toBe(true);
  });

  it("take 20 messages a minute in a group, however fast", async () => {
    await start();
    const hall = scene.telegram.group();
    hall.addsBot(scene.lin);
    for (let n = 0; n < 20; n++) expect((await send(hall.chatId)).ok).toBe(true);
    now += 30_000;
    expect(await send(hall.chatId)).toMatchObject({ error_code: 429, parameters: { retry_after: 30 } });
    expect((await send(scene.lin.chatId)).ok).toBe(true);
    now += 30_000;
    expect((await send(hall.chatId)).ok).toBe(true);
  });

  it("allow the burst that a test allows, and count edits where it says so", async () => {
    await start({ limits: { ...STRICT, chat: { n: 3, perMs: 3_000 }, countEdits: true } });
    const chat_id = scene.lin.chatId;
    await send(chat_id);
    await send(chat_id);
    const message_id = 2;
    expect((await scene.call("editMessageText", { chat_id, message_id, text: "y" })).ok).toBe(true);
    expect((await send(chat_id)).error_code).toBe(429);
  });

  it("forgive a little jitter by default", async () => {
    await start({ limits: {} });
    await send(scene.lin.chatId);
    now += 985;
    expect((await send(scene.lin.chatId)).ok).toBe(true);
  });

  it("leave edits, answers and signs of life alone", async () => {
    await start();
    const chat_id = scene.lin.chatId;
    await send(chat_id);
    for (let n = 0; n < 5; n++) await scene.call("sendChatAction", { chat_id, action: "typing" });
    expect((await scene.call("editMessageText", { chat_id, message_id: 2, text: "y" })).ok).toBe(true);
    expect(scene.telegram.breaches).toEqual([]);
  });

  it("close a chat after a 429 that a fault made", async () => {
    await start();
    scene.telegram.faults.next("sendMessage", { kind: "429", retryAfter: 7 });
    expect((await send(scene.lin.chatId)).parameters).toEqual({ retry_after: 7 });
    now += 6_000;
    expect((await send(scene.lin.chatId)).error_code).toBe(429);
    expect(scene.telegram.breaches).toMatchObject([{ kind: "early", retryAfter: 1 }]);
    now += 1_000;
    expect((await send(scene.lin.chatId)).ok).toBe(true);
  });

  it("run quicker with the time of the stand-in", async () => {
    scene = await startScene({ timeScale: 50, limits: {} });
    expect((await send(scene.lin.chatId)).ok).toBe(true);
    await new Promise((resolve) => setTimeout(resolve, 25));
    expect((await send(scene.lin.chatId)).ok).toBe(true);
  });
});
