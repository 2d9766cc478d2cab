import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeShard, encodeShard } from "../../../../src/features/knowledge/retrieval/encode-shard.ts";
import type { Shard } from "../../../../src/features/knowledge/retrieval/shard.ts";
import { findIn, indexed, shardsOf } from "../../../support/index-of.ts";

const [shard] = shardsOf(
  indexed("tea", ["Green tea is taxed at nine percent.", "Black tea is free."], { title: "Tea", heading: "Taxes" }),
  indexed("丝绸", ["丝绸在杭州检验。"], { lang: "zh-Hans", version: 3 }),
);
if (shard === undefined) throw new Error("there is one shard");
const bytes = encodeShard(shard, "make");

describe("a shard that was stored", () => {
  test("comes back as it was", () => {
    expect(decodeShard(bytes, "make")).toEqual(shard);
  });

  test("comes back from a buffer that begins anywhere", () => {
    for (const shift of [1, 3, 4, 8]) {
      const shifted = new Uint8Array(bytes.length + shift);
      shifted.set(bytes, shift);
      expect(decodeShard(shifted.subarray(shift), "make")).toEqual(shard);
    }
  });

  test("is found in as before", () => {
    const back = decodeShard(bytes, "make");
    expect(findIn(back === null ? [] : [back], "green tea")).toEqual(findIn([shard], "green tea"));
  });

  test("of nothing comes back too", () => {
    const [empty] = shardsOf(indexed("e", ["…"]));
    if (empty === undefined) throw new Error("there is one shard");
    expect(decodeShard(encodeShard(empty, "m"), "m")).toEqual(empty);
  });
});

describe("no shard is read", () => {
  test("of another make", () => {
    expect(decodeShard(bytes, "made")).toBeNull();
  });

  test.each([0, 1, 4, 7, 8, 20])("from its first %d bytes", (length) => {
    expect(decodeShard(bytes.slice(0, length), "make")).toBeNull();
  });

  test("from bytes that are cut anywhere", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: bytes.length - 8 }), (length) => {
        expect(decodeShard(bytes.slice(0, length), "make")).toBeNull();
      }),
      { numRuns: 200 },
    );
  });

  test("from bytes that are none", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (some) => {
        expect(decodeShard(some, "make")).toBeNull();
      }),
      { numRuns: 200 },
    );
  });

  test("whose header was changed", () => {
    const headerOf = (shard: Shard) => encodeShard(shard, "make");
    const changed = headerOf(shard);
    changed.set(Buffer.from("9"), Buffer.from(changed).indexOf('"format":1') + '"format":'.length);
    expect(decodeShard(changed, "make")).toBeNull();
  });
});
