import { describe, expect, test } from "vitest";
import type { Answer, Citation, Outcome, PartAnswer } from "../../../../src/features/knowledge/answer/answer.ts";
import { OUTCOMES } from "../../../../src/features/knowledge/answer/answer.ts";
import { headingWithin, presentAnswer, presentSources } from "../../../../src/features/knowledge/answer/present.ts";
import { type Localizable, plainText } from "../../../../src/message/text.ts";

const citation: Citation = {
  ...{
    n: 1,
    document: "fee",
    version: 1,
    title: "Fees",
    issuer: "The office",
    source: "fee.md",
    basis: null,
    url: null,
  },
  ...{ published: "2026-01-01", from: null, until: null, heading: "Fees > Booths", lang: "en" },
  quote: "The fee is US$1.8 billion.",
};
const answered: PartAnswer = {
  ...{ question: "What is the fee?", outcome: "answered", figure: null, citations: [citation] },
  ...{ relative: null, asked: null, outdated: null, nearest: null },
};
const unanswered = (outcome: Outcome, given: Partial<PartAnswer> = {}): PartAnswer => ({
  ...answered,
  outcome,
  citations: [],
  ...given,
});

const answerOf = (...parts: readonly PartAnswer[]): Answer => ({
  ...{ question: "q", outcome: parts[0]?.outcome ?? "answered", mode: "extractive", parts },
  ...{ confidence: 1, passages: [] },
});

/** What is said: keys, and written words as they are. */
function said(localizable: Localizable): string[] {
  if ("key" in localizable) return [localizable.key.replace("knowledge.", "")];
  if ("written" in localizable) return [`"${plainText(localizable.written)}"`];
  return ("all" in localizable ? localizable.all : localizable.lines).flatMap(said);
}
const show = (reader: string, ...parts: readonly PartAnswer[]) => said(presentAnswer(answerOf(...parts), reader));

/** The values of the one key that is said. */
function paramsOf(key: string, part: PartAnswer, reader = "en"): unknown {
  const found: unknown[] = [];
  const look = (one: Localizable): void => {
    if ("key" in one && one.key === `knowledge.${key}`) found.push(one.params);
    if ("all" in one) one.all.forEach(look);
  };
  look(presentAnswer(answerOf(part), reader));
  return found[0];
}

const QUOTE = '"The fee is US$1.8 billion. [1]"';

describe("an answer shows", () => {
  test("its quotes, each with the number of its source", () => {
    expect(show("en", answered)).toEqual(["lead", QUOTE]);
  });

  test("the figure that was asked for in front", () => {
    expect(show("en", { ...answered, figure: "US$1.8 billion" })).toEqual(["figure", QUOTE]);
  });

  test("the figure as the reader writes it beside the words of the document", () => {
    const part = { ...answered, figure: "US$1.8 billion" };
    expect(show("zh-Hans", part)).toEqual(["figureBoth", QUOTE, "foreignQuotes"]);
    expect(paramsOf("figureBoth", part, "zh-Hans")).toMatchObject({ local: expect.stringMatching(/18\s*亿\s*美元/u) });
  });

  test("which language its quotes are in, where that is another", () => {
    expect(show("zh-Hans", answered)).toEqual(["lead", QUOTE, "foreignQuotes"]);
    expect(show("en-GB", answered)).toEqual(["lead", QUOTE]);
  });

  test("the year that its words mean", () => {
    const part = { ...answered, relative: { words: "last year", year: 2015 } };
    expect(show("en", part)).toEqual(["lead", QUOTE, "relativeYear"]);
    expect(paramsOf("relativeYear", part)).toMatchObject({ year: "2015" });
    expect(show("en", { ...answered, relative: { words: "last year", year: null } })).toContain("relativeUnknown");
  });

  test("each question above its answer, where there are several", () => {
    expect(show("en", answered, unanswered("unanswerable.notCovered"))).toEqual(["part", QUOTE, "part", "notCovered"]);
  });
});

describe("what is not in force is named", () => {
  const past = { title: "Old", lang: "en", from: null, until: "2025-12-31", ahead: false, replacedBy: null };
  const by = { document: "new", version: 1, title: "New", since: "2026-01-01" };
  test.each([
    ["as past", past, ["expired"]],
    ["as still to come", { ...past, from: "2028-01-01", until: null, ahead: true }, ["notYet"]],
    ["with what took its place", { ...past, replacedBy: by }, ["replaced"]],
    ["not where nothing is known of it", { ...past, until: null }, []],
  ])("%s", (_name, outdated, keys) => {
    expect(show("en", unanswered("unanswerable.notCovered", { outdated }))).toEqual(["notCovered", ...keys]);
    expect(show("en", { ...answered, outdated })).toEqual(["lead", QUOTE, ...keys]);
  });
});

describe("no answer", () => {
  const KEYS: Readonly<Record<Exclude<Outcome, "answered">, string>> = {
    "unanswerable.noDocuments": "noDocuments",
    "unanswerable.notCovered": "notCovered",
    "unanswerable.otherYear": "otherYear",
    "unanswerable.otherPlace": "otherPlace",
    "unanswerable.planOnly": "planOnly",
    "refused.empty": "empty",
    "refused.tooLong": "tooLong",
    "refused.unreadable": "unreadable",
  };
  test.each(Object.entries(KEYS))("%s has its own words", (outcome, key) => {
    const known = OUTCOMES.find((one) => one === outcome) ?? "answered";
    expect(show("en", unanswered(known))).toEqual([key]);
  });

  test("names the nearest place", () => {
    const nearest = { title: "Fees", heading: "Fees > Booths", lang: "en", quote: null };
    expect(show("en", unanswered("unanswerable.notCovered", { nearest }))).toEqual(["notCovered", "nearest"]);
    expect(JSON.stringify(paramsOf("nearest", unanswered("unanswerable.notCovered", { nearest })))).toContain(
      "Fees – Booths",
    );
  });

  test("quotes what the documents cover instead, and the year that was asked for", () => {
    const nearest = { title: "Fees", heading: null, lang: "en", quote: "The fee was 3 yuan in 2017." };
    const part = unanswered("unanswerable.otherYear", { nearest, asked: "2019" });
    expect(show("en", part)).toEqual(["otherYear", "covered", '"The fee was 3 yuan in 2017. (Fees)"']);
    expect(paramsOf("otherYear", part)).toEqual({ year: "2019" });
  });

  test("says how long a question may be", () => {
    expect(paramsOf("tooLong", unanswered("refused.tooLong"))).toEqual({ length: 16, max: expect.any(Number) });
  });
});

describe("the sources", () => {
  test("are those of all parts, each opened by its own action", () => {
    const second = { ...citation, n: 2, document: "b", basis: "The gazette" };
    const sources = presentSources(answerOf(answered, { ...answered, citations: [second] }), ({ n }) => `open ${n}`);
    expect(sources).toMatchObject([
      { n: 1, act: "open 1", origin: "fee.md", heading: "Booths", quote: citation.quote },
      { n: 2, act: "open 2", origin: "The gazette" },
    ]);
  });

  test("do not repeat the title in the heading", () => {
    expect([
      headingWithin("A", "A > B > C"),
      headingWithin("A", "A"),
      headingWithin("A", null),
      headingWithin("A", "B"),
    ]).toEqual(["B › C", null, null, "B"]);
  });
});
