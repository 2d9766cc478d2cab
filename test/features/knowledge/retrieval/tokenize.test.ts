import { describe, expect, test } from "vitest";
import { fold } from "../../../../src/features/knowledge/retrieval/fold.ts";
import { NO_PHRASES, tokenize, unifyFigures } from "../../../../src/features/knowledge/retrieval/tokenize.ts";

const wordsOf = (text: string, primary: string) => tokenize(fold(text, primary), primary, NO_PHRASES.find);

describe("words", () => {
  test.each([
    ["en", "Hangzhou's sellers", ["hangzhou", "sellers"]],
    ["en", "B2B e-commerce", ["b2b", "e", "commerce"]],
    ["fr", "l'offre d'une société qu'elle", ["offre", "une", "societe", "elle"]],
    ["tr", "İstanbul'da KDV", ["istanbul'da", "kdv"]],
    ["hi", "कंपनी का शुल्क", ["कंपनी", "का", "शुल्क"]],
    ["ar", "ضريبة، ورسوم", ["ضريبه", "ورسوم"]],
  ])("%s: %s", (primary, text, words) => {
    expect(wordsOf(text, primary)).toEqual(words);
  });

  test.each([
    ["zh", "展会在杭州举行。"],
    ["ja", "展示会は五月です。"],
    ["th", "งานแสดงสินค้าจัดขึ้นในเดือนพฤษภาคม"],
  ])("%s: are found where no spaces part them: %s", (primary, text) => {
    const words = wordsOf(text, primary);
    expect(words.length).toBeGreaterThan(2);
    expect(words.join("")).toBe(fold(text, primary).replace(/。/gu, ""));
  });

  test("Chinese names inside an English text are parted too", () => {
    expect(wordsOf("The platform 跨境电商 opened", "en").length).toBeGreaterThan(4);
  });

  test("marks of punctuation alone are no words", () => {
    expect(wordsOf("… — !? 。、", "zh")).toEqual([]);
  });
});

describe("figures have one form", () => {
  test.each([
    ["en", "1,234,567.89", "1234567.89"],
    ["de", "1.234.567,89", "1234567.89"],
    ["es", "1.850.000", "1850000"],
    ["tr", "%12,5", "%12.5"],
    ["fr", "1\u202f850\u202f000,5", "1850000.5"],
    ["ru", "1 850 000", "1850000"],
    ["pl", "1\u00a0850", "1850"],
    ["en", "1 850 000", "1850000"],
  ])("%s: %s is %s", (primary, written, figure) => {
    expect(unifyFigures(written, primary)).toBe(figure);
  });

  test.each([
    ["en", "1.85"],
    ["en", "2016 200"],
    ["en", "3.500"],
    ["de", "2017"],
    ["de", "1.85"],
    ["pl", "26.04.2017"],
  ])("%s: %s stays as it is", (primary, written) => {
    expect(unifyFigures(written, primary)).toBe(written);
  });
});
