import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { loadGlossary, regionTerms } from "../../../../src/features/knowledge/retrieval/glossary.ts";
import { skeletonOf } from "../../../../src/features/knowledge/retrieval/skeleton.ts";
import { analyser, expand, glossary, TAGS } from "../../../support/knowledge.ts";

const english = (text: string) => analyser.telling(text, "en");
const namesOf = (question: string, lang: string, targets: readonly string[] = ["en"]) =>
  expand(question, lang, targets).concepts.flatMap(({ names }) => names);

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
    for (const token of analyser.telling("海外仓 杭州", "zh-Hans")) expect([...words.keys()]).toContain(token);
  });

  test("Latin names and numbers are sought in every language", () => {
    const { words } = expand("PingPong 公司 2015 年什么时候成立？", "zh-Hans", ["en"]);
    for (const token of english("PingPong 2015")) expect([...words.keys()]).toContain(token);
  });

  test("a name in other letters is sought by its sound", () => {
    expect([...expand("Где склады Глолинкер?", "ru", ["en"]).words.keys()]).toContain(`~${skeletonOf("Glolinker")}`);
  });
});

describe("English words in the midst of another language are read as English", () => {
  test.each([
    ["hi", "booth की warranty कितनी है?", ["booth", "warranty"]],
    ["hi", "क्या overseas warehouse के लिए subsidy है?", ["overseas warehouse", "subsidy"]],
    ["zh-Hans", "overseas warehouse 在哪里", ["overseas warehouse"]],
    ["th", "booth ราคาเท่าไหร่", ["booth"]],
    ["ja", "booth はいくらですか", ["booth"]],
    ["ar", "كم سعر booth؟", ["booth"]],
  ])("%s: %s", (lang, question, names) => {
    expect(namesOf(question, lang)).toEqual(expect.arrayContaining(names));
  });
});

describe("a name in Latin letters", () => {
  test("stands in no longer word", () => {
    expect(namesOf("AI 技术", "zh-Hans")).toEqual(expect.arrayContaining(namesOf("AI", "en")));
    expect(namesOf("AI", "en")).not.toEqual([]);
    for (const question of ["Trade aider 是什么", "aider公司", "AIDER", "e-aid"])
      expect(namesOf(question, "zh-Hans")).not.toEqual(expect.arrayContaining(namesOf("AI", "en")));
  });

  test("touches Chinese without a space", () => {
    expect(namesOf("使用AI的公司", "zh-Hans")).toEqual(expect.arrayContaining(namesOf("AI", "en")));
  });
});

describe("weights", () => {
  test("its own words count most, translated ones less, and no token more than once", () => {
    const { words } = expand("海外仓 海外仓", "zh-Hans", ["en"]);
    for (const token of analyser.telling("海外仓", "zh-Hans")) expect(words.get(token)).toBe(1);
    const translated = words.get(english("warehouse")[0] ?? "");
    expect(translated).toBeGreaterThan(0);
    expect(translated).toBeLessThan(1);
  });

  test("a stop word that is searched counts less than a word that tells", () => {
    const { words } = expand("the silk", "en", ["en"]);
    expect(words.get("the")).toBeLessThan(words.get("silk") ?? 0);
  });

  test("nothing is translated where the documents are in the question's language", () => {
    const { words } = expand("海外仓", "zh-Hans", ["zh-Hans"]);
    expect([...words.keys()].filter((token) => /[a-z]/u.test(token))).toEqual([]);
  });
});

describe("concepts", () => {
  test("a term is one idea, met by its words in any language", () => {
    const { concepts } = expand("海外仓", "zh-Hans", ["en"]);
    expect(concepts).toMatchObject([{ kind: "term", name: "overseas warehouse", names: ["overseas warehouse"] }]);
    expect(concepts[0]?.alternatives).toContainEqual(english("overseas warehouse"));
    expect(concepts[0]?.alternatives.flat()).toEqual(expect.arrayContaining(analyser.telling("海外仓", "zh-Hans")));
  });

  test("has the same names in every language", () => {
    const questions = [
      ["overseas warehouse", "en"],
      ["海外倉", "zh-Hant"],
      ["yurt dışı depo", "tr"],
      ["зарубежный склад", "ru"],
      ["海外倉庫", "ja"],
    ] as const;
    for (const [question, lang] of questions) expect(namesOf(question, lang)).toContain("overseas warehouse");
  });

  test("a place is one, with the places around it", () => {
    expect(expand("在杭州", "zh-Hans", ["en"]).concepts).toMatchObject([
      { kind: "place", name: "Hangzhou", places: ["Hangzhou", "Zhejiang"] },
    ]);
    expect(expand("Lodz in Polen", "de", ["en"]).concepts.find(({ kind }) => kind === "place")?.places).toEqual([
      "Poland",
      "EU",
    ]);
  });

  test("words without a term are ideas of their own, and numbers are marked", () => {
    expect(expand("turquoise 2017", "en", ["en"]).concepts).toMatchObject([
      { alternatives: [english("turquoise"), english("turquoise")], kind: "word", names: [], name: "turquoise" },
      { alternatives: [["2017"]], kind: "number", names: [], places: [] },
    ]);
  });

  test("the longest term is taken", () => {
    expect(expand("海外仓库", "zh-Hans", ["en"]).concepts).toHaveLength(1);
    expect(namesOf("overseas warehouses", "en")).toEqual(["overseas warehouse"]);
  });

  test("a question of nothing but stop words has none", () => {
    expect(expand("what is it?", "en", ["en"]).concepts).toEqual([]);
    expect(expand("", "en", ["en"]).concepts).toEqual([]);
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
  test("names every term in all languages of the interface", () => {
    const gaps = glossary.flatMap(({ names }) =>
      TAGS.filter((tag) => !names.has(tag)).map((tag) => `${names.get("en")?.[0]} ${tag}`),
    );
    expect(glossary.length).toBeGreaterThan(200);
    expect(gaps).toEqual([]);
  });

  test("may have quoted cells, empty ones, and a byte order mark", () => {
    const file = join(mkdtempSync(join(tmpdir(), "silkdesk-glossary-")), "glossary.csv");
    writeFileSync(file, '\uFEFFgroup,en,tr\r\ntrade,"booth, small|stand",\r\n\r\ntrade, fair ,fuar| panayır\r\n');
    expect(loadGlossary(file).map(({ group, names }) => [group, ...names])).toEqual([
      ["trade", ["en", ["booth, small", "stand"]]],
      ["trade", ["en", ["fair"]], ["tr", ["fuar", "panayır"]]],
    ]);
    writeFileSync(file, "group,en\ntrade,booth,too many\n");
    expect(() => loadGlossary(file)).toThrow("line 2 has 3 cells where the heading has 2");
    rmSync(dirname(file), { recursive: true });
  });

  test("that is missing or broken is refused with its name", () => {
    expect(() => loadGlossary("/nowhere/glossary.csv")).toThrow("/nowhere/glossary.csv");
    expect(() => loadGlossary(new URL("../../../../package.json", import.meta.url).pathname)).toThrow("package.json");
  });
});
