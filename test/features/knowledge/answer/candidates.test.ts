import { describe, expect, test } from "vitest";
import { deskOf } from "../../../support/knowledge-desk.ts";

describe("what may answer", () => {
  const { ask } = deskOf([
    {
      id: "brands",
      text: "The coffee machine maker Aroma is known in many countries; the lamp maker Lumo reported a turnover of 4.17 million yuan; the light projector of Prisma was the best selling one.",
    },
    {
      id: "growth",
      text: "By Jane Doe (Silk Daily) Updated: 2016-09-04 09:47\n\nThe exports of silk from Jiaxing grew by 22 percent.",
    },
    {
      id: "training",
      text: "The Jiaxing Foreign Services Corp has a project that is nurturing young talent.\n\nThe talent office of the city is closed on Monday.",
    },
    { id: "pillars", text: "The city builds five platforms: parks, expos, warehouses, talent and services." },
    { id: "speech", text: "Big data is the key to the city of tomorrow, said Wang Chong. The city is large." },
  ]);

  test("is a clause of its own where semicolons part a sentence", async () => {
    const { quotes } = await ask("Which turnover did the lamp maker Lumo report?");
    expect(quotes[0]).toContain("Lumo reported a turnover");
    expect(quotes[0]).not.toContain("Prisma");
  });

  test("is no byline, though it names the year", async () => {
    const { quotes } = await ask("How much did exports of silk from Jiaxing grow in 2016?");
    expect(quotes.join(" ")).not.toContain("Jane Doe");
  });

  test("holds the parts of a name that it doesn't hold as a whole", async () => {
    expect((await ask("哪家公司做人才培养", { lang: "zh-Hans" })).quotes[0]).toContain("Foreign Services Corp");
  });

  test.each([
    ["zh-Hans", "五大平台是哪五个"],
    ["fr", "quelles sont les 5 plateformes"],
    ["en", "which are the 5 platforms"],
  ])("holds a number in words or digits: %s: %s", async (lang, question) => {
    expect((await ask(question, { lang })).quotes[0]).toContain("five platforms");
  });

  test("holds a name that the question writes in Chinese characters", async () => {
    expect((await ask("王冲说未来城市靠什么", { lang: "zh-Hans" })).quotes[0]).toContain("Wang Chong");
  });
});
