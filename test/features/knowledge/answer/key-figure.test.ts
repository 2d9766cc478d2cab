import { describe, expect, test } from "vitest";
import { deskOf } from "../../../support/knowledge-desk.ts";

const { ask } = deskOf([
  { id: "fee", text: "The booth fee of the Istanbul expo was US$1.85 million." },
  { id: "visitors", text: "The silk fair in Dubai had more than 12,000 visitors in 2017." },
  { id: "halls", text: "The furniture fair in Warsaw had 310 exhibitors and 45,000 visitors and two halls." },
  { id: "share", text: "Companies from Hangzhou held 20 percent of the stalls of the tea market in Chicago." },
  { id: "zh", lang: "zh-Hans", text: "瓷器展会的交易额为18.5亿美元。" },
  {
    id: "growth",
    lang: "zh-Hans",
    text: "据约2017年的报道，2016年灯具展会成交额为185万美元。2016年灯具展会成交额同比增长20%。",
  },
  { id: "many", text: "There were 30 lanterns, 40 lanterns or 50 lanterns on sale at the market of Binjiang." },
]);

const figureOf = async (question: string, lang = "en") => (await ask(question, { lang })).parts[0]?.figure;

describe("the figure that was asked for stands in front", () => {
  test.each([
    ["en", "How much was the booth fee of the Istanbul expo?", "US$1.85 million"],
    ["en", "How many visitors did the silk fair in Dubai have?", "more than 12,000"],
    ["en", "How many visitors did the silk fair in Dubai have in 2017?", "more than 12,000"],
    ["zh-Hans", "瓷器展会的交易额是多少？", "18.5亿美元"],
    // The amount and not its growth, and no year that the question names itself.
    ["zh-Hans", "灯具展会2016年成交额是多少？", "185万美元"],
    ["en", "How many stalls of the tea market in Chicago did companies from Hangzhou hold?", "20 percent"],
  ])("%s: %s %s", async (lang, question, figure) => {
    expect(await figureOf(question, lang)).toBe(figure);
  });

  test("the one beside what is counted, of several", async () => {
    expect(await figureOf("How many exhibitors did the furniture fair in Warsaw have?")).toBe("310");
  });
});

describe("no figure stands in front", () => {
  test.each([
    ["where none was asked for", "Who had a booth at the silk fair in Dubai?"],
    ["where several would do", "How many lanterns were on sale at the market of Binjiang?"],
    ["where nothing is answered", "How many cruise ships are in Hangzhou?"],
  ])("%s", async (_name, question) => {
    expect(await figureOf(question)).toBeNull();
  });
});
