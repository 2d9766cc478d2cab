import { describe, expect, test } from "vitest";
import { createAnalyser } from "../../../../src/features/knowledge/retrieval/analyse.ts";
import type { GlossaryTerm } from "../../../../src/features/knowledge/retrieval/glossary.ts";
import { createPhraseFinder } from "../../../../src/features/knowledge/retrieval/phrases.ts";
import { analyser } from "../../../support/knowledge.ts";

const term = (names: Readonly<Record<string, readonly string[]>>): GlossaryTerm => ({
  group: "trade",
  names: new Map(Object.entries(names)),
  places: [],
});

/** What a finder of some names finds in a text. */
function found(text: string, primary: string, ...terms: readonly GlossaryTerm[]): string[] {
  return createPhraseFinder(terms)
    .find(text, primary)
    .map(({ start, end }) => text.slice(start, end));
}

describe("the words of the domain are found", () => {
  test("the longest first, in order and apart from each other", () => {
    const names = term({ "zh-Hans": ["电商", "跨境电商", "跨境", "试验区"] });
    expect(found("跨境电商与电商试验区", "zh", names)).toEqual(["跨境电商", "电商", "试验区"]);
  });

  test("in a script of any region of the language", () => {
    expect(found("跨境电商", "zh", term({ "zh-Hant": ["跨境電商"] }))).toEqual(["跨境电商"]);
  });

  test("in their own language only, and only where words are not parted by spaces", () => {
    expect(found("関税", "ja", term({ "zh-Hans": ["関税"] }))).toEqual([]);
    expect(found("customs duty", "en", term({ en: ["customs duty"] }))).toEqual([]);
  });

  test("but no single character, which is a word anyway", () => {
    expect(found("税收", "zh", term({ "zh-Hans": ["税"] }))).toEqual([]);
  });
});

describe("words of the domain are searched whole, beside their parts", () => {
  test.each([
    ["zh-Hans", "杭州跨境电商综合试验区", "跨境电商"],
    ["zh-Hant", "跨境電商的補貼", "跨境电商"],
    ["ja", "知的財産の保護", "知的財産"],
    ["th", "ภาษีมูลค่าเพิ่มคืออะไร", "ภาษีมูลค่าเพิ่ม"],
  ])("%s: %s holds %s", (lang, text, whole) => {
    expect(createAnalyser().words(text, lang).join("|")).not.toContain(whole);
    const words = analyser.words(text, lang);
    // Folding rewrites a vowel of Thai.
    expect(words.map((word) => word.normalize("NFKC"))).toContain(whole.normalize("NFKC"));
    expect(words.length).toBeGreaterThan(1);
  });
});
