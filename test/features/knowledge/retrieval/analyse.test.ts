import { describe, expect, test } from "vitest";
import { createAnalyser, pairsOf, primaryOf } from "../../../../src/features/knowledge/retrieval/analyse.ts";
import { createPhraseFinder } from "../../../../src/features/knowledge/retrieval/phrases.ts";
import { glossary } from "../../../support/knowledge.ts";

const analyser = createAnalyser();

/** The words of a text that are searched, without the gaps that stop words leave. */
const wordsOf = (text: string, lang: string) => analyser.words(text, lang).filter((word) => word !== "");

/** The tokens that a question and a document have in common. */
function shared(question: string, document: string, lang: string, field: "words" | "grams" = "words"): string[] {
  const tokensOf = (text: string) => (field === "words" ? wordsOf(text, lang) : analyser.grams(text, lang));
  const held = new Set(tokensOf(document));
  return tokensOf(question).filter((token) => held.has(token));
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
    ["fr", "l'exportation", "exportations"],
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
    ["zh-Hans", "，1,000", "1000"],
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
    expect(wordsOf(written, lang)).toEqual([figure]);
  });

  test("keep their decimals", () => {
    expect(wordsOf("US$1.85 million", "en")).toContain("1.85");
    expect(wordsOf("1.85亿美元", "zh-Hans")).toContain("1.85");
  });

  test("beside each other stay two figures", () => {
    expect(wordsOf("In 2016 200 firms came", "en")).toEqual(expect.arrayContaining(["2016", "200"]));
  });

  test("are not cut to base forms", () => {
    expect(wordsOf("2017 20170425", "tr")).toEqual(["2017", "20170425"]);
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
    ["ja", "何 です か"],
    ["th", "อะไร คือ"],
    ["hi", "क्या है"],
  ])("%s: %s tells nothing", (lang, text) => {
    expect(analyser.telling(text, lang)).toEqual([]);
  });

  test("are searched in languages where that helps, and are left out of the others", () => {
    expect(wordsOf("what is the price", "en")).toContain("the");
    expect(wordsOf("ما هي الضريبة", "ar")).toHaveLength(1);
  });

  test("that are left out leave a gap, so that pairs are of words that really stand together", () => {
    const words = analyser.words("मेला और शुल्क", "hi");
    expect(words[1]).toBe("");
    expect(pairsOf(words)).toEqual([]);
    expect(pairsOf(analyser.words("silk price", "en"))).toEqual(["silk price"]);
  });
});

test("a language is known by its primary subtag", () => {
  expect(primaryOf("zh-Hans-CN")).toBe("zh");
  expect(primaryOf("EN")).toBe("en");
  expect(analyser.words("subsidies", "en-GB")).toEqual(analyser.words("subsidies", "en"));
});

test("text of an unknown language, and no text, are analysed too", () => {
  expect(analyser.words("Tavaszi vásár", "hu")).toHaveLength(2);
  expect([analyser.words("", "en"), analyser.grams("", "en"), analyser.tokens("", "en")]).toEqual([[], [], []]);
});

test("its make tells analysers apart that know other words", () => {
  const knowing = createAnalyser(createPhraseFinder(glossary));
  expect(knowing.make).not.toBe(analyser.make);
  expect(knowing.make).toBe(createAnalyser(createPhraseFinder(glossary)).make);
});
