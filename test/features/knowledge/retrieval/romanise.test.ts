import { describe, expect, test } from "vitest";
import { romaniseNames } from "../../../../src/features/knowledge/retrieval/romanise.ts";

const spellingsOf = (text: string): string[] =>
  romaniseNames(text).flatMap(({ spellings }) => spellings.map((words) => words.join(" ")));

describe("Chinese characters as names in Latin letters", () => {
  test.each([
    ["王冲", ["wang chong", "wangchong"]],
    ["淳安", ["chun an", "chunan"]],
    ["金建杭", ["jin jianhang", "jinjianhang"]],
  ])("%s", (name, spellings) => {
    expect(spellingsOf(name)).toEqual(expect.arrayContaining(spellings));
  });

  test("are read out of a longer stretch, by the characters as they are written", () => {
    expect(romaniseNames("问王冲吗").map(({ written }) => written)).toContain("王冲");
  });

  test("are none in one character, in kana or in Latin letters", () => {
    expect(romaniseNames("王 ひらがな Wang")).toEqual([]);
  });
});
