import { describe, expect, test } from "vitest";
import type { Analyser } from "../../../../src/features/knowledge/retrieval/analyse.ts";
import { createQueryExpander } from "../../../../src/features/knowledge/retrieval/expand.ts";
import { type GlossaryTerm, termOf } from "../../../../src/features/knowledge/retrieval/glossary.ts";
import { createGrowingExpander } from "../../../../src/features/knowledge/retrieval/growing-expander.ts";
import { analyser, glossary } from "../../../support/knowledge.ts";

const term = (names: Readonly<Record<string, string>>): GlossaryTerm =>
  termOf("staff", new Map(Object.entries(names).map(([tag, name]) => [tag, [name]])));
const MORE = [
  term({ en: "pallet jack", tr: "transpalet", "zh-Hans": "托盘车" }),
  term({ en: "warehouse", tr: "ambar", "zh-Hans": "海外仓" }),
];
const QUESTIONS = [
  ["tr", "Transpalet ambarda mı?"],
  ["en", "Is the pallet jack in the overseas warehouse?"],
  ["zh-Hans", "海外仓有托盘车吗？"],
  ["ar", "كم رسوم الجناح في المعرض؟"],
] as const;

describe("a growing expander", () => {
  test.each(QUESTIONS)("reads %s: %s as one made of all terms would", (lang, question) => {
    const growing = createGrowingExpander(glossary, analyser);
    const targets = ["en", "tr", "zh-Hans"];
    const before = createQueryExpander(glossary, analyser)(question, lang, targets);
    expect(growing.expand(question, lang, targets)).toEqual(before);
    growing.learn(MORE);
    const after = createQueryExpander([...glossary, ...MORE], analyser)(question, lang, targets);
    expect(growing.expand(question, lang, targets)).toEqual(after);
    if (lang !== "ar") expect(after).not.toEqual(before);
    growing.learn([]);
    expect(growing.expand(question, lang, targets)).toEqual(before);
  });

  test("reads only the new words when it learns, and nothing when there are none", () => {
    let read = 0;
    const counting: Analyser = {
      ...analyser,
      tokens: (text, lang) => {
        read += 1;
        return analyser.tokens(text, lang);
      },
    };
    const growing = createGrowingExpander(glossary, counting);
    const readFor = (change: () => void): number => {
      read = 0;
      change();
      growing.expand("Transpalet nerede?", "tr", ["en"]);
      return read;
    };
    const first = readFor(() => undefined);
    const asked = readFor(() => undefined);
    expect(first).toBeGreaterThan(asked + 1_000);
    expect(readFor(() => growing.learn(MORE))).toBeLessThan(asked + 30);
    const known = readFor(() => undefined);
    expect(readFor(() => growing.learn([...MORE]))).toBe(known);
  });
});
