import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Candidate } from "../../../../src/features/knowledge/answer/candidates.ts";
import { selectEvidence } from "../../../../src/features/knowledge/answer/select.ts";
import type { RankedPassage } from "../../../../src/features/knowledge/retrieval/retriever.ts";
import { splitSentences } from "../../../../src/features/knowledge/sentences.ts";
import { deskOf, type Note } from "../../../support/knowledge-desk.ts";

const NOTES = new URL("../../../../data/knowledge/", import.meta.url).pathname;

function passage(text: string, more: Partial<RankedPassage> = {}): RankedPassage {
  const where = { document: "d", version: 1, ordinal: 0, heading: null, title: "Notice", source: "d.md" };
  return { ...where, lang: "en", score: 10, text, ...more };
}

/** The sentences of a passage with their scores, likeliest first together with those of others. */
function ranked(...passages: readonly (readonly [RankedPassage, readonly number[]])[]): Candidate[] {
  return passages
    .flatMap(([own, scores]) => {
      let end = 0;
      return splitSentences(own.text, own.lang).map((sentence, index): Candidate => {
        const start = end + sentence.length - sentence.trimStart().length;
        end += sentence.length;
        const rest = { before: [], own: [], around: [], fitsKind: true, focus: 1 };
        return { ...rest, passage: own, index, text: sentence.trim(), start, score: scores[index] ?? 0 };
      });
    })
    .sort((one, other) => other.score - one.score);
}

const quotes = (candidates: readonly Candidate[]) => selectEvidence(candidates).map(({ quote }) => quote);

describe("a quote", () => {
  test("is the sentence that answers", () => {
    const text = "The expo took place in Istanbul. The booth fee was US$1.85 per visitor. Tea was served.";
    expect(quotes(ranked([passage(text), [0.1, 1, 0.1]]))).toEqual(["The booth fee was US$1.85 per visitor."]);
  });

  test("is as in the document where neighbours are quoted together", () => {
    const text = "The subsidy is 20%.\n The fee  ends in May.";
    expect(quotes(ranked([passage(text), [1, 1]]))).toEqual([text]);
    const chinese = "展位补贴为展位费的百分之二十。展位补贴在五月截止。";
    expect(quotes(ranked([passage(chinese, { lang: "zh-Hans" }), [0.9, 1]]))).toEqual([chinese]);
  });

  test("keeps the order of the document", () => {
    expect(quotes(ranked([passage("One. Two. Three."), [0.9, 1, 0.95]]))).toEqual(["One. Two. Three."]);
  });

  test("marks with an ellipsis what it leaves out", () => {
    expect(quotes(ranked([passage("One. Two. Three."), [1, 0.1, 0.9]]))).toEqual(["One. … Three."]);
  });

  test("is one per passage, the best passage first", () => {
    const one = passage("Tea is taxed.");
    const other = passage("Silk is taxed.", { document: "e" });
    expect(quotes(ranked([one, [0.95]], [other, [1]]))).toEqual(["Silk is taxed.", "Tea is taxed."]);
  });

  test("is not repeated where two documents say the same", () => {
    const text = "The booth fee is 100 yuan.";
    expect(quotes(ranked([passage(text), [1]], [passage(text, { document: "copy" }), [1]]))).toEqual([text]);
  });

  test("is none where there is nothing to quote", () => {
    expect(selectEvidence([])).toEqual([]);
  });

  test("of many long sentences keeps to what a chat can show", () => {
    const text = Array.from({ length: 9 }, (_, index) => `The booth fee ${"of the hall ".repeat(14)}is ${index}.`).join(
      " ",
    );
    const all = quotes(ranked([passage(text), Array.from({ length: 9 }, () => 1)]));
    expect(all).toHaveLength(1);
    expect(all.join("").length).toBeLessThan(600);
  });

  test("of one sentence is whole, however long that is", () => {
    const text = `The booth fee ${"of the hall ".repeat(70)}is 100 yuan.`;
    expect(quotes(ranked([passage(text), [1]]))).toEqual([text]);
  });
});

describe("on the starter notes", () => {
  const notes = readdirSync(NOTES).map((file): Note => {
    const [, front = "", text = ""] = readFileSync(join(NOTES, file), "utf8").split(/^---$/mu);
    const field = (name: string) => new RegExp(`^${name}: (.+)$`, "mu").exec(front)?.[1] ?? "";
    const of = field("translation-of");
    return {
      ...{ id: field("id"), title: field("title").replaceAll('"', ""), lang: field("lang") },
      text: text.trim().replace(/^#+ /gmu, "# "),
      ...(of === "null" ? {} : { of }),
    };
  });
  const desk = deskOf(notes);

  test.each([
    ["en", "How many buyers came to the Turkey expo?"],
    ["en", "What is the subsidy for overseas warehouses?"],
    ["en", "How are products inspected?"],
    ["zh-Hans", "杭州有多少海外仓？"],
    ["zh-Hans", "土耳其展会的成交额是多少？"],
    ["tr", "Türkiye fuarına kaç alıcı geldi?"],
    ["ar", "كم عدد المستودعات الخارجية؟"],
    ["ru", "Сколько компаний было на выставке?"],
  ])("%s: what is quoted for %s stands in its passage, word for word", async (lang, question) => {
    const { citations, passages } = await desk.ask(question, { lang });
    for (const { document, quote } of citations) {
      const own = passages.filter((one) => one.document === document);
      expect(own.some(({ text }) => quote.split(" … ").every((part) => text.includes(part)))).toBe(true);
    }
    expect(passages.length).toBeGreaterThan(0);
  });

  test("something is quoted for what they are about", async () => {
    expect((await desk.ask("How many buyers came to the Turkey expo?")).quotes).not.toEqual([]);
    expect((await desk.ask("什么是海外仓？", { lang: "zh-Hans" })).passages[0]?.lang).toBe("zh-Hans");
  });
});
