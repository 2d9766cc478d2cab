import { describe, expect, test } from "vitest";
import { analyse } from "../../../../src/features/knowledge/retrieval/analyse.ts";
import { createQueryExpander } from "../../../../src/features/knowledge/retrieval/expand.ts";
import { loadGlossary, regionTerms } from "../../../../src/features/knowledge/retrieval/glossary.ts";

const TAGS = ["en", "zh-Hans", "zh-Hant", "tr", "ar", "ru", "es", "fr", "de", "pl", "ja", "th", "hi"];
const glossary = loadGlossary(new URL("../../../data/glossary.csv", import.meta.url).pathname);
const expand = createQueryExpander([...glossary, ...regionTerms(TAGS)]);

const english = (text: string) => analyse(text, "en").words;

describe("a question gets the words of the documents' language", () => {
  test.each([
    ["zh-Hans", "海外仓有多少？", "overseas warehouse"],
    ["zh-Hant", "展位補貼怎麼申請？", "booth subsidy"],
    ["ar", "كم رسوم الجناح في المعرض؟", "booth fee"],
    ["ar", "ما هي ضريبة القيمة المضافة؟", "VAT"],
    ["tr", "Fuarda mobilya satıldı mı?", "expo furniture"],
    ["tr", "Yurt dışı depo sayısı kaç?", "overseas warehouse"],
    ["ru", "Какая таможенная пошлина на мебель?", "customs duty furniture"],
    ["es", "¿Qué es la lista positiva?", "positive list"],
    ["fr", "Qui paie les droits de douane ?", "customs duty"],
    ["de", "Wie hoch ist die Mehrwertsteuer?", "VAT"],
    ["pl", "Ile wynosi podatek VAT?", "VAT"],
    ["ja", "海外倉庫と家具", "warehouse furniture"],
    ["th", "ภาษีมูลค่าเพิ่มคืออะไร", "VAT"],
    ["hi", "फर्नीचर", "furniture"],
  ])("%s: %s", (lang, question, expected) => {
    const { words } = expand(question, lang, ["en"]);
    for (const token of english(expected)) expect([...words.keys()]).toContain(token);
  });

  test.each([
    ["zh-Hans", "土耳其的展会", "Turkey"],
    ["ar", "الشحن إلى تركيا", "Turkey"],
    ["tr", "Almanya'da vergi", "Germany"],
    ["ja", "ドイツの税金", "Germany"],
    ["de", "Versand nach Ägypten", "Egypt"],
  ])("also the names of countries: %s: %s", (lang, question, country) => {
    const { words } = expand(question, lang, ["en"]);
    for (const token of english(country)) expect([...words.keys()]).toContain(token);
  });

  test("and an English question gets Chinese words", () => {
    const { words } = expand("overseas warehouse in Hangzhou", "en", ["zh-Hans"]);
    for (const token of analyse("海外仓 杭州", "zh-Hans").words) expect([...words.keys()]).toContain(token);
  });

  test("Latin names and numbers are sought in every language", () => {
    const { words } = expand("PingPong 公司什么时候成立？", "zh-Hans", ["en"]);
    for (const token of english("PingPong")) expect([...words.keys()]).toContain(token);
  });
});

describe("weights", () => {
  test("its own words count most, translated ones less, and no token more than once", () => {
    const { words } = expand("海外仓 海外仓", "zh-Hans", ["en"]);
    for (const token of analyse("海外仓", "zh-Hans").words) expect(words.get(token)).toBe(1);
    const translated = words.get(english("warehouse")[0] ?? "");
    expect(translated).toBeGreaterThan(0);
    expect(translated).toBeLessThan(1);
  });

  test("nothing is translated where the documents are in the question's language", () => {
    expect([...expand("海外仓", "zh-Hans", ["zh-Hans"]).words.keys()].filter((token) => /[a-z]/u.test(token))).toEqual(
      [],
    );
  });
});

describe("concepts", () => {
  test("a term is one idea, met by its words in any language", () => {
    const { concepts } = expand("海外仓", "zh-Hans", ["en"]);
    expect(concepts).toHaveLength(1);
    expect(concepts[0]?.tokens).toEqual(expect.arrayContaining([...english("overseas warehouse")]));
  });

  test("words without a term are ideas of their own, and numbers are marked", () => {
    expect(expand("turquoise 2017", "en", ["en"]).concepts).toEqual([
      { tokens: english("turquoise"), kind: "word", places: [] },
      { tokens: ["2017"], kind: "number", places: [] },
    ]);
  });

  test("the longest term is taken", () => {
    const { concepts } = expand("海外仓库", "zh-Hans", ["en"]);
    expect(concepts).toHaveLength(1);
  });

  test("a question of nothing but stop words has none", () => {
    expect(expand("what is it?", "en", ["en"]).concepts).toEqual([]);
  });
});

describe("the names of regions", () => {
  test("come from Intl, with what people call them in English", () => {
    const turkey = regionTerms(["en", "de", "zh-Hans"]).find(({ names }) => names.get("de")?.[0] === "Türkei");
    expect(turkey?.names.get("zh-Hans")).toEqual(["土耳其"]);
    expect(turkey?.names.get("en")).toContain("Turkey");
  });
});

describe("the glossary", () => {
  test("names nearly every term in all languages of the interface", () => {
    const gaps = glossary.flatMap(({ names }) =>
      TAGS.filter((tag) => !names.has(tag)).map((tag) => `${names.get("en")?.[0]} ${tag}`),
    );
    expect(glossary.length).toBeGreaterThan(200);
    expect(gaps).toEqual([]);
  });

  test("that is missing or broken is refused with its name", () => {
    expect(() => loadGlossary("/nowhere/glossary.csv")).toThrow("/nowhere/glossary.csv");
    expect(() => loadGlossary(new URL("../../../package.json", import.meta.url).pathname)).toThrow("package.json");
  });
});
