import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { likeness, SAME } from "../../../src/features/support/grouping.ts";
import { following, isBare } from "../../../src/features/support/signature.ts";
import { readQuestion } from "../../support/questions.ts";

const TODAY = "2026-05-01";

type Pair = { readonly same: boolean; readonly foreign: boolean; readonly likeness: number; readonly words: string };

const pairs = readFileSync(new URL("../../fixtures/question-pairs.txt", import.meta.url), "utf8")
  .split("\n")
  .filter((line) => line !== "" && !line.startsWith("#"))
  .map((line): Pair => {
    const [kind, lang = "", question = "", otherLang = "", other = ""] = line.split("|");
    return {
      same: kind === "same",
      foreign: lang.split("-")[0] !== otherLang.split("-")[0],
      likeness: compare(lang, question, otherLang, other),
      words: `${question} / ${other}`,
    };
  });
const setOn = pairs.filter((_pair, index) => index % 2 === 0);
const heldOut = pairs.filter((_pair, index) => index % 2 === 1);

function compare(lang: string, question: string, otherLang: string, other: string): number {
  return likeness(readQuestion(question, lang, TODAY), readQuestion(other, otherLang, TODAY));
}

/** Of the pairs taken for the same, the share that is; of those that are, the share that was found. */
function measure(some: readonly Pair[]): { readonly precision: number; readonly recall: number } {
  const found = some.filter((pair) => pair.likeness >= SAME);
  const right = found.filter(({ same }) => same).length;
  return { precision: right / found.length, recall: right / some.filter(({ same }) => same).length };
}

describe("on questions of our own in thirteen languages", () => {
  test("there are enough pairs, and half of them are near misses", () => {
    expect(pairs.length).toBeGreaterThanOrEqual(120);
    expect(pairs.filter(({ same }) => !same).length / pairs.length).toBeGreaterThan(0.45);
  });

  test.each([
    ["the half the threshold was set on", setOn],
    ["the half that was held out", heldOut],
  ])("what is grouped belongs together, and most of what belongs together is grouped: %s", (_name, some) => {
    const { precision, recall } = measure(some);
    const wrong = some.filter((pair) => !pair.same && pair.likeness >= SAME).map(({ words }) => words);
    expect(precision, wrong.join("\n")).toBeGreaterThanOrEqual(0.95);
    expect(recall).toBeGreaterThanOrEqual(0.75);
  });

  test("also across languages", () => {
    const { precision, recall } = measure(pairs.filter(({ foreign }) => foreign));
    expect(precision).toBeGreaterThanOrEqual(0.95);
    expect(recall).toBeGreaterThanOrEqual(0.75);
  });
});

describe("numbers, places and the kind of answer are hard", () => {
  test.each([
    ["years", "What was the turnover of the Turkey expo in 2019?", "What was the turnover of the Turkey expo in 2016?"],
    [
      "a year and none",
      "What was the turnover of the Turkey expo in 2019?",
      "What was the turnover of the Turkey expo?",
    ],
    ["cities", "How many sellers are there in Hangzhou?", "How many sellers are there in Shanghai?"],
    ["a place and none", "How many sellers are there in Hangzhou?", "How many sellers are there?"],
    ["when and how much", "When does the Turkey expo open?", "What does the Turkey expo cost?"],
  ])("%s", (_name, one, other) => {
    expect(compare("en", one, "en", other)).toBe(0);
  });

  test("the same question to the letter means another year a year later", () => {
    const question = "How much is this year's booth subsidy in Hangzhou?";
    const then = readQuestion(question, "en", "2025-05-01");
    expect(likeness(then, readQuestion(question, "en", "2025-11-30"))).toBe(1);
    expect(likeness(then, readQuestion(question, "en", "2026-05-01"))).toBe(0);
    expect(likeness(then, readQuestion("2025年杭州的展位补贴是多少？", "zh-Hans", "2026-05-01"))).toBeGreaterThan(SAME);
  });

  test("one product in place of another is another question, however long the rest", () => {
    const question = (product: string) =>
      `We ship ${product} from a bonded warehouse in Hangzhou by courier to buyers in Mexico: what customs duty and what VAT do they pay at customs clearance?`;
    expect(compare("en", question("toys"), "en", question("furniture"))).toBeLessThan(SAME);
    expect(compare("en", question("toys"), "en", `Hello, please help. ${question("toys")}`)).toBeGreaterThan(SAME);
  });
});

describe("wording that the lexicon parts in another way", () => {
  test("is matched by its words, and only where all of them are there", () => {
    const question = "Which warehouse subsidy does Jiangsu give?";
    expect(compare("en", question, "en", "What subsidies are there in Jiangsu for warehouses?")).toBeGreaterThan(SAME);
    expect(compare("en", question, "en", "What subsidies are there in Jiangsu for talent?")).toBeLessThan(SAME);
  });

  test("and by terms that many languages give one name, not by any two terms", () => {
    const deadline = "registration deadline of the Dubai expo";
    expect(compare("en", deadline, "en", "time limit for registration at the Dubai expo")).toBeGreaterThan(SAME);
    expect(compare("en", deadline, "en", "venue for registration at the Dubai expo")).toBeLessThan(SAME);
  });
});

describe("a follow-up", () => {
  test("takes the topic of the question before it, and its own year", () => {
    const before = readQuestion("What was the turnover of the Turkey expo in 2017?", "en", TODAY);
    const bare = readQuestion("And in 2019?", "en", TODAY);
    expect(isBare(bare)).toBe(true);
    const both = following(before, bare);
    expect(likeness(both, readQuestion("2019年土耳其展会的成交额是多少？", "zh-Hans", TODAY))).toBeGreaterThan(SAME);
    expect(likeness(both, before)).toBe(0);
  });
});
