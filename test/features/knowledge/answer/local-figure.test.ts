import { describe, expect, test } from "vitest";
import { localFigure } from "../../../../src/features/knowledge/answer/local-figure.ts";
import { figuresIn } from "../../../../src/features/knowledge/gate/figures.ts";
import { TAGS } from "../../../support/knowledge.ts";

/** Spaces of all kinds as one, and no marks of direction: they differ between releases of the language data. */
const plain = (text: string | null) => text?.replace(/[\u200e\u200f\u061c]/gu, "").replace(/\s/gu, " ") ?? null;

describe("a figure as its reader writes it", () => {
  test.each([
    ["US$1.8 billion", "en", "zh-Hans", "18亿美元"],
    ["US$1.8 billion", "en", "zh-Hant", "18億 美元"],
    ["US$1.8 billion", "en", "de", "1,8 Milliarden US-Dollar"],
    ["US$1.8 billion", "en", "hi", "1.8 अरब यूएस डॉलर"],
    ["18.5亿美元", "zh-Hans", "en", "1.85 billion US dollars"],
    ["20 percent", "en", "de", "20 %"],
    ["20 percent", "en", "tr", "%20"],
    ["14 days", "en", "zh-Hans", "14天"],
    ["1,850", "en", "de", "1.850"],
    ["1,850", "en", "hi", "1,850"],
  ])("%s (%s) in %s: %s", (figure, lang, reader, local) => {
    expect(plain(localFigure(figure, lang, reader))).toSatisfy(
      (text: string | null) => text?.replaceAll(" ", "") === local.replaceAll(" ", ""),
    );
  });

  test("has the words of its language", () => {
    expect(localFigure("US$1.8 billion", "en", "fr")).toMatch(/1,8\smilliard.*dollars/u);
    expect(localFigure("US$1.8 billion", "en", "ar")).toMatch(/مليار.*دولار/u);
  });

  const figures = [
    "US$1.85 million",
    "300 yuan",
    "20 percent",
    "6 months",
    "£40",
    "185万",
    "3.5亿元",
    "12,000",
    "€150",
    "49,000",
  ];
  test.each(TAGS)("is the same value and unit in %s", (reader) => {
    for (const figure of figures) {
      const lang = /\p{sc=Han}/u.test(figure) ? "zh-Hans" : "en";
      const [before] = figuresIn(figure, lang);
      const [after, ...others] = figuresIn(localFigure(figure, lang, reader) ?? "", reader);
      expect([reader, figure, after?.value, after?.unit, others]).toEqual([
        ...[reader, figure, before?.value, before?.unit],
        [],
      ]);
    }
  });
});

describe("a figure stays as it is", () => {
  test.each(["no figure", "from 3 to 4", "3,500 square metres", ""])("%s", (figure) => {
    expect(localFigure(figure, "en", "de")).toBeNull();
  });
});
