import { afterEach, describe, expect, it } from "vitest";
import { startScene } from "./caller.ts";

type Sent = { readonly id: string; readonly content: string; readonly attachments: readonly Attached[] };
type Attached = { readonly id: string; readonly filename: string; readonly url: string; readonly size: number };

let scene: Awaited<ReturnType<typeof startScene>>;
let clock: number;
afterEach(() => scene.discord.stop());

async function start(options: Parameters<typeof startScene>[0] = {}) {
  clock = Date.now();
  scene = await startScene({ now: () => clock, ...options });
}

const send = (body: object, channel = scene.channel) => scene.call<Sent>("POST", `${channel}/messages`, body);
const open = async (person: string) => {
  const { body } = await scene.call<{ id: string }>("POST", "/users/@me/channels", { recipient_id: person });
  return `/channels/${body.id}`;
};

describe("messages of the bot", () => {
  it("are sent, read, listed, changed and removed, and the ledger has their life", async () => {
    await start();
    const { body } = await send({ content: " one " });
    const own = `${scene.channel}/messages/${body.id}`;
    expect(body).toMatchObject({
      content: "one",
      author: { id: scene.discord.bot.id },
      edited_timestamp: null,
      type: 0,
    });
    await send({ content: "two" });
    expect((await scene.call("PATCH", own, { content: "three" })).body).toMatchObject({ content: "three" });
    expect((await scene.call<Sent[]>("GET", `${scene.channel}/messages?limit=1`)).body).toMatchObject([
      { content: "two" },
    ]);
    expect((await scene.call<Sent>("GET", own)).body.content).toBe("three");
    expect(scene.seat.shown().map(({ text, isEdited }) => [text, isEdited])).toEqual([
      ["three", true],
      ["two", false],
    ]);
    expect((await scene.call("DELETE", own)).status).toBe(204);
    expect((await scene.call("GET", own)).body).toEqual({ message: "Unknown Message", code: 10_008 });
    const entry = scene.discord.ledger.messages.get(body.id);
    expect(entry?.changes.map(({ kind, content }) => [kind, content])).toEqual([
      ["created", "one"],
      ["edited", "three"],
      ["deleted", "three"],
    ]);
    expect(scene.discord.violations).toEqual([]);
  });

  it("keep what an edit does not name, and are never left empty", async () => {
    await start();
    const row = { type: 1, components: [{ type: 2, style: 1, label: "A", custom_id: "a" }] };
    const { body } = await send({ content: "one", components: [row] });
    const own = `${scene.channel}/messages/${body.id}`;
    await scene.call("PATCH", own, { content: "two" });
    expect(scene.seat.shown()[0]).toMatchObject({ text: "two", buttons: [["A"]] });
    expect((await scene.call("PATCH", own, { content: "", components: [] })).body.code).toBe(50_006);
    for (const flags of [64, 4_096]) expect((await scene.call("PATCH", own, { flags })).body.code).toBe(50_035);
    expect((await scene.call("PATCH", own, { flags: 4 })).body.flags).toBe(4);
  });

  it("with the same nonce are one, for some minutes and where that is asked", async () => {
    await start();
    const one = await send({ content: "a", nonce: "n", enforce_nonce: true });
    const two = await send({ content: "a", nonce: "n", enforce_nonce: true });
    expect([two.body.id, two.status]).toEqual([one.body.id, 200]);
    expect(scene.discord.ledger.messages.get(one.body.id)?.repeats).toBe(1);
    expect((await send({ content: "a", nonce: "n" })).body.id).not.toBe(one.body.id);
    clock += 400_000;
    expect((await send({ content: "a", nonce: "n", enforce_nonce: true })).body.id).not.toBe(one.body.id);
    expect(scene.seat.shown()).toHaveLength(3);
  });

  it("answer another, unless it is gone", async () => {
    await start();
    const said = scene.seat.says("hello");
    const reply = (id: string, more = {}) => send({ content: "hi", message_reference: { message_id: id, ...more } });
    await reply(said.id);
    expect(scene.seat.shown().at(-1)?.replyTo).toBe(said.id);
    expect((await reply("123")).body.errors).toMatchObject({
      message_reference: { _errors: [{ code: "REPLIES_UNKNOWN_MESSAGE" }] },
    });
    expect((await reply("123", { fail_if_not_exists: false })).status).toBe(200);
    expect(scene.discord.violations).toEqual([]);
  });

  it("name people only as far as allowed_mentions lets them", async () => {
    await start();
    const { id } = scene.lin.user;
    const mentions = async (allowed?: object) =>
      (await send({ content: `<@${id}>`, ...(allowed && { allowed_mentions: allowed }) })).body as unknown as {
        mentions: [];
      };
    expect((await mentions()).mentions).toHaveLength(1);
    expect((await mentions({ parse: [] })).mentions).toHaveLength(0);
    expect((await mentions({ users: [id] })).mentions).toHaveLength(1);
  });

  it("stay others' own", async () => {
    await start();
    const theirs = `${scene.channel}/messages/${scene.seat.says("mine").id}`;
    expect((await scene.call("PATCH", theirs, { content: "x" })).body.code).toBe(50_005);
    expect((await scene.call("DELETE", theirs)).body.code).toBe(50_013);
  });

  it("do not reach unknown, hidden or closed channels", async () => {
    await start();
    const { guild } = scene;
    const at = (channelId: string) => send({ content: "x" }, `/channels/${channelId}`);
    expect((await at("123")).body).toEqual({ message: "Unknown Channel", code: 10_003 });
    expect((await at(guild.channel("hidden", "none").channelId)).body).toEqual({
      message: "Missing Access",
      code: 50_001,
    });
    const news = guild.channel("news", "read");
    expect((await at(news.channelId)).body.code).toBe(50_013);
    guild.setAccess(news, "full");
    expect((await at(news.channelId)).status).toBe(200);
  });
});

describe("direct messages", () => {
  it("go to people whom the bot may write to", async () => {
    await start();
    const channel = await open(scene.lin.user.id);
    expect(await open(scene.lin.user.id)).toBe(channel);
    expect((await send({ content: "hello" }, channel)).status).toBe(200);
    expect(scene.lin.transcript()).toBe("Silkdesk: hello");
    scene.lin.closesDirectMessages();
    const closed = await send({ content: "more" }, channel);
    expect([closed.status, closed.body]).toEqual([403, { message: "Cannot send messages to this user", code: 50_007 }]);
    scene.lin.opensDirectMessages();
    expect((await send({ content: "more" }, channel)).status).toBe(200);
  });

  it("do not go to strangers who share no guild, until they write", async () => {
    await start();
    const ben = scene.discord.person({ name: "Ben" });
    const channel = await open(ben.user.id);
    expect((await send({ content: "x" }, channel)).body.code).toBe(50_278);
    ben.says("hi");
    expect((await send({ content: "x" }, channel)).status).toBe(200);
    const nobody = await scene.call("POST", "/users/@me/channels", { recipient_id: "5" });
    expect(nobody.body.code).toBe(50_035);
  });
});

describe("files", () => {
  const bytes = Buffer.from("a,b\n1,2\n");
  const post = (json: object | undefined, files: { name: string; bytes: Buffer }[]) =>
    scene.call<Sent>("POST", `${scene.channel}/messages`, json, files);
  const get = async (url: string) => {
    const response = await fetch(url);
    return { status: response.status, type: response.headers.get("content-type"), text: await response.text() };
  };

  it("come in a form, and are fetched by signed links that live for a day", async () => {
    await start();
    const json = { content: "a list", attachments: [{ id: 0, description: "the list" }] };
    const { body } = await post(json, [{ name: "my list.csv", bytes }]);
    const [file] = body.attachments;
    expect(file).toMatchObject({ filename: "my_list.csv", size: 8, description: "the list" });
    const url = file?.url ?? "";
    expect(await get(url)).toEqual({ status: 200, type: "text/csv; charset=utf-8", text: "a,b\n1,2\n" });
    expect((await get(url.replace(/hm=\w{4}/u, "hm=0000"))).status).toBe(404);
    expect(scene.discord.bytesOf(file?.id ?? "")).toEqual(bytes);
    clock += 25 * 60 * 60 * 1_000;
    expect((await get(url)).status).toBe(404);
    expect(scene.discord.violations).toEqual([]);
  });

  it("alone are a message, and stay in an edit unless they are left out", async () => {
    await start();
    const { body } = await post(undefined, [{ name: "a.csv", bytes }]);
    const own = `${scene.channel}/messages/${body.id}`;
    const names = (answer: { readonly body: Partial<Sent> }) =>
      answer.body.attachments?.map(({ filename }) => filename);
    expect(names(await scene.call<Sent>("PATCH", own, { content: "x" }))).toEqual(["a.csv"]);
    const kept = { attachments: [{ id: body.attachments[0]?.id }, { id: 0 }] };
    expect(names(await scene.call<Sent>("PATCH", own, kept, [{ name: "b.csv", bytes }]))).toEqual(["a.csv", "b.csv"]);
    const ten = Array.from({ length: 10 }, (_, n) => ({ name: `${n}.csv`, bytes }));
    expect((await scene.call("PATCH", own, {}, ten)).body.code).toBe(50_035);
    expect(names(await scene.call<Sent>("PATCH", own, { content: "x", attachments: [] }))).toEqual([]);
  });

  it("stand in embeds under Discord's own address", async () => {
    await start();
    const json = { embeds: [{ title: "t", image: { url: "attachment://a.png" } }] };
    await post(json, [{ name: "a.png", bytes }]);
    expect(scene.seat.shown()[0]?.embeds[0]?.image?.url).toContain(`${scene.discord.url}/attachments/`);
  });

  it("are refused where they are too large, unnamed or not in a form", async () => {
    await start({ largestFile: 100 });
    expect((await post({}, [{ name: "a.csv", bytes: Buffer.alloc(101) }])).body).toEqual({
      message: "Request entity too large",
      code: 40_005,
    });
    const stray = await post({ content: "t", attachments: [] }, [{ name: "a.csv", bytes }]);
    expect(stray.body.code).toBe(50_035);
    expect(scene.discord.violations).toHaveLength(2);
  });
});

describe("threads and typing", () => {
  it("begin at a message, once, or by themselves", async () => {
    await start();
    const { id } = scene.seat.says("a question");
    const from = `${scene.channel}/messages/${id}/threads`;
    const made = await scene.call("POST", from, { name: "Booth 12" });
    expect([made.status, made.body]).toMatchObject([201, { id, type: 11, name: "Booth 12" }]);
    expect((await scene.call("POST", from, { name: "again" })).body.code).toBe(160_004);
    await send({ content: "in the thread" }, `/channels/${id}`);
    expect(scene.lin.in({ channelId: id }).transcript()).toBe("Silkdesk: in the thread");
    const own = await scene.call("POST", `${scene.channel}/threads`, { name: "Staff", type: 12 });
    expect(own.body).toMatchObject({ type: 12, guild_id: scene.guild.id });
    expect(scene.discord.violations).toEqual([]);
  });

  it("need a name, a known time, and a guild's channel", async () => {
    await start();
    const thread = (body: object, channel = scene.channel) => scene.call("POST", `${channel}/threads`, body);
    expect((await thread({ name: "" })).body.code).toBe(50_035);
    expect((await thread({ name: "x", auto_archive_duration: 5 })).body.code).toBe(50_035);
    expect((await thread({ name: "x", type: 11 }, await open(scene.lin.user.id))).body.code).toBe(50_024);
  });

  it("shows that the bot writes for ten seconds", async () => {
    await start();
    expect((await scene.call("POST", `${scene.channel}/typing`)).status).toBe(204);
    expect(scene.seat.seesWriting()).toBe(true);
    clock += 10_001;
    expect(scene.seat.seesWriting()).toBe(false);
  });
});

describe("the doors", () => {
  const get = async (path: string, headers: Record<string, string> = {}, init: RequestInit = {}) => {
    const response = await fetch(`${scene.discord.url}${path}`, { headers, ...init });
    return [response.status, await response.json()];
  };

  it("ask for the token, and know which paths there are", async () => {
    await start();
    expect(await get("/api/v10/users/@me")).toEqual([401, { message: "401: Unauthorized", code: 0 }]);
    expect(await get("/api/v10/users/@me", { Authorization: "Bot wrong" })).toMatchObject([401, { code: 0 }]);
    expect(scene.discord.violations).toEqual([]);
    const own = { Authorization: `Bot ${scene.discord.token}` };
    expect(await get("/api/v10/users/@me", own)).toMatchObject([200, { id: scene.discord.bot.id, bot: true }]);
    expect(await get("/api/v10/applications/@me", own)).toMatchObject([200, { id: scene.discord.bot.id }]);
    expect(await get("/api/v10/everything", own)).toEqual([404, { message: "404: Not Found", code: 0 }]);
    expect(await get("/api/v9/users/@me", own)).toMatchObject([404, {}]);
    expect(await get("/api/v10/users/@me", own, { method: "PUT" })).toMatchObject([405, {}]);
    expect(scene.discord.violations).toHaveLength(3);
  });

  it("refuse bodies that are not what they say", async () => {
    await start();
    const authorization = { Authorization: `Bot ${scene.discord.token}` };
    const post = (type: string, body: string) =>
      get(`/api/v10${scene.channel}/messages`, { ...authorization, "Content-Type": type }, { method: "POST", body });
    expect(await post("application/json", "{")).toMatchObject([400, { code: 50_109 }]);
    expect(await post("text/plain", "x")).toMatchObject([400, {}]);
    expect(await post("multipart/form-data; boundary=b", "--b\r\nx")).toMatchObject([400, {}]);
    expect(scene.discord.violations).toHaveLength(3);
  });

  it("are those of this machine only", async () => {
    await start();
    expect(scene.discord.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/u);
    const outside = scene.discord.url.replace("127.0.0.1", "127.0.0.2");
    await expect(fetch(`${outside}/api/v10/gateway`)).rejects.toThrow();
  });
});
