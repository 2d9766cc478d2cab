import { afterEach, describe, expect, it } from "vitest";
import { createCaller, startScene } from "./caller.ts";
import { createFaults, type FaultRule } from "./faults.ts";

let scene: Awaited<ReturnType<typeof startScene>>;
afterEach(() => scene.telegram.stop());

const send = () => scene.call("sendMessage", { chat_id: scene.lin.chatId, text: "x" });

describe("faults", () => {
  it("answers 429 and 500 in Telegram's envelope, and 502 as a proxy's page", async () => {
    scene = await startScene();
    const { faults, ledger, url, token } = scene.telegram;
    faults.next("sendMessage", { kind: "429", retryAfter: 3 });
    expect(await send()).toMatchObject({ error_code: 429, parameters: { retry_after: 3 } });
    faults.next("getMe", { kind: "500" });
    expect(await scene.call("getMe")).toEqual({ ok: false, error_code: 500, description: "Internal Server Error" });
    faults.next("getMe", { kind: "502" });
    const page = await fetch(`${url}/bot${token}/getMe`);
    expect([page.status, await page.text()]).toEqual([502, expect.stringContaining("502 Bad Gateway")]);
    expect(ledger.requests.map(({ fault }) => fault)).toEqual(["429", "500", "502"]);
    expect(scene.lin.shown()).toHaveLength(1);
  });

  it("breaks the connection before the work, or after it", async () => {
    scene = await startScene();
    const { faults, ledger } = scene.telegram;
    faults.next("sendMessage", { kind: "reset before" });
    await expect(send()).rejects.toThrow();
    expect(scene.lin.shown()).toHaveLength(1);
    faults.next("sendMessage", { kind: "reset after" });
    await expect(send()).rejects.toThrow();
    expect(scene.lin.shown()).toHaveLength(2);
    expect(ledger.requests.map(({ outcome, code }) => [outcome, code])).toEqual([
      ["reset", 0],
      ["lost", 200],
    ]);
    expect((await send()).ok).toBe(true);
  });

  it("loses no update when the answer of getUpdates is lost", async () => {
    scene = await startScene({ faults: [{ kind: "reset after", rate: 0.5, methods: ["getUpdates"] }], seed: 3 });
    for (let n = 0; n < 30; n++) scene.lin.says(`n ${n}`);
    const seen = new Set<number>();
    for (let offset = 0; scene.telegram.waiting() > 0; ) {
      const answer = await scene.call<{ update_id: number }[]>("getUpdates", { offset, limit: 3 }).catch(() => null);
      for (const { update_id } of answer?.result ?? []) seen.add(update_id);
      offset = Math.max(offset, ...[...seen].map((id) => id + 1));
    }
    expect(seen.size).toBe(31);
    expect(scene.telegram.ledger.requests.some(({ outcome }) => outcome === "lost")).toBe(true);
  });

  it("delays in the stand-in's time", async () => {
    scene = await startScene({ timeScale: 10 });
    scene.telegram.faults.next("getMe", { kind: "delay", ms: 1_000 });
    const start = performance.now();
    expect((await scene.call("getMe")).ok).toBe(true);
    expect(performance.now() - start).toBeGreaterThan(90);
  });

  it("cuts a download in the middle", async () => {
    scene = await startScene();
    const { telegram, call, lin } = scene;
    const { document } = lin.sendsDocument({ name: "a.txt", bytes: Buffer.alloc(100_000, "x") });
    const file = await call<{ file_path: string }>("getFile", { file_id: document?.fileId });
    telegram.faults.next("file", { kind: "reset after" });
    const address = `${telegram.url}/file/bot${telegram.token}/${file.result.file_path}`;
    await expect(fetch(address).then((response) => response.arrayBuffer())).rejects.toThrow();
    expect((await (await fetch(address)).arrayBuffer()).byteLength).toBe(100_000);
  });
});

describe("the dice", () => {
  const rules: readonly FaultRule[] = [
    { kind: "500", rate: 0.2 },
    { kind: "reset after", rate: 0.1, methods: ["sendMessage"] },
  ];
  const fates = (seed: number, method: string, noise = 0) => {
    const faults = createFaults(seed, rules);
    return Array.from({ length: 300 }, () => {
      for (let n = 0; n < noise; n++) faults.draw("getUpdates");
      return faults.draw(method)?.kind ?? "";
    });
  };

  it("fall alike for the same seed, whatever other methods do in between", () => {
    expect(fates(7, "sendMessage", 3)).toEqual(fates(7, "sendMessage"));
    expect(fates(8, "sendMessage")).not.toEqual(fates(7, "sendMessage"));
  });

  it("hit about as often as the rate says, and only the methods named", () => {
    const hits = (kind: string, method: string) => fates(7, method).filter((fate) => fate === kind).length;
    expect(hits("500", "sendMessage")).toBeGreaterThan(35);
    expect(hits("500", "sendMessage")).toBeLessThan(85);
    expect(hits("reset after", "sendMessage")).toBeGreaterThan(10);
    expect(hits("reset after", "getMe")).toBe(0);
  });

  it("can be loaded anew while the bot runs", async () => {
    scene = await startScene();
    scene.telegram.faults.set([{ kind: "500", rate: 1 }]);
    expect((await createCaller(scene.telegram)("getMe")).error_code).toBe(500);
    scene.telegram.faults.set([]);
    expect((await scene.call("getMe")).ok).toBe(true);
  });
});
