import { describe, expect, test } from "vitest";
import { understand } from "../../../../src/features/knowledge/question/understand.ts";
import { expand } from "../../../support/knowledge.ts";
import { deskOf } from "../../../support/knowledge-desk.ts";

const desk = deskOf([
  {
    id: "expo",
    text: "The Turkey expo of 2017 had 200 exhibitors from Hangzhou. The expo in Dubai had 150 exhibitors in 2018. Furniture and silk were shown. The booth fee was 300 yuan.",
  },
  {
    id: "warehouse",
    text: "Hangzhou has overseas warehouses in Chicago and in New Jersey. Tea and porcelain are stored there.",
  },
]);

const read = async (text: string, { lang = "en", previous = null as string | null } = {}) =>
  understand(text, { lang, previous }, { live: await desk.live(), expand });

/** The ideas of a question, and those it takes from the one before in brackets. */
const ideasOf = async (text: string, asked?: { readonly lang?: string; readonly previous?: string | null }) =>
  (await read(text, asked)).concepts.map(({ name, borrowed }) => (borrowed ? `(${name})` : name)).sort();

describe("a follow-up takes what it lacks from the question before", () => {
  const previous = "How many exhibitors did the Turkey expo have in 2017?";

  test("its topic and place, but not its year where it names one", async () => {
    const question = await read("And in 2019?", { previous });
    expect(question.years).toEqual([2019]);
    expect(question.places).toEqual([["Turkey"]]);
    const ideas = question.concepts.map(({ name, borrowed }) => `${name} ${borrowed}`);
    expect(ideas).toEqual(expect.arrayContaining(["2019 false", "exhibitor true", "Turkey true"]));
    expect(ideas).not.toContain("2017 true");
  });

  test("its topic and year, but not its place where it names one", async () => {
    const question = await read("And in Dubai?", { previous });
    expect([question.years, question.places]).toEqual([[2017], [["Dubai", "UAE"]]]);
  });

  test("what is asked for, where it asks for nothing of its own", async () => {
    expect((await read("And in 2019?", { previous })).kind).toBe("figure");
    expect((await read("And when did it open?", { previous })).kind).toBe("when");
  });

  test("with less weight than its own words", async () => {
    const { concepts, query } = await read("And the furniture?", { previous });
    const tellingOf = (name: string) => concepts.find((concept) => concept.name === name)?.telling ?? 0;
    const alone = await read("exhibitor", {});
    expect(tellingOf("exhibitor")).toBeGreaterThan(0);
    expect(tellingOf("exhibitor")).toBeLessThan(alone.concepts[0]?.telling ?? 0);
    expect([...query.words.keys()]).toEqual(expect.arrayContaining(["furnitur", "exhibitor"]));
  });

  test.each([
    ["zh-Hans", "那2019年呢？", "2017年土耳其展会有多少参展商？"],
    ["zh-Hant", "那2019年呢？", "2017年土耳其展會有多少參展商？"],
    ["tr", "Peki 2019'da?", "2017'de Türkiye fuarında kaç katılımcı vardı?"],
    ["ar", "وفي عام 2019؟", "كم عدد العارضين في معرض تركيا عام 2017؟"],
    ["ru", "А в 2019 году?", "Сколько участников было на выставке в Турции в 2017 году?"],
    ["es", "¿Y en 2019?", "¿Cuántos expositores tuvo la feria de Turquía en 2017?"],
    ["fr", "Et en 2019 ?", "Combien d'exposants avait la foire de Turquie en 2017 ?"],
    ["de", "Und 2019?", "Wie viele Aussteller hatte die Messe in der Türkei 2017?"],
    ["pl", "A w 2019?", "Ilu wystawców miały targi w Turcji w 2017?"],
    ["ja", "では2019年は？", "2017年のトルコ展示会の出展者は何社ですか"],
    ["th", "แล้วปี 2562 ล่ะ", "งานแสดงสินค้าตุรกีปี 2560 มีผู้ออกบูธกี่ราย"],
    ["hi", "और 2019 में?", "2017 में तुर्की मेले में कितने प्रदर्शक थे?"],
  ])("%s: %s after %s", async (lang, text, before) => {
    const question = await read(text, { lang, previous: before });
    expect([question.years, question.places.map(([place]) => place)]).toEqual([[2019], ["Turkey"]]);
  });
});

describe("a full question takes nothing", () => {
  const previous = "What was the booth fee in Dubai in 2018?";

  test.each([
    ["en", "How much tea is stored in the overseas warehouses of Hangzhou in Chicago?"],
    ["zh-Hans", "杭州企业在芝加哥有多少海外仓和家具展位？"],
  ])("%s: %s", async (lang, text) => {
    const question = await read(text, { lang, previous });
    expect(question.concepts.filter(({ borrowed }) => borrowed)).toEqual([]);
    expect(question.years).toEqual([]);
    expect(question.places.map(([place]) => place)).not.toContain("Dubai");
  });

  test("and the first question of all neither", async () => {
    expect(await ideasOf("And in 2019?")).toEqual(["2019"]);
  });
});

describe("of a question is understood", () => {
  test("what is counted", async () => {
    expect((await read("How many exhibitors came to the expo in Turkey?")).focus?.name).toBe("exhibitor");
    expect((await read("土耳其展会有多少参展商？", { lang: "zh-Hans" })).focus?.name).toBe("exhibitor");
    expect((await read("Who came to the expo?")).focus).toBeNull();
  });

  test("the years and places that an answer must keep to", async () => {
    const question = await read("How many exhibitors came from Hangzhou to Istanbul in 2017?");
    expect(question.years).toEqual([2017]);
    expect(question.places).toEqual([
      ["Hangzhou", "Zhejiang"],
      ["Istanbul", "Turkey"],
    ]);
  });

  test("years of the Thai calendar as ours", async () => {
    expect((await read("งานแสดงสินค้าปี 2560", { lang: "th" })).years).toEqual([2017]);
  });

  test("that China, which all documents are about, says nothing", async () => {
    expect((await read("Which expos of China are in Turkey?")).places).toEqual([["Turkey"]]);
  });

  test("a unit as the way in which to answer, and no idea", async () => {
    const question = await read("How much was the booth fee in euros?");
    expect(question.manner).toBe("money");
    expect(question.concepts.map(({ name }) => name)).not.toContain("euro");
  });

  test("that a word of the documents tells less than one that stands nowhere", async () => {
    const { concepts } = await read("Hangzhou platypus");
    const [known, unknown] = ["Hangzhou", "platypus"].map((name) => concepts.find((one) => one.name === name)?.telling);
    expect(unknown).toBeGreaterThan(known ?? 0);
  });
});
