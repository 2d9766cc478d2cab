import { describe, expect, test } from "vitest";
import { isComparedByLikeness, likeness } from "../../../../src/features/knowledge/retrieval/same-word.ts";

describe("forms of one word are alike", () => {
  test.each([
    ["de", "ausstellung", "ausstellungen"],
    ["de", "steuer", "steuern"],
    ["ru", "выставка", "выставке"],
    ["ru", "налог", "налогов"],
    ["pl", "podatek", "podatku"],
    ["pl", "firma", "firmami"],
    ["tr", "sergi", "sergilerimizde"],
    ["tr", "cin", "cinin"],
    ["tr", "cin", "cinde"],
  ])("%s: %s and %s", (primary, one, other) => {
    expect(likeness(one, other, primary)).toBeGreaterThan(0.5);
    expect(likeness(other, one, primary)).toBe(likeness(one, other, primary));
  });
});

describe("other words are not", () => {
  test.each([
    ["de", "verzollung", "verzogerung"],
    ["de", "zoll", "zorn"],
    ["ru", "товар", "договор"],
    ["pl", "podatek", "podroz"],
    ["tr", "cin", "cinayet"],
    ["en", "silk", "tea"],
  ])("%s: %s and %s", (primary, one, other) => {
    expect(likeness(one, other, primary)).toBe(0);
  });
});

test("a word is wholly itself, and more so than any of its forms", () => {
  expect(likeness("messe", "messe", "de")).toBe(1);
  expect(likeness("messe", "messen", "de")).toBeLessThan(1);
});

test("likeness is asked where no stemmer does well enough", () => {
  expect(["de", "pl", "ru", "tr"].every(isComparedByLikeness)).toBe(true);
  expect(["en", "zh", "ar"].some(isComparedByLikeness)).toBe(false);
});
