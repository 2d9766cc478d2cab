import { describe, expect, test } from "vitest";
import { languageName, matchLanguage, ownLanguageName, textDirection } from "../../src/i18n/languages.ts";

const LANGUAGES = ["ar", "de", "en", "es", "fr", "hi", "ja", "pl", "ru", "th", "tr", "zh-Hans", "zh-Hant"];

describe("the interface language for a tag", () => {
  test.each([
    ["zh", "zh-Hans"],
    ["zh-CN", "zh-Hans"],
    ["zh_SG", "zh-Hans"],
    ["zh-Hans-CN", "zh-Hans"],
    ["zh-Hans-HK", "zh-Hans"],
    ["zh-hans", "zh-Hans"],
    ["zh-TW", "zh-Hant"],
    ["zh_HK", "zh-Hant"],
    ["zh-MO", "zh-Hant"],
    ["zh-Hant-TW", "zh-Hant"],
    ["ZH-HANT", "zh-Hant"],
    ["ar-EG", "ar"],
    ["ar_SA", "ar"],
    ["en-GB", "en"],
    ["es-419", "es"],
    [" de-AT ", "de"],
    ["tr", "tr"],
    ["ja_JP", "ja"],
  ])("%s is %s", (tag, language) => {
    expect(matchLanguage(tag, LANGUAGES)).toBe(language);
  });

  test.each(["pt-BR", "pt", "ko-KR", "uk", "eng", "", "x", "!!", "und"])("%j is none", (tag) => {
    expect(matchLanguage(tag, LANGUAGES)).toBeNull();
  });

  test("a region with a folder of its own comes before its language", () => {
    expect(matchLanguage("pt-br", ["pt", "pt-BR"])).toBe("pt-BR");
    expect(matchLanguage("pt-PT", ["pt", "pt-BR"])).toBe("pt");
  });
});

test.each([
  ["ar", "rtl"],
  ["ar-EG", "rtl"],
  ["HE", "rtl"],
  ["fa-IR", "rtl"],
  ["ur", "rtl"],
  ["en", "ltr"],
  ["zh-Hans", "ltr"],
  ["arn", "ltr"],
])("%s is written %s", (tag, direction) => {
  expect(textDirection(tag)).toBe(direction);
});

test.each([
  ["de", "en", "German"],
  ["de", "de", "Deutsch"],
  ["tr", "fr", "turc"],
  ["zh-Hans", "de", "Chinesisch (vereinfacht)"],
  ["en", "ja", "英語"],
  ["xx", "en", "xx"],
])("the name of %s inside a sentence in %s is %s", (tag, reader, name) => {
  expect(languageName(tag, reader)).toBe(name);
});

test.each([
  ["en", "English"],
  ["tr", "Türkçe"],
  ["es", "Español"],
  ["ru", "Русский"],
  ["it", "Italiano"],
  ["ja", "日本語"],
  ["zh-Hans", "简体中文"],
])("the name of %s in a list of languages is %s", (tag, name) => {
  expect(ownLanguageName(tag)).toBe(name);
});
