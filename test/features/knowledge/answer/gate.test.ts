import { beforeEach, describe, expect, test } from "vitest";
import type { Citation, PartAnswer } from "../../../../src/features/knowledge/answer/answer.ts";
import type { Context } from "../../../../src/features/knowledge/answer/context.ts";
import { gate, isVerbatim } from "../../../../src/features/knowledge/answer/gate.ts";
import { createPassageReader } from "../../../../src/features/knowledge/answer/read-passage.ts";
import { analyser, expand, placesIn } from "../../../support/knowledge.ts";
import { deskOf } from "../../../support/knowledge-desk.ts";
import { TODAY } from "../../../support/library.ts";

const TEXT = "The booth fee is 300 yuan. Tea is green. The fee is due on 5 May 2026.";
const desk = deskOf([
  { id: "fee", text: TEXT, from: "2020-01-01" },
  { id: "old", text: "The booth fee was 200 yuan.", until: "2019-12-31" },
]);

let context: Context;
beforeEach(async () => {
  const live = await desk.live();
  const query = expand("booth fee", "en", ["en"]);
  const found = await live.retrieve({ query, lang: "en", top: 10, asOf: null });
  context = {
    ...{
      expand,
      placesIn,
      analyser,
      read: createPassageReader(analyser),
      live,
      lang: "en",
      asOf: TODAY,
      text: "booth fee?",
      previous: null,
      together: false,
      numbered: 0,
    },
    ...{ question: null, found, outdated: null, ranked: [], relative: null, asked: null, evidence: [], confidence: 1 },
    outcome: "answered",
    answer: null,
  };
});

const cite = (given: Partial<Citation>): Citation => ({
  ...{ n: 1, document: "fee", version: 1, title: "fee", issuer: null, source: "fee.md", basis: null, url: null },
  ...{ published: null, from: null, until: null, heading: null, quote: "The booth fee is 300 yuan.", lang: "en" },
  ...given,
});

const pass = (citations: readonly Citation[], given: Partial<PartAnswer> = {}): PartAnswer | null => {
  const nothing = { relative: null, asked: null, outdated: null, nearest: null };
  const answer: PartAnswer = { question: "q", outcome: "answered", figure: null, citations, ...nothing, ...given };
  return gate({ ...context, answer }).answer;
};

describe("a citation passes", () => {
  test.each(["The booth fee is 300 yuan.", "The booth fee is 300 yuan. … The fee is due on 5 May 2026.", TEXT])(
    "that is word for word: %s",
    (quote) => {
      expect(pass([cite({ quote })])?.citations).toHaveLength(1);
    },
  );
});

describe("a citation is taken out", () => {
  test.each([
    ["with another figure", { quote: "The booth fee is 400 yuan." }],
    ["with another unit", { quote: "The booth fee is 300 euros." }],
    ["with another date", { quote: "The fee is due on 5 May 2027." }],
    ["that leaves out a word", { quote: "The fee is 300 yuan." }],
    ["in other letters", { quote: "the booth fee is 300 yuan." }],
    ["one of whose stretches is nowhere", { quote: "The booth fee is 300 yuan. … It is free." }],
    ["of no words", { quote: "" }],
    ["of a document that is not shown", { document: "nowhere" }],
    ["of a version that is not shown", { version: 2 }],
    ["of a version that is not in force", { document: "old", quote: "The booth fee was 200 yuan." }],
    ["whose words stand in another document", { document: "fee", quote: "The booth fee was 200 yuan." }],
  ])("%s", (_name, given) => {
    expect(pass([cite(given)])).toMatchObject({ outcome: "unanswerable.notCovered", citations: [], figure: null });
    const both = pass([cite(given), cite({ n: 2 })]);
    expect([both?.outcome, both?.citations.map(({ n }) => n)]).toEqual(["answered", [2]]);
  });

  test("of a document that was not retrieved", () => {
    const quote = "The booth fee is 300 yuan.";
    const answer = { ...context, found: [] };
    expect(gate({ ...answer, answer: pass([cite({ quote })]) }).answer?.citations).toEqual([]);
  });
});

describe("the figure in front", () => {
  test("stays where the first quote holds it", () => {
    expect(pass([cite({})], { figure: "300 yuan" })?.figure).toBe("300 yuan");
  });

  test.each(["400 yuan", "300 euros", "5 May"])("goes where it does not: %s", (figure) => {
    const answer = pass([cite({})], { figure });
    expect([answer?.outcome, answer?.figure]).toEqual(["answered", null]);
  });

  test("goes where the quote that held it was taken out", () => {
    const gone = cite({ document: "old", quote: "The booth fee was 200 yuan." });
    expect(pass([gone, cite({ n: 2 })], { figure: "200 yuan" })?.figure).toBeNull();
  });
});

test("what is no answer passes as it is", () => {
  const refused = gate({ ...context, outcome: "unanswerable.otherYear", answer: null });
  expect([refused.outcome, refused.answer]).toEqual(["unanswerable.otherYear", null]);
});

test("words of two passages are no quote of either", () => {
  const passages = [
    { document: "d", version: 1, text: "Tea is green." },
    { document: "d", version: 1, text: "Silk is red." },
  ];
  expect(isVerbatim({ document: "d", version: 1, quote: "Tea is green." }, passages)).toBe(true);
  expect(isVerbatim({ document: "d", version: 1, quote: "Tea is green. … Silk is red." }, passages)).toBe(false);
});
