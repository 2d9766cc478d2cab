import { describe, expect, test } from "vitest";
import { analyse, analyseWords, primaryOf } from "../../../src/features/knowledge/retrieval/analyse.ts";

/** The tokens that a question and a document have in common. */
function shared(question: string, document: string, lang: string, field: "words" | "grams" = "words"): string[] {
  const held = new Set(analyse(document, lang)[field]);
  return analyse(question, lang)[field].filter((token) => held.has(token));
}

describe("a word of a question meets its forms in a document", () => {
  test.each([
    ["en", "subsidies", "The subsidy is paid."],
    ["en", "Hangzhou's exporters", "An exporter of Hangzhou"],
    ["tr", "gümrükten", "Gümrüğe ve gümrükte"],
    ["tr", "SERGİLER", "sergilerimizde"],
    ["tr", "ihracatçılar", "ihracatın"],
    ["ar", "والمعرض", "المعارض والمعرض"],
    ["ar", "الضريبة", "ضريبة القيمة المضافة"],
    ["ar", "الشركات", "شركة صينية"],
    ["ru", "выставке", "на выставку и на выставках"],
    ["ru", "таможенные", "таможенной пошлины"],
    ["es", "impuestos", "el impuesto"],
    ["es", "exposición", "las exposiciones"],
    ["fr", "subventions", "une subvention"],
    ["fr", "entrepôts", "un entrepôt"],
    ["de", "Ausstellungen", "auf der Ausstellung"],
    ["pl", "podatków", "podatek i podatku"],
    ["zh-Hans", "海外仓補貼", "海外仓补贴政策"],
    ["zh-Hant", "綜合試驗區", "综合试验区"],
    ["ja", "関税", "関税の税率"],
    ["th", "ภาษี", "อัตราภาษีนำเข้า"],
    ["hi", "कंपनियों", "कंपनी"],
  ])("%s: %s in %s", (lang, question, document) => {
    expect([...shared(question, document, lang), ...shared(question, document, lang, "grams")]).not.toEqual([]);
  });

  test.each([
    ["tr", "fuarda", "fuarlarında"],
    ["de", "Zollwert", "Zollwertfestsetzung"],
    ["zh-Hans", "试验区", "综合试验区"],
    ["en", "warehose", "warehouse"],
  ])("%s: %s and %s meet by their letters", (lang, question, document) => {
    expect(shared(question, document, lang, "grams")).not.toEqual([]);
  });
});

describe("words of different meaning stay apart", () => {
  test.each([
    ["en", "customs", "buyers"],
    ["ru", "налог", "выставка"],
    ["zh-Hans", "家具", "丝绸"],
    ["ar", "معرض", "ضريبة"],
  ])("%s: %s and %s", (lang, question, document) => {
    expect([...shared(question, document, lang), ...shared(question, document, lang, "grams")]).toEqual([]);
  });
});

describe("figures", () => {
  test.each([
    ["en", "10,000", "10000"],
    ["en", "1,234,567", "1234567"],
    ["fr", "10\u202f000", "10000"],
    ["ru", "10 000", "10000"],
    ["pl", "10\u00a0000", "10000"],
    ["ar", "١٠٠٠٠", "10000"],
    ["ar", "١٠٬٠٠٠", "10000"],
    ["hi", "२०१७", "2017"],
    ["th", "๒๕๖๐", "2560"],
    ["zh-Hans", "１０，０００", "10000"],
    ["de", "10.000", "10000"],
    ["tr", "15.000", "15000"],
    ["es", "10.000", "10000"],
    ["de", "1,85", "1.85"],
    ["ru", "12,5", "12.5"],
  ])("%s: %s is %s", (lang, written, figure) => {
    expect(analyse(written, lang).words).toEqual([figure]);
  });

  test("keep their decimals", () => {
    expect(analyse("US$1.85 million", "en").words).toContain("1.85");
    expect(analyse("1.85亿美元", "zh-Hans").words).toContain("1.85");
  });

  test("beside each other stay two figures", () => {
    expect(analyse("In 2016 200 firms came", "en").words).toEqual(expect.arrayContaining(["2016", "200"]));
  });

  test("are not cut to base forms", () => {
    expect(analyse("2017 20170425", "tr").words).toEqual(["2017", "20170425"]);
  });
});

describe("stop words", () => {
  test.each([
    ["en", "what is the"],
    ["tr", "ne kadar mı"],
    ["zh-Hans", "什么 多少"],
    ["ru", "сколько как"],
    ["de", "was ist das"],
    ["ar", "ما هي"],
  ])("%s: %s says nothing", (lang, text) => {
    expect(analyse(text, lang).words).toEqual([]);
  });

  test("leave a gap, so that pairs are of words that really stand together", () => {
    expect(analyseWords("price of silk", "en")).toEqual(["price", "", "silk"]);
    expect(analyse("price of silk", "en").pairs).toEqual([]);
    expect(analyse("silk price", "en").pairs).toEqual(["silk price"]);
  });
});

test("a language is known by its primary subtag", () => {
  expect(primaryOf("zh-Hans-CN")).toBe("zh");
  expect(primaryOf("EN")).toBe("en");
  expect(analyse("subsidies", "en-GB").words).toEqual(analyse("subsidies", "en").words);
});

test("text of an unknown language, and no text, are analysed too", () => {
  expect(analyse("Tavaszi vásár", "hu").words).toHaveLength(2);
  expect(analyse("", "en")).toEqual({ words: [], grams: [], pairs: [] });
});
