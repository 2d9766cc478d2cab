import { describe, expect, test } from "vitest";
import { relativeYearsIn, yearsIn } from "../../../../src/features/knowledge/question/years.ts";

describe("the years of a text", () => {
  test.each([
    ["How many came in 2017?", [2017]],
    ["from 2015 to 2016 and in 2015", [2015, 2016]],
    ["2017年展会", [2017]],
    ["据约2017年的报道，2016年成交", [2017, 2016]],
    ["in 2015, 2016,2017", [2015, 2016, 2017]],
    ["am 23.10.2016 eröffnet", [2016]],
    ["6.1932 yuan and 2,016 or 2016.5 or 2016,5", []],
    ["عام ٢٠١٧", [2017]],
    ["२०१९ में", [2019]],
    ["ปี 2567", [2024]],
    ["พ.ศ. ๒๕๖๐", [2017]],
    ["founded in 1899", [1899]],
    ["2026-11-22", [2026]],
    ["In 2017, 2016.", [2017, 2016]],
  ])("%s: %j", (text, years) => {
    expect(yearsIn(text)).toEqual(years);
  });

  test.each([
    "2017元",
    "2000 yuan",
    "2,017 firms",
    "12017",
    "20170",
    "US$2017",
    "1.2017",
    "2017.5",
    "2010 square metres",
    "2000家",
    "1799",
    "3000",
    "no year",
  ])("%s holds none", (text) => {
    expect(yearsIn(text)).toEqual([]);
  });
});

describe("years by their distance", () => {
  const distances = (text: string) => relativeYearsIn(text).map(({ distance }) => distance);

  test.each([
    ["Trade grew last year.", -1],
    ["去年增长", -1],
    ["昨年の輸出", -1],
    ["geçen yıl", -1],
    ["في العام الماضي", -1],
    ["в прошлом году", -1],
    ["el año pasado", -1],
    ["l'année dernière", -1],
    ["letztes Jahr", -1],
    ["w zeszłym roku", -1],
    ["ปีที่แล้ว", -1],
    ["पिछले साल", -1],
    ["this year", 0],
    ["今年", 0],
    ["bu yıl", 0],
    ["هذا العام", 0],
    ["в этом году", 0],
    ["este año", 0],
    ["cette année", 0],
    ["dieses Jahr", 0],
    ["w tym roku", 0],
    ["ปีนี้", 0],
    ["इस साल", 0],
    ["next year", 1],
    ["明年", 1],
    ["gelecek yıl", 1],
    ["العام المقبل", 1],
    ["в следующем году", 1],
    ["el próximo año", 1],
    ["l'année prochaine", 1],
    ["nächstes Jahr", 1],
    ["w przyszłym roku", 1],
    ["ปีหน้า", 1],
    ["अगले साल", 1],
  ])("%s: %d", (text, distance) => {
    expect(distances(text)).toEqual([distance]);
  });

  test("are quoted in their own words, and there may be several", () => {
    expect(relativeYearsIn("It grew last year and will this year.")).toEqual([
      { words: "last year", distance: -1 },
      { words: "this year", distance: 0 },
    ]);
  });

  test("are none in a text that names none", () => {
    expect([distances("a year of growth"), distances("2017")]).toEqual([[], []]);
  });
});
