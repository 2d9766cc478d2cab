import { afterEach, describe, expect, it } from "vitest";
import { connect } from "./bare-gateway.ts";
import { startScene } from "./caller.ts";

let scene: Awaited<ReturnType<typeof startScene>>;
afterEach(() => scene.discord.stop());

const send = (nonce?: string) =>
  scene.call("POST", `${scene.channel}/messages`, { content: "x", ...(nonce && { nonce, enforce_nonce: true }) });

describe("faults", () => {
  it("answer 429 and 500 as Discord does, and 502 as a proxy's page", async () => {
    scene = await startScene();
    const { faults, ledger } = scene.discord;
    faults.next("create_message", { kind: "429", retryAfter: 0.5 });
    expect(await send()).toMatchObject({ status: 429, body: { retry_after: 0.5, global: false } });
    faults.next("create_message", { kind: "500" });
    expect(await send()).toMatchObject({ status: 500, body: { message: "500: Internal Server Error", code: 0 } });
    faults.next("get_gateway", { kind: "502" });
    const page = await fetch(`${scene.discord.api}/v10/gateway`);
    expect([page.status, await page.text()]).toEqual([502, expect.stringContaining("502 Bad Gateway")]);
    expect(ledger.requests.map(({ fault, status }) => [fault, status])).toEqual([
      ["429", 429],
      ["500", 500],
      ["502", 502],
    ]);
    expect(scene.seat.shown()).toHaveLength(0);
  });

  it("break the connection before the work, or after it, where only a nonce tells", async () => {
    scene = await startScene();
    const { faults, ledger } = scene.discord;
    faults.next("create_message", { kind: "reset before" });
    await expect(send("n")).rejects.toThrow();
    expect(scene.seat.shown()).toHaveLength(0);
    faults.next("create_message", { kind: "reset after" });
    await expect(send("n")).rejects.toThrow();
    expect((await send("n")).status).toBe(200);
    expect(scene.seat.shown()).toHaveLength(1);
    expect(ledger.of("create_message").map(({ outcome, status }) => [outcome, status])).toEqual([
      ["reset", 0],
      ["lost", 200],
      ["ok", 200],
    ]);
  });

  it("fall by seed and share", async () => {
    const fates = async (seed: number) => {
      scene = await startScene({ seed, faults: [{ kind: "500", rate: 0.3, methods: ["create_message"] }] });
      const statuses: number[] = [];
      for (let n = 0; n < 40; n++) statuses.push((await send()).status);
      await scene.discord.stop();
      return statuses;
    };
    const [one, again, other] = [await fates(1), await fates(1), await fates(2)];
    expect(again).toEqual(one);
    expect(other).not.toEqual(one);
    const hits = one.filter((status) => status === 500).length;
    expect(hits).toBeGreaterThan(4);
    expect(hits).toBeLessThan(22);
    scene = await startScene();
  });

  it("make a share of the interactions void from the start", async () => {
    scene = await startScene({ voidShare: 0.3 });
    await scene.call("PUT", `/applications/${scene.discord.bot.id}/commands`, [{ name: "a", description: "d" }]);
    const codes: unknown[] = [];
    for (let n = 0; n < 30; n++) {
      const { id, token } = scene.seat.runs("/a").interaction;
      codes.push((await scene.call("POST", `/interactions/${id}/${token}/callback`, { type: 5 })).body?.code);
    }
    const lost = codes.filter((code) => code === 10_062).length;
    expect(lost).toBeGreaterThan(2);
    expect(lost).toBeLessThan(20);
    expect(scene.discord.interactions.filter(({ fate }) => fate === "void")).toHaveLength(lost);
  });

  it("cut a download in the middle", async () => {
    scene = await startScene();
    const [file] = scene.seat.says("", { files: [{ name: "a.txt", bytes: Buffer.alloc(200_000, "x") }] }).files;
    scene.discord.faults.next("file", { kind: "reset after" });
    const load = async () => (await (await fetch(file?.url ?? "")).arrayBuffer()).byteLength;
    await expect(load()).rejects.toThrow();
    expect(await load()).toBe(200_000);
  });

  it("turn a connection to the gateway away, or break it around an event", async () => {
    scene = await startScene({ starts: { maxConcurrency: 16 } });
    const { faults, gateway } = scene.discord;
    faults.next("connect", { kind: "500" });
    await expect(connect(scene.discord)).rejects.toThrow("503");
    const bot = await connect(scene.discord);
    bot.identify();
    const { d, s = 0 } = await bot.next("GUILD_CREATE");
    const session = String((await bot.next("READY")).d.session_id);
    faults.next("dispatch", { kind: "reset before" });
    scene.lin.says("one");
    expect(await bot.closed).toBe(1_006);
    expect(d.name).toBe("Expo");
    const next = await connect(scene.discord);
    faults.next("dispatch", { kind: "reset after" });
    next.resume(session, s);
    expect((await next.next("MESSAGE_CREATE")).d.content).toBe("one");
    await next.closed;
    await next.next("RESUMED");
    expect(gateway.connections()).toBe(0);
  });
});
