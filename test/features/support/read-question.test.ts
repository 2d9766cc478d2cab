import { describe, expect, test } from "vitest";
import { readAsked } from "../../../src/features/support/asked.ts";
import { readYears } from "../../../src/features/support/years.ts";
import { readQuestion } from "../../support/questions.ts";

describe("what kind of answer a question wants", () => {
  test.each([
    ["en", "How much does a booth cost?", ["price", "quantity"]],
    ["en", "How long does the refund take?", ["duration"]],
    ["en", "What do I pay when I import toys?", []],
    ["zh-Hans", "展会什么时候开幕？", ["when"]],
    ["zh-Hant", "攤位多少錢？", ["price"]],
    ["tr", "Fuar nerede?", ["where"]],
    ["ar", "متى يبدأ المعرض؟", ["when"]],
    ["ru", "Как получить сертификат?", ["how"]],
    ["ru", "Какой сертификат нужен?", ["need"]],
    ["es", "¿Quién emite el certificado?", ["who"]],
    ["fr", "Faut-il un visa ?", ["need"]],
    ["de", "Wie melde ich eine Marke an?", ["how"]],
    ["de", "Wie hoch ist der Zoll?", ["quantity"]],
    ["pl", "Jak długo trwa odprawa?", ["duration"]],
    ["pl", "Jak zarejestrować znak towarowy?", ["how"]],
    ["ja", "ビザは必要ですか", ["need"]],
    ["th", "งานเปิดเมื่อไร", ["when"]],
    ["hi", "शुल्क कितना है?", ["quantity"]],
    ["hi", "कौन प्रमाणपत्र देता है?", ["who"]],
    ["hi", "कौन सा प्रमाणपत्र?", []],
    ["ko", "얼마입니까?", []],
  ])("%s: %s", (lang, question, kinds) => {
    expect(readAsked(question, lang).kinds).toEqual(kinds);
  });
});

describe("years in words", () => {
  test.each([
    ["en", "What changes next year?", ["2027"]],
    ["zh-Hans", "去年的补贴是多少？", ["2025"]],
    ["tr", "Bu yılki fuar ne zaman?", ["2026"]],
    ["ar", "متى يبدأ المعرض العام القادم؟", ["2027"]],
    ["ru", "Сколько стоит стенд в этом году?", ["2026"]],
    ["es", "¿Cuánto costó el año pasado?", ["2025"]],
    ["fr", "Quel est le montant cette année ?", ["2026"]],
    ["de", "Wann ist die Messe nächstes Jahr?", ["2027"]],
    ["pl", "Ile kosztowało stoisko w zeszłym roku?", ["2025"]],
    ["ja", "来年の展示会はいつですか", ["2027"]],
    ["th", "งานปีนี้เปิดเมื่อไร", ["2026"]],
    ["hi", "पिछले साल शुल्क कितना था?", ["2025"]],
  ])("%s: %s", (lang, question, years) => {
    expect(readYears(question, lang, "2026-05-01").years).toEqual(years);
  });

  test.each([
    ["zh-Hans", "二〇一九年土耳其展会", "2019"],
    ["th", "งานแสดงสินค้าปี 2562", "2019"],
    ["ar", "معرض تركيا ٢٠١٩", "2019"],
    ["ja", "2019年のトルコ展示会", "2019"],
  ])("and years in numerals of their own: %s: %s", (lang, question, year) => {
    expect(readQuestion(question, lang, "2026-05-01").numbers).toEqual([year]);
  });
});

describe("a question's places and ideas", () => {
  test("are the same in every language that the glossary knows", () => {
    const read = (question: string, lang: string) => {
      const { ideas, places } = readQuestion(question, lang, "2026-05-01");
      return { ideas: ideas.flatMap(({ names }) => names).sort(), places: places.flat() };
    };
    const english = read("subsidy overseas warehouse Hangzhou", "en");
    expect(english).toEqual({ ideas: ["overseas warehouse", "subsidy"], places: ["Hangzhou"] });
    expect(read("杭州海外仓有补贴吗？", "zh-Hans")).toEqual(english);
    expect(read("杭州的海外倉有補貼嗎？", "zh-Hant")).toEqual(english);
  });

  test("a name in Latin letters is read in any language", () => {
    expect(readQuestion("Comment déposer une marque au Vietnam ?", "fr", "2026-05-01").places).toEqual([["Vietnam"]]);
  });

  test("the endings that Turkish parts from abbreviations say nothing", () => {
    const { ideas } = readQuestion("KDV'yi kim ödüyor?", "tr", "2026-05-01");
    expect(ideas.map(({ names }) => names)).toContainEqual(["value-added tax"]);
  });

  test.each([
    ["en", "How many Turkish buyers came?", [["Turkey"]]],
    ["en", "What duty is due on goods for the US?", [["US"]]],
    ["en", "How do I use the desk?", []],
  ])("a nationality names its country, a word like a country's name does not: %s: %s", (lang, question, places) => {
    expect(readQuestion(question, lang, "2026-05-01").places).toEqual(places);
  });

  test("the Arabic article hides no term", () => {
    const read = (question: string) => readQuestion(question, "ar", "2026-05-01").ideas.map(({ names }) => names);
    expect(read("الرسوم الجمركية")).toEqual([["customs duty"]]);
    expect(read("رسوم جمركية")).toEqual([["customs duty"]]);
  });

  test("naming China says nothing", () => {
    expect(readQuestion("How many pilot zones are there in China?", "en", "2026-05-01").places).toEqual([]);
  });
});
