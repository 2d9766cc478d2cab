import { describe, expect, test } from "vitest";
import { answersKind, isUnit, mannerOf } from "../../../../src/features/knowledge/question/answers-kind.ts";

describe("a number answers how many", () => {
  test.each([
    ["en", "The expo had 200 exhibitors."],
    ["en", "It has two warehouses."],
    ["en", "Half of the fee is paid."],
    ["zh-Hans", "有三个海外仓。"],
    ["zh-Hans", "占百分之二十，共20个。"],
  ])("%s: %s", (lang, sentence) => {
    expect(answersKind(sentence, "figure", null, lang)).toBe(true);
  });

  test.each([
    ["en", "The expo has many exhibitors."],
    ["en", "The expo was in 2017."],
    ["zh-Hans", "杭州有海外仓。"],
  ])("%s: but not %s", (lang, sentence) => {
    expect(answersKind(sentence, "figure", null, lang)).toBe(false);
  });
});

describe("money answers what it costs", () => {
  test.each(["It costs US$1.85.", "The fee is 300 yuan.", "费用为300元。", "Entry is free of charge.", "展位免费。"])(
    "%s",
    (sentence) => {
      expect(answersKind(sentence, "figure", "money", "en")).toBe(true);
    },
  );

  test.each(["It has 200 exhibitors.", "It opened in 2017.", "20 percent came back."])("but not %s", (sentence) => {
    expect(answersKind(sentence, "figure", "money", "en")).toBe(false);
  });
});

describe("each kind is told from the others", () => {
  test.each([
    ["when", "It opened on 26 April.", "It opened with music."],
    ["when", "It opened in 2017.", "200 came."],
    ["when", "展会于5月开幕。", "展会开幕了。"],
    ["who", "The centre was founded by Gao Jingjun.", "The centre was founded by a lawyer."],
  ] as const)("%s: %s, not %s", (kind, holds, lacks) => {
    const lang = /\p{sc=Han}/u.test(holds) ? "zh-Hans" : "en";
    expect([answersKind(holds, kind, null, lang), answersKind(lacks, kind, null, lang)]).toEqual([true, false]);
  });

  test("a percentage", () => {
    expect(answersKind("20% is paid.", "figure", "percent", "en")).toBe(true);
    expect(answersKind("百分之二十。", "figure", "percent", "zh-Hans")).toBe(true);
    expect(answersKind("20 yuan is paid.", "figure", "percent", "en")).toBe(false);
  });

  test("an address", () => {
    expect(answersKind("Write to desk@example.org.", "other", "contact", "en")).toBe(true);
    expect(answersKind("Call +86 571 8888 8888.", "other", "contact", "en")).toBe(true);
    expect(answersKind("The desk is open.", "other", "contact", "en")).toBe(false);
  });

  test("and anything answers a question for nothing of the kind", () => {
    expect(answersKind("Tea is taxed.", "other", null, "en")).toBe(true);
  });
});

describe("the manner of a question", () => {
  test.each([
    [["booth", "price"], "money"],
    [["euro"], "money"],
    [["warehouse", "address"], "contact"],
    [["tax rate"], "percent"],
    [["booth", "silk"], null],
  ] as const)("%j: %s", (ideas, manner) => {
    expect(mannerOf(ideas)).toBe(manner);
  });

  test("a unit says how the answer is written, not what it is about", () => {
    expect(isUnit("euro", ["finance"])).toBe(true);
    expect(isUnit("million", ["measures"])).toBe(true);
    expect(isUnit("booth", ["expo"])).toBe(false);
  });
});
