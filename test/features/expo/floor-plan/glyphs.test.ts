import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { itemise } from "../../../../src/features/expo/floor-plan/text/itemise.ts";
import { wrap } from "../../../../src/features/expo/floor-plan/text/wrap.ts";
import { wordsOf } from "../../../../src/features/expo/floor-plan/words.ts";
import { examplePlan } from "../../../support/example-hall.ts";
import { translator, typesetter } from "../../../support/floor-plans.ts";

/** The pieces of a text that the fonts can't show. */
function missingIn(text: string, lang: string): string[] {
  return [false, true].flatMap((bold) => [...typesetter.set(text, lang, bold).missing]);
}

describe.each(translator.languages)("in %s", (lang) => {
  test("the fonts hold every letter of the picture", () => {
    const words = wordsOf(examplePlan({ zone: "home" }), lang, (text) => translator.plain(text, lang));
    expect(missingIn(JSON.stringify(words), lang)).toEqual([]);
    const file = new URL(`../../../../locales/${lang}/floorPlan.json`, import.meta.url);
    expect(missingIn(readFileSync(file, "utf8").replaceAll("\n", " "), lang)).toEqual([]);
  });

  test("they hold dates of every month, digits, codes and the letters of the other languages", () => {
    const months = Array.from({ length: 12 }, (_month, index) =>
      new Date(Date.UTC(2030, index, 1)).toLocaleDateString(lang, { dateStyle: "full", timeZone: "UTC" }),
    );
    const names = Object.values(examplePlan().expo.name);
    for (const text of [...months, ...names, "0123456789", "ABCDEFGHIJKLMNOPQRSTUVWXYZ-/.–’“”«»()…²×€£¥₺₹"]) {
      expect(missingIn(text, lang), text).toEqual([]);
    }
  });

  test("they hold every word of the starter expos", () => {
    for (const text of starterExpos()) expect(missingIn(text, lang)).toEqual([]);
  });
});

test.each([
  ["zh-Hans", "gb2312", 6_763, 0xb0, 0xf7],
  ["zh-Hant", "big5", 13_000, 0xa4, 0xf9],
  ["ja", "euc-jp", 6_355, 0xb0, 0xf4],
] as const)("in %s they hold every Han character of %s", (lang, encoding, least, first, last) => {
  const characters = hanOf(encoding, first, last);
  expect(characters.length).toBeGreaterThanOrEqual(least);
  expect(missingIn(characters.join(""), lang)).toEqual([]);
});

test("a letter that no font holds is reported", () => {
  expect(missingIn("Hall \u{10480}", "en")).not.toEqual([]);
});

test("Japanese and traditional Chinese readers see the characters of their region", () => {
  const outlineOf = (lang: string): string => typesetter.set("直", lang, false).glyphs[0]?.outline.split("-")[0] ?? "";
  expect(["zh-Hans", "zh-Hant", "ja", "en"].map(outlineOf)).toEqual([
    "simplified",
    "traditional",
    "japanese",
    "simplified",
  ]);
});

test("Arabic letters join, and stand from right to left", () => {
  const joined = typesetter.set("قاعة", "ar", false);
  const apart = [..."قاعة"].map((letter) => typesetter.set(letter, "ar", false));
  expect(joined.width).toBeLessThan(apart.reduce((sum, { width }) => sum + width, 0));
  const has = (): boolean => true;
  expect(itemise("القاعة \u2068Hall 5\u2069، 2026", "ar", has).map(({ text }) => text.trim())).toEqual([
    "2026",
    "،",
    "Hall 5",
    "القاعة",
  ]);
  expect(itemise("Hall 5 القاعة", "en", has).map(({ rightToLeft }) => rightToLeft)).toEqual([false, true]);
});

test("marks of Hindi and Thai stand with their letters", () => {
  for (const [text, lang] of [
    ["क्षेत्र हॉल", "hi"],
    ["กำลังจอง น้ำ", "th"],
  ] as const) {
    expect(itemise(text, lang, () => true)).toHaveLength(1);
    expect(typesetter.set(text, lang, false).missing).toEqual([]);
  }
});

test("long texts break between words, also where no spaces stand, and end in an ellipsis", () => {
  const measure = (text: string): number => text.length;
  expect(wrap("Machinery and tools", "en", { width: 10, most: 2, measure })).toEqual(["Machinery", "and tools"]);
  expect(wrap("跨境电子商务综合试验区", "zh-Hans", { width: 6, most: 3, measure }).join("")).toBe(
    "跨境电子商务综合试验区",
  );
  expect(wrap("Textiles and silk of every kind", "en", { width: 12, most: 1, measure })).toEqual(["Textiles an…"]);
  expect(wrap("", "en", { width: 12, most: 1, measure })).toEqual([]);
});

function starterExpos(): string[] {
  const folder = new URL("../../../../data/expos/", import.meta.url);
  try {
    return readdirSync(folder).flatMap((name) => readFileSync(new URL(name, folder), "utf8").split("\n"));
  } catch {
    return [];
  }
}

/** The Han characters of an encoding of two bytes, within the rows from `first` to `last`. */
function hanOf(encoding: string, first: number, last: number): string[] {
  const decoder = new TextDecoder(encoding);
  const found = new Set<string>();
  for (let row = first; row <= last; row += 1) {
    for (let cell = 0x40; cell <= 0xfe; cell += 1) {
      if (encoding !== "big5" && cell < 0xa1) continue;
      const character = decoder.decode(new Uint8Array([row, cell]));
      if (/^\p{sc=Han}$/u.test(character)) found.add(character);
    }
  }
  return [...found];
}
