import { afterEach, describe, expect, it } from "vitest";
import { startScene } from "./caller.ts";
import type { Update } from "./shapes.ts";

let scene: Awaited<ReturnType<typeof startScene>>;
afterEach(() => scene.telegram.stop());

const ids = (updates: readonly Update[]) => updates.map(({ update_id }) => update_id);
const poll = async (params: Record<string, unknown> = {}) => await scene.call<readonly Update[]>("getUpdates", params);

describe("getUpdates", () => {
  it("delivers an update again until a higher offset is asked for", async () => {
    scene = await startScene();
    scene.lin.says("one");
    const first = (await poll()).result;
    expect(first).toHaveLength(2);
    expect((await poll()).result).toEqual(first);
    expect((await poll({ offset: first[0]?.update_id })).result).toEqual(first);
    expect((await poll({ offset: first[1]?.update_id })).result).toEqual([first[1]]);
    expect(scene.telegram.waiting()).toBe(1);
    expect((await poll({ offset: (first[1]?.update_id ?? 0) + 1 })).result).toEqual([]);
    expect(scene.telegram.waiting()).toBe(0);
    expect(scene.telegram.ledger.updates.map(({ fate, deliveries }) => [fate, deliveries])).toEqual([
      ["confirmed", 3],
      ["confirmed", 4],
    ]);
  });

  it("hands out at most `limit` updates, the oldest first", async () => {
    scene = await startScene();
    for (let n = 0; n < 150; n++) scene.lin.says(`n ${n}`);
    expect((await poll()).result).toHaveLength(100);
    const [first, second] = (await poll({ limit: 2 })).result;
    expect((second?.update_id ?? 0) - (first?.update_id ?? 0)).toBe(1);
    expect((await poll({ limit: 101 })).error_code).toBe(400);
  });

  it("forgets all but the last ones with a negative offset", async () => {
    scene = await startScene();
    const last = [1, 2, 3].map((n) => scene.lin.says(`n ${n}`).text).slice(1);
    const { result } = await poll({ offset: -2 });
    expect(result.map((update) => (update.message as { text: string }).text)).toEqual(last);
    expect(scene.telegram.waiting()).toBe(2);
  });

  it("waits for an update, and comes back empty after the timeout", async () => {
    scene = await startScene({ timeScale: 20 });
    const [start] = (await poll()).result;
    const offset = (start?.update_id ?? 0) + 1;
    const waiting = poll({ offset, timeout: 20 });
    setTimeout(() => scene.lin.says("late"), 30);
    expect((await waiting).result).toHaveLength(1);
    expect((await poll({ offset: offset + 1, timeout: 1 })).result).toEqual([]);
  });

  it("ends the first of two polls with a conflict", async () => {
    scene = await startScene();
    const offset = ((await poll()).result[0]?.update_id ?? 0) + 1;
    const first = poll({ offset, timeout: 10 });
    await new Promise((resolve) => setTimeout(resolve, 50));
    const second = poll({ offset, timeout: 10 });
    expect(await first).toMatchObject({
      ok: false,
      error_code: 409,
      description: "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
    });
    scene.lin.says("now");
    expect((await second).result).toHaveLength(1);
  });

  it("lets a bot whose connection broke poll again without a conflict, and loses nothing", async () => {
    scene = await startScene();
    const offset = ((await poll()).result[0]?.update_id ?? 0) + 1;
    const gone = new AbortController();
    const url = `${scene.telegram.url}/bot${scene.telegram.token}/getUpdates?timeout=10&offset=${offset}`;
    const dead = fetch(url, { signal: gone.signal }).catch(() => "dead");
    await new Promise((resolve) => setTimeout(resolve, 50));
    gone.abort();
    expect(await dead).toBe("dead");
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(scene.telegram.ledger.of("getUpdates").at(-1)?.outcome).toBe("lost");
    scene.lin.says("still there");
    expect((await poll({ offset })).result).toHaveLength(1);
    expect(scene.telegram.ledger.requests.filter(({ code }) => code === 409)).toEqual([]);
  });

  it("makes only the kinds that were asked for, and remembers the wish", async () => {
    scene = await startScene();
    await poll({ allowed_updates: ["callback_query"], offset: -1 });
    scene.lin.says("unwanted");
    expect((await poll()).result).toHaveLength(1);
    expect(scene.telegram.ledger.updates.at(-1)?.fate).toBe("unwanted");
    await poll({ allowed_updates: [] });
    scene.lin.says("wanted again");
    expect((await poll()).result).toHaveLength(2);
  });

  it("goes on at a random id, lower ones included, and an offset of the old row confirms nothing of the new one", async () => {
    scene = await startScene();
    const old = (await poll()).result[0]?.update_id ?? 0;
    expect(() => scene.telegram.jumpUpdateIds(5)).toThrow("no update waits");
    await poll({ offset: old + 1 });
    scene.telegram.jumpUpdateIds(5);
    scene.lin.says("after a quiet week");
    expect(ids((await poll({ offset: old + 1 })).result)).toEqual([5]);
    expect(ids((await poll({ offset: old + 1 })).result)).toEqual([5]);
    expect(ids((await poll({ offset: 6 })).result)).toEqual([]);
    scene.telegram.jumpUpdateIds();
    scene.lin.says("and another");
    expect(ids((await poll({ offset: 6 })).result)[0]).toBeGreaterThan(5);
  });

  it("keeps an update for 24 hours", async () => {
    let now = Date.UTC(2027, 0, 1);
    scene = await startScene({ now: () => now });
    now += 24 * 3_600_000 - 1;
    expect((await poll()).result).toHaveLength(1);
    now += 2;
    expect((await poll()).result).toEqual([]);
    expect(scene.telegram.ledger.updates[0]?.fate).toBe("expired");
  });
});
