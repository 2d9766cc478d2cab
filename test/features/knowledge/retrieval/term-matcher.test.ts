import { describe, expect, test } from "vitest";
import type { GlossaryTerm } from "../../../../src/features/knowledge/retrieval/glossary.ts";
import { createTermMatcher } from "../../../../src/features/knowledge/retrieval/term-matcher.ts";
import { createTermNames } from "../../../../src/features/knowledge/retrieval/term-names.ts";
import { analyser } from "../../../support/knowledge.ts";

const term = (names: Readonly<Record<string, readonly string[]>>): GlossaryTerm => ({
  group: "trade",
  names: new Map(Object.entries(names)),
  places: [],
});

/** The stretches of a question: the first name of each of their terms, or the bare word. */
function parted(question: string, lang: string, names: readonly (readonly string[])[]): string[] {
  const terms = names.map((own) => term({ [lang]: own }));
  return createTermMatcher(
    [createTermNames(terms, analyser)(lang)],
    lang,
    analyser,
  )(question).map(({ terms: found, text }) =>
    found.length === 0 ? text : found.map((one) => `<${one.names.get(lang)?.[0]}>`).join("+"),
  );
}

describe("a question is parted into terms and words", () => {
  test("in its order, where spaces part words", () => {
    expect(parted("Is silk taxed in an overseas warehouse?", "en", [["overseas warehouse"], ["tax"]])).toEqual([
      "silk",
      "<tax>",
      "<overseas warehouse>",
    ]);
  });

  test.each([
    ["zh-Hans", "丝绸海外仓", [["海外仓"]], ["<海外仓>", "丝绸"]],
    ["ja", "海外倉庫", [["海外倉庫"]], ["<海外倉庫>"]],
    ["th", "ภาษีมูลค่าเพิ่ม", [["ภาษีมูลค่าเพิ่ม"]], ["<ภาษีมูลค่าเพิ่ม>"]],
  ])("%s: terms first, where nothing parts words: %s", (lang, question, names, stretches) => {
    expect(parted(question, lang, names)).toEqual(stretches);
  });
});

test("the longest name is taken, and its words are used up", () => {
  expect(parted("customs duty", "en", [["customs"], ["duty"], ["customs duty"]])).toEqual(["<customs duty>"]);
  expect(parted("跨境电商", "zh-Hans", [["电商"], ["跨境电商"]])).toEqual(["<跨境电商>"]);
});

test("one name of two terms means both", () => {
  expect(
    parted("booth", "en", [
      ["booth", "stand"],
      ["stall", "booth"],
    ]),
  ).toEqual(["<booth>+<stall>"]);
});

describe("a form of a name is the name", () => {
  test.each([
    ["en", "warehouses", "warehouse"],
    ["de", "Ausstellungen", "Ausstellung"],
    ["ru", "на выставках", "выставка"],
    ["pl", "podatku", "podatek"],
    ["tr", "sergilerimizde", "sergi"],
    ["es", "las exposiciones", "exposición"],
    ["fr", "les entrepôts", "entrepôt"],
    ["ar", "المعرض", "معرض"],
    ["hi", "गोदामों", "गोदाम"],
  ])("%s: %s of %s", (lang, question, name) => {
    expect(parted(question, lang, [[name]])).toEqual([`<${name}>`]);
  });

  test.each([
    ["de", "Verzögerung", "Verzollung"],
    ["tr", "cinayet", "Çin"],
    ["ru", "договор", "товар"],
  ])("%s: but %s is not of %s", (lang, question, name) => {
    expect(parted(question, lang, [[name]])).not.toEqual([`<${name}>`]);
  });

  test("the term most alike is taken of several", () => {
    expect(parted("Verzollung", "de", [["Verzollungen"], ["Verzollung"]])).toEqual(["<Verzollung>"]);
  });
});

test("a name with a stop word is not met by the rest of it", () => {
  expect(parted("any trade", "en", [["trade-in"]])).toEqual(["trade"]);
});

test("a name in Latin letters stands in no longer word of Chinese text", () => {
  expect(parted("aider公司", "zh-Hans", [["AI"]])).not.toContain("<AI>");
  expect(parted("用AI的公司", "zh-Hans", [["AI"]])).toContain("<AI>");
  expect(parted("C++编程", "zh-Hans", [["C++"]])).toContain("<C++>");
});

test("stop words and nothing are no stretch", () => {
  expect([parted("what is the", "en", [["silk"]]), parted("", "zh-Hans", [["丝绸"]])]).toEqual([[], []]);
});
