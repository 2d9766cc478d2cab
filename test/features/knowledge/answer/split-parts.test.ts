import { describe, expect, test } from "vitest";
import { splitParts } from "../../../../src/features/knowledge/answer/split-parts.ts";

describe("several questions are told apart", () => {
  test.each([
    ["What is IOSS? Who has to register for it?", ["What is IOSS?", "Who has to register for it?"]],
    ["什么是海外仓？补贴有多少钱呢？", ["什么是海外仓？", "补贴有多少钱呢？"]],
    ["ما هو نظام IOSS؟ من يجب أن يسجل؟", ["ما هو نظام IOSS؟", "من يجب أن يسجل؟"]],
    ["1. What is the fee?\n2. When is the deadline?", ["What is the fee?", "When is the deadline?"]],
    ["- what is the fee\n- when is the deadline", ["what is the fee", "when is the deadline"]],
    ["1、展位多少钱一个？\n2、什么时候报名参加？", ["展位多少钱一个？", "什么时候报名参加？"]],
  ])("%j", (message, parts) => {
    expect(splitParts(message)).toEqual(parts);
  });
});

describe("one question stays one", () => {
  test.each([
    "What is IOSS?",
    "What is IOSS",
    "海外仓补贴",
    "I sell furniture. Which tax do I pay?",
    "How many buyers came in 2017, and what did they buy?",
    "1.85 million dollars was the turnover of which year?",
    "2017 expo: how many companies came?",
  ])("%s", (message) => {
    expect(splitParts(message)).toEqual([message]);
  });

  test("with a fragment that asks nothing by itself", () => {
    expect(splitParts("Which products sold best? Furniture?")).toEqual(["Which products sold best? Furniture?"]);
    expect(splitParts("什么产品最好卖？家具？")).toEqual(["什么产品最好卖？ 家具？"]);
  });

  test("where it asks more than can be answered part by part", () => {
    const message = Array.from({ length: 5 }, (_, index) => `What is thing number ${index}?`).join(" ");
    expect(splitParts(message)).toEqual([message]);
  });

  test("below a greeting on a line of its own", () => {
    expect(splitParts("Good morning dear team,\nwhat is the fee of a booth?")).toHaveLength(1);
  });
});

test("no words get lost", () => {
  const message = "What is IOSS?! Who registers for it?? I sell tea and silk. Thanks";
  expect(splitParts(message).join(" ")).toBe(message);
});
