import { describe, expect, test } from "vitest";
import { deskOf } from "../../../support/knowledge-desk.ts";

const { ask } = deskOf([
  {
    id: "expo",
    title: "Expo notes",
    text: "The expo in Turkey had 200 exhibitors from Hangzhou in 2017. Its booth fee was 300 yuan in 2017.",
  },
  {
    id: "trade",
    title: "Trade of silk",
    published: "2016-09-04",
    text: "Exports of silk grew by 12 percent last year.",
  },
  { id: "undated", title: "Trade of porcelain", text: "Exports of porcelain grew by 9 percent last year." },
  {
    id: "plan",
    title: "Plan for parks",
    text: "Hangzhou plans to build 100 industrial parks abroad.",
    published: "2016-01-10",
  },
  { id: "law", title: "Lantern rules", text: "Lanterns sold in the EU need a registered importer and a label." },
]);

/** The outcome, what was asked for, and what the documents say instead. */
async function outcomeOf(question: string, lang = "en") {
  const { parts, citations } = await ask(question, { lang });
  const [part] = parts;
  return { outcome: part?.outcome, asked: part?.asked, told: part?.nearest?.quote, cited: citations.length };
}

describe("about another year", () => {
  test.each([
    ["en", "How many exhibitors did the expo in Turkey have in 2019?"],
    ["zh-Hans", "2019年土耳其展会有多少参展商？"],
    ["zh-Hant", "2019年土耳其展會有多少參展商？"],
    ["tr", "2019'da Türkiye fuarında kaç katılımcı vardı?"],
    ["ar", "كم عدد العارضين في معرض تركيا عام ٢٠١٩؟"],
    ["ru", "Сколько участников выставки было в Турции в 2019 году?"],
    ["es", "¿Cuántos expositores tuvo la feria de Turquía en 2019?"],
    ["fr", "Combien d'exposants avait la foire en Turquie en 2019 ?"],
    ["de", "Wie viele Aussteller hatte die Messe in der Türkei 2019?"],
    ["ja", "2019年のトルコ展示会の出展者は何社ですか"],
    ["th", "งานแสดงสินค้าในตุรกีปี 2562 มีผู้ออกบูธกี่ราย"],
    ["hi", "2019 में तुर्की के मेले में कितने प्रदर्शक थे?"],
  ])("%s: nothing is answered, and what the documents cover is named", async (lang, question) => {
    const { outcome, asked, told, cited } = await outcomeOf(question, lang);
    expect([outcome, asked, cited]).toEqual(["unanswerable.otherYear", "2019", 0]);
    expect(told).toContain("200 exhibitors");
  });

  test("the year of the documents is answered", async () => {
    expect(await outcomeOf("How many exhibitors did the expo in Turkey have in 2017?")).toMatchObject({
      outcome: "answered",
      asked: null,
      told: undefined,
    });
  });
});

describe("a year that is told by its distance", () => {
  const relativeOf = async (question: string) => (await ask(question)).parts[0]?.relative;

  test("is that before the date of the document", async () => {
    expect(await relativeOf("How much did exports of silk grow?")).toEqual({ words: "last year", year: 2015 });
    expect(await outcomeOf("How much did exports of silk grow in 2015?")).toMatchObject({ outcome: "answered" });
  });

  test("is no other one", async () => {
    expect(await outcomeOf("How much did exports of silk grow in 2018?")).toMatchObject({
      outcome: "unanswerable.otherYear",
      asked: "2018",
    });
  });

  test("is not known where no date is printed", async () => {
    expect(await relativeOf("How much did exports of porcelain grow?")).toEqual({ words: "last year", year: null });
    expect(await outcomeOf("How much did exports of porcelain grow in 2015?")).toMatchObject({ cited: 0 });
  });
});

describe("about another place", () => {
  test.each([
    ["en", "How many exhibitors did the expo in Egypt have?"],
    ["zh-Hans", "埃及展会有多少参展商？"],
    ["tr", "Mısır'daki fuarda kaç katılımcı vardı?"],
    ["ru", "Сколько участников выставки было в Египте?"],
    ["de", "Wie viele Aussteller hatte die Messe in Ägypten?"],
  ])("%s: nothing is answered, and what the documents cover is named", async (lang, question) => {
    const { outcome, asked, told, cited } = await outcomeOf(question, lang);
    expect([outcome, asked, cited]).toEqual(["unanswerable.otherPlace", "Egypt", 0]);
    expect(told).toContain("Turkey");
  });

  test("rules of the EU hold in its countries, and in no other", async () => {
    expect(await outcomeOf("Do lanterns sold in Poland need a registered importer and a label?")).toMatchObject({
      outcome: "answered",
    });
    expect(await outcomeOf("Do lanterns sold in Egypt need a registered importer and a label?")).toMatchObject({
      outcome: "unanswerable.otherPlace",
      asked: "Egypt",
    });
  });
});

describe("a plan", () => {
  test.each([
    ["en", "How many industrial parks did Hangzhou really build abroad?"],
    ["zh-Hans", "杭州实际在海外建了多少工业园？"],
  ])("%s: does not tell what came of it", async (lang, question) => {
    const { outcome, told, cited } = await outcomeOf(question, lang);
    expect([outcome, cited]).toEqual(["unanswerable.planOnly", 0]);
    expect(told).toContain("plans to build 100");
  });

  test("answers what is planned", async () => {
    expect(await outcomeOf("How many industrial parks does Hangzhou plan to build abroad?")).toMatchObject({
      outcome: "answered",
    });
  });
});

describe("the country of a currency", () => {
  const { ask: askFairs } = deskOf([
    { id: "fair", title: "Fair notes", text: "The tea fair in Egypt was large. Its turnover was US$1.85 million." },
  ]);

  test.each([
    ["en", "What was the turnover of the tea fair in Egypt?"],
    ["zh-Hans", "埃及茶叶展会的交易额是多少美元？"],
    ["tr", "Mısır çay fuarının cirosu ne kadardı?"],
  ])("%s: is not where something took place", async (lang, question) => {
    const { quotes } = await askFairs(question, { lang });
    expect(quotes.join(" ")).toContain("US$1.85 million");
  });
});
