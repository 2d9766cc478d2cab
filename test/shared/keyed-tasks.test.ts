import { expect, test } from "vitest";
import { createKeyedTasks } from "../../src/shared/keyed-tasks.ts";

test("a key has one task at a time, and ending it ends nothing else", async () => {
  const ended: string[] = [];
  let nth = 0;
  const tasks = createKeyedTasks(async (key, signal) => {
    nth += 1;
    const name = `${key}${nth}`;
    await new Promise((resolve) => signal.addEventListener("abort", resolve));
    ended.push(name);
  });
  for (const key of ["a", "b", "a"]) tasks.begin(key);
  await Promise.resolve();
  expect(ended).toEqual(["a1"]);
  tasks.end("a");
  tasks.end("unknown");
  await Promise.resolve();
  expect(ended).toEqual(["a1", "a3"]);
  tasks.stop();
  await Promise.resolve();
  expect(ended).toEqual(["a1", "a3", "b2"]);
});
