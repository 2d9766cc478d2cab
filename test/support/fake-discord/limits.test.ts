import { afterEach, describe, expect, it } from "vitest";
import { createCaller, startScene } from "./caller.ts";
import type { Limits } from "./limits.ts";

let scene: Awaited<ReturnType<typeof startScene>>;
let clock: number;
afterEach(() => scene.discord.stop());

async function start(limits: Partial<Limits> = {}): Promise<void> {
  clock = Date.now();
  scene = await startScene({ limits, now: () => clock });
}

const send = (channel = scene.channel) => scene.call("POST", `${channel}/messages`, { content: "x" });
const get = () => scene.call("GET", scene.channel);
const header = (answer: { readonly headers: Headers }, name: string) => answer.headers.get(`x-ratelimit-${name}`);

describe("a route's bucket", () => {
  it("is told in headers", async () => {
    await start();
    const first = await send();
    clock += 2_000;
    const second = await send();
    expect([header(first, "limit"), header(first, "remaining"), header(first, "reset-after")]).toEqual([
      "5",
      "4",
      "5.000",
    ]);
    expect([header(second, "remaining"), header(second, "reset-after")]).toEqual(["3", "3.000"]);
    expect(Number(header(second, "reset"))).toBeCloseTo((clock + 3_000) / 1_000, 2);
    expect(header(first, "bucket")).toMatch(/^[0-9a-f]{32}$/u);
    expect(header(first, "bucket")).toBe(header(second, "bucket"));
    expect(header(await get(), "bucket")).not.toBe(header(first, "bucket"));
  });

  it("refuses what comes too fast, until its window has passed", async () => {
    await start();
    for (let n = 0; n < 5; n++) expect((await send()).status).toBe(200);
    clock += 1_500;
    const over = await send();
    expect([over.status, over.body]).toEqual([
      429,
      { message: "You are being rate limited.", retry_after: 3.5, global: false },
    ]);
    expect([over.headers.get("retry-after"), header(over, "scope"), header(over, "remaining")]).toEqual([
      "4",
      "user",
      "0",
    ]);
    clock += 3_400;
    expect((await send()).status).toBe(429);
    clock += 100;
    expect((await send()).status).toBe(200);
    expect(scene.discord.breaches.map(({ kind, scope, route }) => [kind, scope, route])).toEqual([
      ["over", "user", "create_message"],
      ["early", "user", "create_message"],
    ]);
    expect(scene.seat.shown()).toHaveLength(6);
  });

  it("is of one channel, or one webhook", async () => {
    await start();
    for (let n = 0; n < 5; n++) await send();
    const other = `/channels/${scene.guild.channel("other").channelId}`;
    expect((await send(other)).status).toBe(200);
    expect((await send()).status).toBe(429);
  });
});

describe("the global limit", () => {
  it("is fifty requests in a second, whatever they are", async () => {
    await start({ other: null });
    for (let n = 0; n < 50; n++) expect((await get()).status).toBe(200);
    clock += 400;
    const over = await get();
    expect([over.status, over.body.global, over.body.retry_after]).toEqual([429, true, 0.6]);
    expect([header(over, "global"), header(over, "scope")]).toEqual(["true", "global"]);
    clock += 100;
    expect((await get()).status).toBe(429);
    clock += 500;
    expect((await get()).status).toBe(200);
    expect(scene.discord.breaches.map(({ kind }) => kind)).toEqual(["over", "early"]);
  });

  it("does not bind interactions", async () => {
    await start({ other: null, global: { n: 1, perMs: 60_000 } });
    await get();
    const commands = scene.discord.breaches.length;
    const unknown = await scene.call("POST", "/interactions/1/abc/callback", { type: 5 });
    expect([unknown.body.code, scene.discord.breaches.length]).toEqual([10_062, commands]);
  });
});

describe("a 429 of another cause", () => {
  it("is to be waited for even where there are no limits", async () => {
    clock = Date.now();
    scene = await startScene({ now: () => clock });
    scene.discord.faults.next("create_message", { kind: "429", retryAfter: 2 });
    expect((await send()).body.retry_after).toBe(2);
    clock += 1_999;
    expect((await send()).body.retry_after).toBe(0.001);
    clock += 1;
    expect((await send()).status).toBe(200);
    expect(scene.discord.breaches.map(({ kind }) => kind)).toEqual(["early"]);
  });
});

describe("invalid requests", () => {
  it("are counted, and too many of them ban the address", async () => {
    await start({ invalid: { n: 3, perMs: 600_000 } });
    const stranger = createCaller({ ...scene.discord, token: "wrong" });
    for (let n = 0; n < 3; n++) expect((await stranger("GET", "/users/@me")).status).toBe(401);
    expect(await get()).toMatchObject({ status: 429, body: { message: "error code: 1015" } });
    clock += 600_001;
    expect((await get()).status).toBe(200);
  });
});
