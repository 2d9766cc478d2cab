import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { selectEvidence } from "../../../../src/features/knowledge/answer/select.ts";
import { markdown } from "../../../../src/features/knowledge/formats/markdown.ts";
import { cutPassages } from "../../../../src/features/knowledge/passages.ts";
import { createQueryExpander } from "../../../../src/features/knowledge/retrieval/expand.ts";
import { loadGlossary } from "../../../../src/features/knowledge/retrieval/glossary.ts";
import { createLexicalRetriever } from "../../../../src/features/knowledge/retrieval/lexical.ts";
import type { IndexedPassage, RankedPassage } from "../../../../src/features/knowledge/retrieval/retriever.ts";

const DATA = new URL("../../../data/", import.meta.url).pathname;
/** At most so much is quoted, unless one sentence alone is longer. */
const MOST = 480;

/** Every word tells the same. */
const IDF = () => 1;

const expand = createQueryExpander(loadGlossary(join(DATA, "glossary.csv")));

function passage(text: string, more: Partial<RankedPassage> = {}): RankedPassage {
  return {
    document: "d",
    version: 1,
    ordinal: 0,
    heading: null,
    title: "Notice",
    lang: "en",
    score: 10,
    coverage: 1,
    topical: true,
    ...more,
    text,
  };
}

function quotes(question: string, passages: readonly RankedPassage[], lang = "en"): string[] {
  return selectEvidence(passages, expand(question, lang, ["en", "zh-Hans"]), IDF).map(({ quote }) => quote);
}

/** The parts of a quote that stand together in the document. */
const partsOf = (quote: string) => quote.split(/ ?… /u);

describe("a quote", () => {
  test("is the sentence that answers", () => {
    const text = "The expo took place in Istanbul. The booth fee was US$1.85 per visitor. Tea was served.";
    expect(quotes("What was the booth fee?", [passage(text)])).toEqual(["The booth fee was US$1.85 per visitor."]);
  });

  test("is as in the document where neighbours are quoted together", () => {
    const text = "The subsidy is 20% of the booth fee.\nThe booth fee subsidy ends in May.";
    const [quote = ""] = quotes("booth fee subsidy", [passage(text)]);
    expect(text).toContain(quote);
    expect(quote).toContain("ends in May");
  });

  test("is as in the document in Chinese too", () => {
    const text = "展位补贴为展位费的百分之二十。展位补贴在五月截止。";
    const [quote = ""] = quotes("展位补贴", [passage(text, { lang: "zh-Hans" })], "zh-Hans");
    expect(text).toContain(quote);
    expect(quote).toContain("五月");
  });

  test("marks with an ellipsis what it leaves out", () => {
    const text = "The booth fee is 100 yuan. Tea is green. The booth fee rises in May.";
    expect(quotes("booth fee", [passage(text)])).toEqual(["The booth fee is 100 yuan. … The booth fee rises in May."]);
  });

  test("is not repeated where two documents say the same", () => {
    const text = "The booth fee is 100 yuan.";
    expect(quotes("booth fee", [passage(text), passage(text, { document: "copy" })])).toEqual([text]);
  });

  test("is none where nothing of the question stands", () => {
    expect(quotes("turquoise jewellery", [passage("Xyz.")])).toEqual([]);
    expect(selectEvidence([], expand("booth", "en", ["en"]), IDF)).toEqual([]);
  });

  test("of many long sentences keeps to what a chat can show", () => {
    const text = Array.from({ length: 9 }, (_, index) => `The booth fee ${"of the hall ".repeat(14)}is ${index}.`).join(
      " ",
    );
    const all = quotes("booth fee", [passage(text)]);
    expect(all.length).toBeGreaterThan(0);
    expect(all.join("").length).toBeLessThanOrEqual(MOST);
  });
});

describe("on the starter notes", async () => {
  const passages: IndexedPassage[] = [];
  for (const file of readdirSync(join(DATA, "knowledge"))) {
    const { blocks, title, frontMatter } = await markdown.parse(readFileSync(join(DATA, "knowledge", file), "utf8"));
    const lang = String(frontMatter.lang);
    for (const one of cutPassages(blocks, lang))
      passages.push({ ...one, document: file, version: 1, title: title ?? file, lang });
  }
  const retriever = createLexicalRetriever(passages, expand);

  test.each([
    ["en", "How many buyers came to the Turkey expo?"],
    ["en", "What is the subsidy for overseas warehouses?"],
    ["en", "How are products inspected?"],
    ["zh-Hans", "杭州有多少海外仓？"],
    ["zh-Hans", "土耳其展会的成交额是多少？"],
    ["tr", "Türkiye fuarına kaç alıcı geldi?"],
    ["ar", "كم عدد المستودعات الخارجية؟"],
    ["ru", "Сколько компаний было на выставке?"],
  ])("%s: every quote of %s stands in its passage, word for word", (lang, question) => {
    const found = retriever.search({ text: question, lang, top: 12 });
    const evidence = selectEvidence(found, expand(question, lang, ["en", "zh-Hans"]), IDF);
    expect(evidence.length).toBeGreaterThan(0);
    for (const { passage: own, quote } of evidence) {
      for (const part of partsOf(quote)) expect(own.text).toContain(part);
    }
    const length = evidence.reduce((sum, { quote }) => sum + quote.length, 0);
    expect(length).toBeLessThanOrEqual(MOST + 20);
  });
});
