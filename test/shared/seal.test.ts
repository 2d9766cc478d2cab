import { expect, test } from "vitest";
import { createSealer } from "../../src/shared/seal.ts";

const first = { current: "the-first-secret-of-the-desk-in-tests", old: [] };
const second = { current: "another-secret-that-replaced-the-first", old: [first.current] };
const sealer = createSealer(first, "test");

test("what is sealed can't be read, is never the same twice, and opens", () => {
  const [one, two] = [sealer.seal("+86 138 0013 8000", "row"), sealer.seal("+86 138 0013 8000", "row")];
  expect(one).not.toBe(two);
  expect(Buffer.from(one.split(".")[3] ?? "", "base64url").toString("latin1")).not.toContain("138");
  expect(sealer.open(one, "row")).toBe("+86 138 0013 8000");
});

test("a replaced secret still opens, and what is sealed anew needs it no more", () => {
  const old = sealer.seal("words", "row");
  const rotated = createSealer(second, "test");
  expect(rotated.open(old, "row")).toBe("words");
  expect(rotated.isCurrent(old)).toBe(false);
  const fresh = rotated.seal("words", "row");
  expect(rotated.isCurrent(fresh)).toBe(true);
  expect(createSealer({ current: second.current, old: [] }, "test").open(fresh, "row")).toBe("words");
});

test("a wrong secret, a key for another purpose, another place, and changed bytes are refused with what to do", () => {
  const sealed = sealer.seal("words", "row");
  const wrong = createSealer({ current: second.current, old: [] }, "test");
  expect(() => wrong.open(sealed, "row")).toThrow(/Set SILKDESK_SECRET_OLD to the secret that was used before/);
  expect(() => wrong.checkKey(sealed)).toThrow(/SILKDESK_SECRET_OLD/);
  expect(() => sealer.checkKey(sealed)).not.toThrow();
  expect(() => createSealer(first, "other").open(sealed, "row")).toThrow(/its secret is not set/);
  expect(() => sealer.open(sealed, "another row")).toThrow(/damaged or was moved/);
  const changed = sealed.slice(0, -2) + (sealed.endsWith("AA") ? "BB" : "AA");
  expect(() => sealer.open(changed, "row")).toThrow(/damaged/);
  for (const hurt of ["", "v1", "v2.a.b.c", sealed.slice(0, 30)])
    expect(() => sealer.open(hurt, "row")).toThrow(/Nothing was changed/);
});
