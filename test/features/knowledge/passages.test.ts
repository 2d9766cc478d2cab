import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { DocumentBlock } from "../../../src/features/knowledge/document.ts";
import { cutPassages } from "../../../src/features/knowledge/passages.ts";

const heading = (level: number, text: string): DocumentBlock => ({ kind: "heading", level, text });
const paragraph = (text: string): DocumentBlock => ({ kind: "paragraph", text });

/** The longest that a paragraph stays whole. */
const LONG = 900;

const sentence = fc
  .array(fc.constantFrom("booths", "customs", "US$1.85", "10,000", "Hangzhou", "silk"), { minLength: 3, maxLength: 30 })
  .map((words) => `The ${words.join(" ")}.`);
const block = fc.oneof(
  {
    weight: 1,
    arbitrary: fc.tuple(fc.integer({ min: 1, max: 4 }), fc.uuid()).map(([level, text]) => heading(level, text)),
  },
  {
    weight: 3,
    arbitrary: fc.array(sentence, { minLength: 1, maxLength: 14 }).map((some) => paragraph(some.join(" "))),
  },
);
const blocks = fc.array(block, { maxLength: 20 });

describe("whatever the document", () => {
  test("the passages hold all paragraphs, in order, and nothing else", () => {
    fc.assert(
      fc.property(blocks, (all) => {
        const written = all.flatMap((one) => (one.kind === "paragraph" ? [one.text] : [])).join(" ");
        const cut = cutPassages(all, "en")
          .map(({ text }) => text.replaceAll("\n", " "))
          .join(" ");
        expect(cut).toBe(written);
      }),
      { numRuns: 300 },
    );
  });

  test("no passage crosses a heading, and each stands under its own", () => {
    fc.assert(
      fc.property(blocks, (all) => {
        const path: DocumentBlock[] = [];
        const places: { readonly heading: string | null; text: string }[] = [];
        for (const one of all) {
          if (one.kind === "heading") {
            while (path.some((above) => above.kind === "heading" && above.level >= one.level)) path.pop();
            path.push(one);
            places.push({ heading: path.map(({ text }) => text).join(" > "), text: "" });
          } else {
            if (places.length === 0) places.push({ heading: null, text: "" });
            const place = places.at(-1);
            if (place) place.text += ` ${one.text}`;
          }
        }
        for (const passage of cutPassages(all, "en")) {
          const own = places.filter(({ heading: name }) => name === passage.heading);
          expect(own.some(({ text }) => text.includes(passage.text.replaceAll("\n", " ")))).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });

  test("no passage is longer than a paragraph may be, and their numbers count up from nought", () => {
    fc.assert(
      fc.property(blocks, (all) => {
        const passages = cutPassages(all, "en");
        for (const { text } of passages) expect(text.length).toBeLessThanOrEqual(LONG + 10);
        expect(passages.map(({ ordinal }) => ordinal)).toEqual(passages.map((_, index) => index));
      }),
      { numRuns: 300 },
    );
  });
});

describe("a passage", () => {
  test("names the headings above it, the outermost first", () => {
    const passages = cutPassages(
      [
        heading(1, "Expo"),
        heading(2, "Booths"),
        paragraph("Free."),
        heading(3, "Prices"),
        paragraph("None."),
        heading(2, "Dates"),
        paragraph("May."),
      ],
      "en",
    );
    expect(passages.map((passage) => passage.heading)).toEqual([
      "Expo > Booths",
      "Expo > Booths > Prices",
      "Expo > Dates",
    ]);
  });

  test("has no heading before the first one", () => {
    expect(cutPassages([paragraph("Words."), heading(1, "Later")], "en")).toEqual([
      { ordinal: 0, heading: null, text: "Words." },
    ]);
  });

  test("holds short neighbours together", () => {
    expect(
      cutPassages([paragraph("One."), paragraph("Two."), paragraph("Three.")], "en").map(({ text }) => text),
    ).toEqual(["One.\nTwo.\nThree."]);
  });

  test("ends after a sentence where a paragraph is too long", () => {
    const text = Array.from({ length: 60 }, (_, index) => `Sentence ${index} cost US$1.85 million.`).join(" ");
    const passages = cutPassages([paragraph(text)], "en");
    expect(passages.length).toBeGreaterThan(2);
    for (const passage of passages) expect(passage.text).toMatch(/^Sentence .*million\.$/su);
  });

  test.each([
    ["zh-Hans", "杭州企业参加土耳其展会，展出一万多件产品。"],
    ["ja", "展示会には多くの企業が出展しました。"],
    ["ar", "شاركت شركات كثيرة في المعرض. "],
    ["hi", "मेले में कई कंपनियां आईं। "],
    ["th", "บริษัทจำนวนมากเข้าร่วมงานแสดงสินค้าในปีนี้ "],
  ])("of a long paragraph in %s is no longer than one may be", (lang, sentenceOfIt) => {
    for (const { text } of cutPassages([paragraph(sentenceOfIt.repeat(100))], lang)) {
      expect(text.length).toBeLessThanOrEqual(LONG);
    }
  });
});
