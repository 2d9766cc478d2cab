import { describe, expect, test } from "vitest";
import { figuresIn } from "../../../../src/features/knowledge/gate/figures.ts";

const valuesOf = (text: string, lang: string) =>
  figuresIn(text, lang).map(({ value, unit }) => (unit === null ? value : `${value} ${unit}`));

describe("a figure has one value", () => {
  test.each([
    ["en", "1.85 million", 1_850_000],
    ["en", "1,850,000", 1_850_000],
    ["en", "18,50,000", 1_850_000],
    ["en", "2.4 trillion", 2.4e12],
    ["zh-Hans", "185万", 1_850_000],
    ["zh-Hans", "3.5亿", 350_000_000],
    ["zh-Hant", "3.5億", 350_000_000],
    ["zh-Hans", "1.2万亿", 1.2e12],
    ["ja", "3億", 300_000_000],
    ["hi", "१८.५ लाख", 1_850_000],
    ["hi", "35 करोड़", 350_000_000],
    ["hi", "1.8 अरब", 1.8e9],
    ["de", "1,8 Milliarden", 1.8e9],
    ["de", "1,8 Billionen", 1.8e12],
    ["fr", "1,8 milliard", 1.8e9],
    ["es", "1.800 millones", 1.8e9],
    ["es", "1,8 mil millones", 1.8e9],
    ["pl", "1,8 miliarda", 1.8e9],
    ["ru", "1,8 млрд", 1.8e9],
    ["tr", "1,8 milyar", 1.8e9],
    ["ar", "١٫٨ مليار", 1.8e9],
    ["th", "1.8 พันล้าน", 1.8e9],
    ["th", "๑๘ หมื่น", 180_000],
    ["th", "ปี 2560", 2017],
    ["en", "1 000 000", 1_000_000],
  ])("%s: %s", (lang, text, value) => {
    expect(valuesOf(text, lang)).toEqual([value]);
  });
});

describe("a unit belongs to its figure", () => {
  test.each([
    ["en", "US$1.8 billion", "1800000000 USD"],
    ["en", "300 yuan", "300 CNY"],
    ["en", "€150", "150 EUR"],
    ["de", "150 Euro", "150 EUR"],
    ["zh-Hans", "18亿美元", "1800000000 USD"],
    ["en", "20%", "20 percent"],
    ["zh-Hans", "百分之20", "20 percent"],
    ["tr", "%20", "20 percent"],
    ["en", "3 percentage points", "3 points"],
    ["de", "3 Prozentpunkte", "3 points"],
    ["ru", "3 процентных пункта", "3 points"],
    ["zh-Hans", "3个百分点", "3 points"],
    ["hi", "3 प्रतिशत अंक", "3 points"],
    ["en", "14 days", "14 day"],
    ["zh-Hans", "6个月", "6 month"],
    ["en", "3,500 square metres", "3500 m2"],
  ])("%s: %s is %s", (lang, text, figure) => {
    expect(valuesOf(text, lang)).toEqual([figure]);
  });
});

test("figures come in their order, with their words", () => {
  expect(figuresIn("From 200 to 310 in 2017.", "en").map(({ text }) => text)).toEqual(["200", "310", "2017"]);
});

test("a full stop at the end is none of a figure", () => {
  expect(valuesOf("It was 2017.", "en")).toEqual([2017]);
});

test("small numbers may be words", () => {
  expect(valuesOf("three warehouses in the second hall", "en")).toEqual([3, 2]);
  expect(valuesOf("三个海外仓，第七批", "zh-Hans")).toEqual([3, 7]);
});

test("a month is a date, and no figure", () => {
  expect(valuesOf("2017年4月26日", "zh-Hans")).toEqual([2017, 26]);
});

test("a text without figures has none", () => {
  expect([valuesOf("no figures", "en"), valuesOf("", "en")]).toEqual([[], []]);
});
