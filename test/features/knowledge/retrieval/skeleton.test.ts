import { describe, expect, test } from "vitest";
import {
  foreignSkeletons,
  nameSkeletons,
  skeletonOf,
  skeletonsOf,
} from "../../../../src/features/knowledge/retrieval/skeleton.ts";

describe("a name sounds alike in every script", () => {
  test.each([
    ["Glolinker", "Глолинкер"],
    ["Glolinker", "ग्लोलिंकर"],
    ["Kuwait", "Кувейт"],
    ["Marmara", "मरमरा"],
  ])("%s and %s", (one, other) => {
    expect(skeletonOf(one)).not.toBe("");
    expect(skeletonOf(other)).toBe(skeletonOf(one));
  });

  test.each([
    ["Marmara", "マルマラ"],
    ["Lazada", "ラザダ"],
    ["Amazon", "アマゾン"],
  ])("in Japanese too, which has one sound for l and r: %s and %s", (one, other) => {
    expect(skeletonsOf(other)).toContain(skeletonOf(one));
  });
});

describe("names of another sound stay apart", () => {
  test.each([
    ["Glolinker", "Гринленд"],
    ["Hangzhou", "Шанхай"],
    ["PingPong", "Тбилиси"],
  ])("%s and %s", (one, other) => {
    expect(skeletonOf(one)).not.toBe(skeletonOf(other));
  });
});

test("so few consonants that any word has them tell no name", () => {
  expect([skeletonOf("Anna"), skeletonOf("IOSS"), skeletonsOf("да"), skeletonOf("")]).toEqual(["", "", [], ""]);
});

describe("skeletons are taken", () => {
  test("of the capitalised words of a document in Latin letters", () => {
    expect(nameSkeletons("the warehouses of Glolinker in x")).toEqual([`~${skeletonOf("Glolinker")}`]);
    expect(nameSkeletons("all in small letters, and 一二三")).toEqual([]);
  });

  test("of the words of a question in other letters", () => {
    expect(foreignSkeletons("Где склады Глолинкер?")).toContain(`~${skeletonOf("Glolinker")}`);
    expect(foreignSkeletons("Where is Glolinker?")).toEqual([]);
  });

  test("so that both hold the same token, which no word is", () => {
    const named = nameSkeletons("Glolinker opened.");
    expect(foreignSkeletons("ग्लोलिंकर के गोदाम")).toEqual(expect.arrayContaining(named));
    expect(named[0]).toMatch(/^~/u);
  });
});
