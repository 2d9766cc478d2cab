import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { splitSentences } from "../../../src/features/knowledge/sentences.ts";

const trimmed = (text: string, lang: string) => splitSentences(text, lang).map((sentence) => sentence.trim());

test("joined, the sentences are the text, whatever it is", () => {
  const text = fc.array(
    fc.oneof(
      fc.string({ unit: "grapheme" }),
      fc.constantFrom(". ", "。", "؟ ", "!\n", "\n\n", "Co. ", "1.85", "”", "(a)", "U.S. "),
    ),
    { maxLength: 30 },
  );
  fc.assert(
    fc.property(text, fc.constantFrom("en", "zh-Hans", "ar", "th", "tr", "und"), (parts, lang) => {
      expect(splitSentences(parts.join(""), lang).join("")).toBe(parts.join(""));
    }),
    { numRuns: 300 },
  );
});

describe("a full stop ends no sentence", () => {
  test.each([
    "Alibaba Co. Ltd. has its seat in Hangzhou.",
    "Order No. 810 is in force.",
    "It is Hall No. B of the centre.",
    "He sells to Gao Corp. Shanghai and to Wu Inc. Hangzhou.",
    "Mr. Gao and Dr. Wu spoke.",
    "The U.S. Customs office answers.",
    "It sold goods, e.g. Turkish carpets.",
    "The turnover was US$1.85 million.",
    "Art. 12 says how.",
  ])("%s", (text) => {
    expect(splitSentences(text, "en")).toEqual([text]);
  });
});

describe("sentences end", () => {
  test("at full stops, question marks and exclamation marks", () => {
    expect(trimmed("Is it free? Yes! It is.", "en")).toEqual(["Is it free?", "Yes!", "It is."]);
  });

  test("after a year or an amount at their end", () => {
    expect(trimmed("It opened in 2015. It grew by 20%. The rest is unknown.", "en")).toHaveLength(3);
  });

  test("at Chinese and Japanese stops, without spaces", () => {
    expect(trimmed("展会在五月。展位免费吗？是的！", "zh-Hans")).toEqual(["展会在五月。", "展位免费吗？", "是的！"]);
    expect(trimmed("見本市は五月です。無料ですか？", "ja")).toEqual(["見本市は五月です。", "無料ですか？"]);
  });

  test("at Arabic question marks and stops", () => {
    expect(trimmed("متى يبدأ المعرض؟ يبدأ في مايو. الدخول مجاني.", "ar")).toEqual([
      "متى يبدأ المعرض؟",
      "يبدأ في مايو.",
      "الدخول مجاني.",
    ]);
  });

  test("at the Hindi danda", () => {
    expect(trimmed("मेला मई में है। प्रवेश मुफ़्त है।", "hi")).toHaveLength(2);
  });

  test("at the end of a line", () => {
    expect(trimmed("• Furniture\n• Silk\n• Tea", "en")).toEqual(["• Furniture", "• Silk", "• Tea"]);
  });
});

describe("a closing quote", () => {
  test("stays with its sentence", () => {
    expect(trimmed("“It is free.” She left.", "en")).toEqual(["“It is free.”", "She left."]);
    expect(trimmed("他说：“展位免费。”然后离开了。", "zh-Hans")[0]).toContain("展位免费。”");
    expect(trimmed("(It is free.) She left.", "en")).toEqual(["(It is free.)", "She left."]);
  });

  test("is not mistaken for an opening one", () => {
    expect(trimmed('She came. "It is free," she said.', "en")).toEqual(["She came.", '"It is free," she said.']);
  });
});
