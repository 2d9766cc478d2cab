import { expect, test } from "vitest";
import { createBreather } from "../../src/shared/breather.ts";

test("those who share a breather go on one at a time, and the loop has a turn between two", async () => {
  const breathe = createBreather();
  const seen: string[] = [];
  const work = async (name: string): Promise<void> => {
    for (let turn = 0; turn < 2; turn++) {
      await breathe();
      seen.push(name);
    }
  };
  setImmediate(() => seen.push("the loop"));
  await Promise.all([work("a"), work("b"), work("c")]);
  expect(seen).toEqual(["the loop", "a", "b", "c", "a", "b", "c"]);
});
