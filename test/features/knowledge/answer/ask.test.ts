import { describe, expect, test } from "vitest";
import { MAX_QUESTION } from "../../../../src/features/knowledge/answer/screen.ts";
import { deskOf } from "../../../support/knowledge-desk.ts";

describe("an answer", () => {
  const { ask, live: liveNow } = deskOf([
    { id: "hangzhou", text: "Hangzhou pays a subsidy for overseas warehouses of its companies." },
    { id: "jiangsu", text: "Jiangsu runs a training programme for inspectors of silk." },
    { id: "egypt", text: "Goods for a fair in Egypt need a guarantee of the importer.", published: "2025-03-01" },
    { id: "expo", text: "The Turkey expo had 200 exhibitors. Its turnover was US$1.85 million." },
  ]);

  test("quotes the words of the document", async () => {
    const { outcome, quotes } = await ask("Is there a subsidy for overseas warehouses in Hangzhou?");
    expect([outcome, quotes]).toEqual([
      "answered",
      ["Hangzhou pays a subsidy for overseas warehouses of its companies."],
    ]);
  });

  test("says where they stand", async () => {
    const { citations } = await ask("Which guarantee do goods for a fair in Egypt need?");
    expect(citations).toMatchObject([
      { n: 1, document: "egypt", version: 1, title: "egypt", source: "egypt.md", published: "2025-03-01", lang: "en" },
    ]);
  });

  test.each([
    ["zh-Hans", "杭州企业的海外仓有补贴吗？"],
    ["zh-Hant", "杭州企業的海外倉有補貼嗎？"],
    ["tr", "Hangzhou şirketlerinin yurt dışı depoları için sübvansiyon var mı?"],
    ["ru", "Есть ли субсидия на зарубежные склады компаний Ханчжоу?"],
    ["ja", "杭州の企業の海外倉庫に補助金はありますか"],
  ])("crosses languages by the words of the trade: %s: %s", async (lang, question) => {
    expect((await ask(question, { lang })).quotes[0]).toContain("subsidy");
  });

  test("holds the figure that was asked for, in the words of the document", async () => {
    const { parts } = await ask("How many exhibitors did the Turkey expo have?");
    expect(parts[0]).toMatchObject({ outcome: "answered", figure: "200" });
  });

  test("is sure of itself by a share, and reports what was found", async () => {
    const { confidence, passages } = await ask("What was the turnover of the Turkey expo?");
    expect(confidence).toBeGreaterThan(0);
    expect(confidence).toBeLessThanOrEqual(1);
    expect(passages[0]?.document).toBe("expo");
  });

  test("is the same every time", async () => {
    const question = "How many exhibitors did the Turkey expo have?";
    expect(await ask(question)).toEqual(await ask(question));
  });

  test("is none where the documents say nothing of it, and names the nearest heading", async () => {
    for (const question of ["How many cruise ships are in Hangzhou?", "What does a haircut cost in Hangzhou?"]) {
      const { outcome, citations, parts } = await ask(question);
      expect([outcome, citations, parts[0]?.nearest?.quote]).toEqual(["unanswerable.notCovered", [], null]);
      expect(parts[0]?.nearest?.title).toBe("hangzhou");
    }
  });

  test("is none, and nothing is near, where nothing was found", async () => {
    const { outcome, parts, passages } = await ask("Xqzptlk wvbnmrt?");
    expect([outcome, parts[0]?.nearest, passages]).toEqual(["unanswerable.notCovered", null, []]);
  });

  test.each([
    ["", "refused.empty"],
    ["x".repeat(MAX_QUESTION + 1), "refused.tooLong"],
    ["???", "refused.unreadable"],
  ])("is refused where the text is no question", async (question, expected) => {
    const { outcome, citations, passages, confidence } = await ask(question);
    expect([outcome, citations, passages, confidence]).toEqual([expected, [], [], 0]);
  });

  test("holds only what is shown at the time", async () => {
    const live = await liveNow();
    const { citations } = await ask("Which guarantee do goods for a fair in Egypt need?");
    for (const { document, version } of citations) expect(live.versions.has(`${document}@${version}`)).toBe(true);
  });
});

describe("several questions in a message", () => {
  const { ask } = deskOf([
    {
      id: "expo",
      text: "The Turkey expo opened on 26 April 2017. It had 200 exhibitors. The Turkey expo showed furniture.",
    },
    { id: "ioss", text: "The IOSS covers parcels of up to 150 euros. Sellers register for the IOSS in one country." },
  ]);

  test("are answered one by one, and their citations count on", async () => {
    const { parts, citations } = await ask("When did the Turkey expo open? Which parcels does the IOSS cover?");
    expect(parts.map(({ question, outcome }) => [question, outcome])).toEqual([
      ["When did the Turkey expo open?", "answered"],
      ["Which parcels does the IOSS cover?", "answered"],
    ]);
    expect(citations.map(({ n }) => n)).toEqual(citations.map((_, index) => index + 1));
  });

  test("are answered as far as they can be", async () => {
    const { outcome, parts } = await ask("Which parcels does the IOSS cover? Who was the emperor of Rome?");
    expect([outcome, ...parts.map((part) => part.outcome)]).toEqual([
      "answered",
      "answered",
      "unanswerable.notCovered",
    ]);
  });
});

describe("validity", () => {
  const { ask } = deskOf([
    { id: "old", text: "The refund for exported scarves is nine percent.", from: "2020-01-01", until: "2025-12-31" },
    { id: "new", text: "The refund for exported scarves is six percent.", from: "2026-01-01" },
    { id: "pass", text: "A merchant pass for porcelain is issued by the chamber.", from: "2028-01-01" },
    { id: "rule1", text: "Lanterns are inspected twice by the customs office.", from: "2020-01-01" },
    {
      id: "rule2",
      text: "Lanterns are inspected once by the customs office.",
      from: "2026-06-01",
      supersedes: ["rule1"],
    },
  ]);
  const question = "How much is the refund for exported scarves?";

  test("only what is in force on the day that is asked about is quoted", async () => {
    expect((await ask(question)).quotes).toEqual(["The refund for exported scarves is six percent."]);
    expect((await ask(question, { asOf: "2024-06-01" })).quotes).toEqual([
      "The refund for exported scarves is nine percent.",
    ]);
    expect((await ask(question, { asOf: "2019-06-01" })).citations).toEqual([]);
  });

  test("what was replaced, by what and since when, is said where it would have answered", async () => {
    const { quotes, parts } = await ask("How often are lanterns inspected by the customs office?");
    expect(quotes).toEqual(["Lanterns are inspected once by the customs office."]);
    expect(parts[0]?.outdated).toSatisfy(
      (outdated: unknown) => outdated === null || JSON.stringify(outdated).includes('"document":"rule2"'),
    );
    const before = await ask("How often are lanterns inspected by the customs office?", { asOf: "2026-05-31" });
    expect(before.quotes).toEqual(["Lanterns are inspected twice by the customs office."]);
  });

  test("what is still to come is said to be", async () => {
    const { citations, parts } = await ask("Who issues a merchant pass for porcelain?");
    expect(citations).toEqual([]);
    expect(parts[0]?.outdated).toMatchObject({ title: "pass", ahead: true, from: "2028-01-01", replacedBy: null });
  });

  test("what had its time is said to have had it", async () => {
    const { citations, parts } = await ask(question, { asOf: "2019-06-01" });
    expect(citations).toEqual([]);
    expect(parts[0]?.outdated).toMatchObject({ ahead: true });
  });
});

describe("a note in several languages", () => {
  const { ask } = deskOf([
    { id: "note", text: "The IOSS covers parcels up to 150 euros." },
    { id: "note.zh-Hans", lang: "zh-Hans", of: "note", text: "IOSS适用于150欧元以下的包裹。" },
  ]);

  test.each([
    ["zh-Hans", "IOSS适用于哪些包裹？", "IOSS适用于150欧元以下的包裹。"],
    ["zh-Hant", "IOSS適用於哪些包裹？", "IOSS适用于150欧元以下的包裹。"],
    ["en", "Which parcels does the IOSS cover?", "The IOSS covers parcels up to 150 euros."],
    ["tr", "IOSS hangi paketleri kapsıyor?", "The IOSS covers parcels up to 150 euros."],
  ])("%s: is quoted in the reader's own, else in the original", async (lang, question, quote) => {
    expect((await ask(question, { lang })).quotes).toEqual([quote]);
  });
});

describe("a follow-up", () => {
  const { ask } = deskOf([
    { id: "y2017", text: "In 2017 the Turkey expo had 200 exhibitors." },
    { id: "y2018", text: "In 2018 the Turkey expo had 310 exhibitors." },
    { id: "dubai", text: "In 2017 the Dubai expo had 150 exhibitors." },
  ]);
  const previous = "How many exhibitors did the Turkey expo have in 2017?";

  test.each([
    ["And in 2018?", "310 exhibitors"],
    ["And in Dubai?", "Dubai expo had 150"],
  ])("%s", async (question, words) => {
    const { quotes } = await ask(question, { previous });
    expect(quotes).toHaveLength(1);
    expect(quotes[0]).toContain(words);
  });

  test("may stand in the same message", async () => {
    const { parts } = await ask("How many exhibitors did the Turkey expo have in 2017? And in 2018?");
    expect(parts.map(({ citations }) => citations.map(({ document }) => document))).toEqual([["y2017"], ["y2018"]]);
  });

  test("without the question before is no question", async () => {
    expect((await ask("And?")).outcome).not.toBe("answered");
  });
});

describe("without documents", () => {
  const { ask } = deskOf([]);

  test("it says so", async () => {
    expect((await ask("Anything?")).outcome).toBe("unanswerable.noDocuments");
  });
});
