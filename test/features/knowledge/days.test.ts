import { describe, expect, test } from "vitest";
import { findDay, markDays } from "../../../src/features/knowledge/reading/days.ts";

describe("a day is found however it is written", () => {
  test.each([
    ["2024-01-15", "2024-01-15"],
    ["2024/1/5", "2024-01-05"],
    ["2024.01.15", "2024-01-15"],
    ["2024-01-15T10:30:00+08:00", "2024-01-15"],
    ["2024年1月15日", "2024-01-15"],
    ["2024 年 1 月 15 日", "2024-01-15"],
    ["二〇二四年一月十五日", "2024-01-15"],
    ["二○二四年十月三十一日", "2024-10-31"],
    ["令和6年1月15日", "2024-01-15"],
    ["令和元年5月1日", "2019-05-01"],
    ["2024년 1월 15일", "2024-01-15"],
    ["15 January 2024", "2024-01-15"],
    ["January 15, 2024", "2024-01-15"],
    ["the 1st of March 2024", "2024-03-01"],
    ["Jan 15, 2024", "2024-01-15"],
    ["15. März 2024", "2024-03-15"],
    ["1er mars 2024", "2024-03-01"],
    ["15 de marzo de 2024", "2024-03-15"],
    ["15 marca 2024 r.", "2024-03-15"],
    ["15 Mart 2024", "2024-03-15"],
    ["15 января 2024 г.", "2024-01-15"],
    ["15 مارس 2024", "2024-03-15"],
    ["١٥ مارس ٢٠٢٤", "2024-03-15"],
    ["15 มกราคม 2567", "2024-01-15"],
    ["15 มีนาคม พ.ศ. 2567", "2024-03-15"],
    ["15 मार्च 2024", "2024-03-15"],
    ["15.01.2024", "2024-01-15"],
    ["5.01.2024", "2024-01-05"],
  ])("%s", (written, day) => {
    expect(findDay(written)).toBe(day);
  });
});

test.each([
  "01/02/2024",
  "2024-13-01",
  "30 February 2024",
  "31.02.2024",
  "version 1.2.2024.5",
  "12024-01-15",
  "may 2024",
])("%s is no day, or could be two", (written) => {
  expect(findDay(written)).toBeNull();
});

test("a long text is marked in one go, whatever it is", () => {
  const started = performance.now();
  expect(markDays("2024-01-01 ".repeat(50_000)).days).toHaveLength(50_000);
  markDays("1 january ".repeat(50_000));
  markDays("二".repeat(200_000));
  markDays("2024年1月".repeat(50_000));
  expect(performance.now() - started).toBeLessThan(5_000);
});
