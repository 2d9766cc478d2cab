import { afterEach, describe, expect, it } from "vitest";
import { type BareGateway, connect } from "./bare-gateway.ts";
import { startScene } from "./caller.ts";
import type { FakeDiscordOptions } from "./fake-discord.ts";

let scene: Awaited<ReturnType<typeof startScene>>;
let clock: number;
afterEach(() => scene.discord.stop());

async function start(options: FakeDiscordOptions = {}): Promise<void> {
  clock = Date.now();
  scene = await startScene({ now: () => clock, starts: { maxConcurrency: 16 }, ...options });
}

async function logIn(more: Record<string, unknown> = {}): Promise<{ bot: BareGateway; session: string }> {
  const bot = await connect(scene.discord);
  bot.identify(more);
  return { bot, session: String((await bot.next("READY")).d.session_id) };
}

const names = ({ received }: BareGateway) => received.filter(({ op }) => op === 0).map(({ t }) => t);
const texts = ({ received }: BareGateway) =>
  received.filter(({ t }) => t === "MESSAGE_CREATE").map(({ d }) => d.content);
describe("a session", () => {
  it("begins with HELLO, IDENTIFY, READY and the guilds, in numbered events", async () => {
    await start();
    const { bot, session } = await logIn();
    expect((await bot.next(10)).d).toEqual({ heartbeat_interval: 41_250 });
    await bot.next("GUILD_CREATE");
    expect((await bot.next("READY")).d).toMatchObject({
      v: 10,
      user: { id: scene.discord.bot.id, bot: true },
      resume_gateway_url: expect.stringMatching(/^ws:\/\/127\.0\.0\.1:\d+\/gateway$/u),
      guilds: [{ id: scene.guild.id, unavailable: true }],
      application: { id: scene.discord.bot.id },
      shard: [0, 1],
    });
    expect(bot.received.filter(({ op }) => op === 0).map(({ s, t }) => [s, t])).toEqual([
      [1, "READY"],
      [2, "GUILD_CREATE"],
    ]);
    expect(session).toMatch(/^[0-9a-f]{32}$/u);
    scene.discord.guild({ name: "New" });
    await expect.poll(() => names(bot)).toEqual(["READY", "GUILD_CREATE", "GUILD_CREATE"]);
  });

  it("answers heartbeats, and closes on a bot that sends none", async () => {
    await start({ gateway: { heartbeatMs: 60 } });
    const { bot } = await logIn();
    bot.send(1, null);
    await bot.next(11);
    expect(await bot.closed).toBe(4_000);
    expect(scene.discord.sessions()).toBe(1);
  });

  it("tells of messages as far as the bot may read them", async () => {
    await start();
    const { bot } = await logIn();
    scene.lin.says("in private");
    scene.seat.says("in passing", { files: [{ name: "a.txt", bytes: Buffer.from("a") }] });
    scene.seat.says(`<@${scene.discord.bot.id}> hello`);
    await scene.call("POST", `${scene.channel}/messages`, { content: "its own" });
    const own = await scene.seat.hears(({ text }) => text === "its own");
    scene.seat.says("an answer", { replyTo: own });
    scene.lin.in(scene.guild.channel("hidden", "none")).says(`<@${scene.discord.bot.id}> unseen`);
    const seen = ["in private", "", `<@${scene.discord.bot.id}> hello`, "its own", "an answer"];
    await expect.poll(() => texts(bot)).toEqual(seen);
    const [, passing] = bot.received.filter(({ t }) => t === "MESSAGE_CREATE");
    expect(passing?.d).toMatchObject({ attachments: [], guild_id: scene.guild.id, author: { id: scene.lin.user.id } });
  });

  it("tells nothing that the bot did not ask for, but for interactions", async () => {
    await start();
    await scene.call("PUT", `/applications/${scene.discord.bot.id}/commands`, [{ name: "a", description: "d" }]);
    const { bot } = await logIn({ intents: 0 });
    scene.lin.says("hello");
    scene.seat.runs("/a");
    await bot.next("INTERACTION_CREATE");
    expect(names(bot)).toEqual(["READY", "INTERACTION_CREATE"]);
  });

  it("reads all where the content is granted", async () => {
    await start({ gateway: { grantedIntents: 1 << 15 } });
    const { bot } = await logIn({ intents: 1 | (1 << 9) | (1 << 15) });
    scene.seat.says("in passing");
    await expect.poll(() => texts(bot)).toEqual(["in passing"]);
  });

  it("tells of new channels, and when the bot is put out", async () => {
    await start();
    await scene.call("PUT", `/applications/${scene.discord.bot.id}/commands`, [{ name: "a", description: "d" }]);
    const { bot } = await logIn();
    const { channelId } = scene.guild.channel("halls");
    scene.guild.channel("hidden", "none");
    expect((await bot.next("CHANNEL_CREATE")).d).toMatchObject({
      id: channelId,
      name: "halls",
      guild_id: scene.guild.id,
    });
    scene.guild.removesBot();
    expect((await bot.next("GUILD_DELETE")).d).toEqual({ id: scene.guild.id });
    expect((await scene.call("POST", `${scene.channel}/messages`, { content: "x" })).body.code).toBe(50_001);
    expect(() => scene.seat.runs("/a")).toThrow("the bot is not in this guild");
    expect(names(bot)).toEqual(["READY", "GUILD_CREATE", "CHANNEL_CREATE", "GUILD_DELETE"]);
  });

  it("has the threads that were there before", async () => {
    await start();
    const { body } = await scene.call("POST", `${scene.channel}/threads`, { name: "Staff", type: 11 });
    const { bot } = await logIn();
    expect((await bot.next("GUILD_CREATE")).d.threads).toMatchObject([{ id: body.id, name: "Staff" }]);
  });

  it("tells of edits and removals", async () => {
    await start();
    const { bot } = await logIn();
    scene.lin.edits(scene.lin.says("one"), "two");
    const { body } = await scene.call("POST", `${scene.channel}/messages`, { content: "x" });
    await scene.call("DELETE", `${scene.channel}/messages/${body.id}`);
    expect((await bot.next("MESSAGE_UPDATE")).d.content).toBe("two");
    expect((await bot.next("MESSAGE_DELETE")).d).toEqual({
      id: body.id,
      channel_id: scene.guild.general.channelId,
      guild_id: scene.guild.id,
    });
  });
});

describe("a connection is closed", () => {
  it.each([
    ["4013", "unknown intents", { intents: 1 << 30 }],
    ["4014", "a privileged intent", { intents: 1 | (1 << 15) }],
    ["4014", "the members' intent", { intents: 1 << 1 }],
    ["4004", "a wrong token", { token: "wrong" }],
    ["4010", "a shard that is none", { shard: [2, 2] }],
    ["4002", "no properties", { properties: undefined }],
  ])("with %s for %s", async (code, _name, more) => {
    await start();
    const bot = await connect(scene.discord);
    bot.identify(more);
    expect(await bot.closed).toBe(Number(code));
  });

  it("with a code for what comes out of turn", async () => {
    await start();
    const cases: readonly [number, (bot: BareGateway) => void, boolean][] = [
      [4_003, (bot) => bot.send(3, {}), false],
      [4_002, (bot) => bot.sendText("{"), false],
      [4_002, (bot) => bot.send(3, { activities: "x".repeat(4_096) }), true],
      [4_001, (bot) => bot.send(99, {}), true],
      [4_005, (bot) => bot.identify(), true],
      [4_005, (bot) => bot.resume("x", 1), true],
    ];
    for (const [code, act, isLoggedIn] of cases) {
      const bot = isLoggedIn ? (await logIn({ shard: [0, 1] })).bot : await connect(scene.discord);
      act(bot);
      expect(await bot.closed).toBe(code);
      clock += 5_000;
    }
  });

  it("with 4008 for too many payloads in a minute", async () => {
    await start({ gateway: { sendsPerMinute: 10 } });
    const { bot } = await logIn();
    for (let n = 0; n < 10; n++) bot.send(1, null);
    expect(await bot.closed).toBe(4_008);
  });

  it("with 4012 for another version, and not opened for compression", async () => {
    await start();
    expect(await (await connect(scene.discord, "v=9&encoding=json")).closed).toBe(4_012);
    await expect(connect(scene.discord, "v=10&encoding=json&compress=zlib-stream")).rejects.toThrow("501");
    await expect(connect(scene.discord, "v=10&encoding=etf")).rejects.toThrow("501");
    expect(scene.discord.violations).toHaveLength(2);
  });
});

describe("resuming", () => {
  it("brings what was missed, once, in order, and RESUMED", async () => {
    await start();
    const { bot, session } = await logIn();
    const { s: seen = 0 } = await bot.next("GUILD_CREATE");
    scene.lin.says("one");
    await expect.poll(() => texts(bot)).toEqual(["one"]);
    scene.discord.gateway.drop();
    expect(await bot.closed).toBe(1_006);
    scene.lin.says("two");
    scene.lin.says("three");
    const next = await connect(scene.discord);
    next.resume(session, seen + 1);
    await next.next("RESUMED");
    expect(next.received.filter(({ op }) => op === 0).map(({ s, t }) => [s, t])).toEqual([
      [seen + 2, "MESSAGE_CREATE"],
      [seen + 3, "MESSAGE_CREATE"],
      [seen + 4, "RESUMED"],
    ]);
    scene.lin.says("four");
    await expect.poll(() => texts(next)).toEqual(["two", "three", "four"]);
  });

  it("brings again what the bot had but did not keep", async () => {
    await start();
    const { bot, session } = await logIn();
    scene.lin.says("one");
    await expect.poll(() => texts(bot)).toEqual(["one"]);
    bot.send(1, 3);
    await bot.next(11);
    bot.close(4_200);
    await bot.closed;
    const next = await connect(scene.discord);
    next.resume(session, 2);
    await next.next("RESUMED");
    expect(texts(next)).toEqual(["one"]);
  });

  it("is over after a good-bye, after some minutes, or for an unknown session", async () => {
    await start();
    const first = await logIn();
    first.bot.close(1_000);
    await first.bot.closed;
    await expect.poll(() => scene.discord.sessions()).toBe(0);
    clock += 5_000;
    const second = await logIn();
    scene.discord.gateway.drop();
    await second.bot.closed;
    await expect.poll(() => scene.discord.gateway.connections()).toBe(0);
    clock += 200_000;
    for (const session of [first.session, second.session, "unknown"]) {
      const bot = await connect(scene.discord);
      bot.resume(session, 1);
      expect((await bot.next(9)).d).toBe(false);
    }
  });

  it("knows no sequence that was not yet", async () => {
    await start();
    const { bot, session } = await logIn();
    bot.close(4_000);
    await bot.closed;
    const next = await connect(scene.discord);
    next.resume(session, 99);
    expect(await next.closed).toBe(4_007);
  });

  it("takes the session over from a connection that is still there", async () => {
    await start();
    const { bot, session } = await logIn();
    const next = await connect(scene.discord);
    next.resume(session, 2);
    await next.next("RESUMED");
    expect(await bot.closed).toBe(4_000);
    scene.lin.says("hello");
    await expect.poll(() => texts(next)).toEqual(["hello"]);
    expect(scene.discord.sessions()).toBe(1);
  });

  it("is asked for by Discord, or denied", async () => {
    await start();
    const { bot, session } = await logIn();
    scene.discord.gateway.askToReconnect();
    await bot.next(7);
    scene.discord.gateway.invalidate(true);
    expect((await bot.next(9)).d).toBe(true);
    const next = await connect(scene.discord);
    next.resume(session, 2);
    await next.next("RESUMED");
    scene.discord.gateway.invalidate();
    expect((await next.next(9)).d).toBe(false);
    expect(scene.discord.sessions()).toBe(0);
  });
});

describe("starts", () => {
  const limit = async () =>
    (await scene.call<{ session_start_limit: Record<string, number> }>("GET", "/gateway/bot")).body.session_start_limit;

  it("are counted by the day", async () => {
    await start();
    expect(await limit()).toMatchObject({ total: 1_000, remaining: 1_000, max_concurrency: 16 });
    await logIn();
    expect((await limit()).remaining).toBe(999);
    clock += 86_400_001;
    expect((await limit()).remaining).toBe(1_000);
  });

  it("come one at a time in five seconds for each group of shards", async () => {
    await start({ starts: { maxConcurrency: 1 } });
    await logIn();
    const crowded = await connect(scene.discord);
    crowded.identify();
    expect((await crowded.next(9)).d).toBe(false);
    clock += 5_000;
    crowded.identify();
    await crowded.next("READY");
    const kinds = scene.discord.ledger.gateway.map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === "identify")).toHaveLength(3);
  });

  it("that are too many end every session and void the token", async () => {
    await start({ starts: { total: 2, maxConcurrency: 16 } });
    const [one, two] = [await logIn({ shard: [0, 3] }), await logIn({ shard: [1, 3] })];
    const third = await connect(scene.discord);
    third.identify({ shard: [2, 3] });
    expect([await one.bot.closed, await two.bot.closed]).toEqual([4_004, 4_004]);
    expect((await scene.call("GET", "/users/@me")).status).toBe(401);
    const late = await connect(scene.discord);
    late.resume(one.session, 1);
    expect(await late.closed).toBe(4_004);
  });
});

describe("shards", () => {
  it("each have their guilds, and the first has the direct messages", async () => {
    await start();
    const [zero, one] = [4n << 22n, 5n << 22n].map((id) =>
      scene.discord.guild({ id: String(id), name: `Guild ${id}` }),
    );
    const shards = [await logIn({ shard: [0, 2] }), await logIn({ shard: [1, 2] })];
    const ids = ({ received }: BareGateway) => received.filter(({ t }) => t === "GUILD_CREATE").map(({ d }) => d.id);
    await expect.poll(() => ids(shards[0]?.bot as BareGateway)).toContain(zero?.id);
    await expect.poll(() => ids(shards[1]?.bot as BareGateway)).toContain(one?.id);
    expect(ids(shards[0]?.bot as BareGateway)).not.toContain(one?.id);
    scene.lin.says("direct");
    if (one !== undefined) scene.lin.in(one.general).says(`<@${scene.discord.bot.id}> shard 1`);
    await expect.poll(() => texts(shards[0]?.bot as BareGateway)).toEqual(["direct"]);
    await expect.poll(() => texts(shards[1]?.bot as BareGateway)).toEqual([`<@${scene.discord.bot.id}> shard 1`]);
  });
});
