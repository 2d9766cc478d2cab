import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { splitText } from "../../src/message/split.ts";
import { type Block, paragraph, plainText, type RichText, type Span } from "../../src/message/text.ts";

type Unit = "utf16" | "codePoints";

const RUNS = { numRuns: 300 };

const shortWord = fc.constantFrom(
  ..."booth customs 1.85 IOSS 10,000 yuan. refund? e\u0301tat Łódź 杭州跨境电商。 展位费 サンプル 見本市 👩‍👩‍👧‍👦 👍🏽 🇹🇷 معرض، الجمارك؟ מחיר выставка. ค่าธรรมเนียม शुल्क। Gümrükleme".split(
    " ",
  ),
);
const longWord = fc
  .tuple(
    fc.constantFrom("Zollwertfestsetzung", "跨境电子商务综合试验区", "👨‍👩‍👧‍👦👩🏽‍🚀", "مستودعخارجي"),
    fc.integer({ min: 2, max: 8 }),
  )
  .map(([part, times]) => part.repeat(times));
const words = fc
  .array(fc.oneof({ weight: 9, arbitrary: shortWord }, { weight: 1, arbitrary: longWord }), {
    minLength: 1,
    maxLength: 12,
  })
  .map((some) => `${some.join(" ")} `);

const plain = words.map((text): Span => ({ kind: "text", text }));
const link = fc
  .tuple(words, fc.nat())
  .map(([text, id]): Span => ({ kind: "link", url: `https://example.org/${id}`, spans: [{ kind: "text", text }] }));
const citation = fc.integer({ min: 1, max: 99 }).map((n): Span => ({ kind: "citation", n }));
const leaf = fc.oneof({ weight: 4, arbitrary: plain }, link, citation);
const styled = fc
  .tuple(fc.constantFrom("bold", "italic", "code"), fc.array(leaf, { minLength: 1, maxLength: 3 }))
  .map(([kind, spans]): Span => ({ kind, spans }));
const spans = fc.array(fc.oneof({ weight: 4, arbitrary: leaf }, styled), { minLength: 1, maxLength: 5 });
const block: fc.Arbitrary<Block> = fc.oneof(
  fc.tuple(fc.constantFrom("paragraph", "heading"), spans).map(([kind, own]): Block => ({ kind, spans: own })),
  fc
    // Ordered lists carry their numbers along when they are cut: a test of their own says so below.
    .tuple(fc.constant(false), fc.array(spans, { minLength: 1, maxLength: 5 }))
    .map(([ordered, items]): Block => ({ kind: "list", ordered, items })),
  spans.map((own): Block => ({ kind: "quote", spans: own, lang: "zh-Hans" })),
);
const richText = fc.array(block, { minLength: 1, maxLength: 6 });
const limit = fc.oneof(
  fc.integer({ min: 20, max: 80 }),
  fc.integer({ min: 81, max: 500 }),
  fc.integer({ min: 501, max: 4096 }),
);
const unit = fc.constantFrom<Unit>("utf16", "codePoints");

function lengthOf(text: string, of: Unit): number {
  return of === "utf16" ? text.length : Array.from(text).length;
}

function spansOf(rich: RichText): readonly Span[] {
  return rich.flatMap((one) => (one.kind === "list" ? one.items.flat() : one.spans));
}

function leavesOf(own: readonly Span[]): Span[] {
  return own.flatMap((span) => ("spans" in span && span.kind !== "link" ? leavesOf(span.spans) : [span]));
}

function textOf(own: readonly Span[]): string {
  return own
    .map((span) => ("spans" in span ? textOf(span.spans) : span.kind === "citation" ? `[${span.n}]` : span.text))
    .join("");
}

const segmenter = new Intl.Segmenter("und", { granularity: "grapheme" });

/** What a reader sees, character by character, without white space and list markers. */
function charactersOf(rich: RichText): string[] {
  return Array.from(segmenter.segment(textOf(spansOf(rich))), (part) => part.segment).filter(
    (character) => character.trim() !== "",
  );
}

function forAll(check: (rich: RichText, most: number, of: Unit) => void): void {
  fc.assert(fc.property(richText, limit, unit, check), RUNS);
}

describe("whatever is written, and whatever the limit", () => {
  test("no run is over the limit", () => {
    forAll((rich, most, of) => {
      for (const run of splitText(rich, most, of)) expect(lengthOf(plainText(run), of)).toBeLessThanOrEqual(most);
    });
  });

  test("all words stand in the runs, in order, and no character is cut in two", () => {
    forAll((rich, most, of) => {
      expect(splitText(rich, most, of).flatMap(charactersOf).join("|")).toBe(charactersOf(rich).join("|"));
    });
  });

  test("links that fit stay whole and keep their address", () => {
    forAll((rich, most, of) => {
      const fitting = leavesOf(spansOf(rich)).filter(
        (span) => span.kind === "link" && lengthOf(textOf([span]), of) <= most,
      );
      const kept = splitText(rich, most, of).flatMap((run) =>
        leavesOf(spansOf(run)).filter(({ kind }) => kind === "link"),
      );
      expect(kept).toEqual(fitting);
    });
  });

  test("citations stay whole, in order", () => {
    const numbersOf = (rich: RichText) =>
      leavesOf(spansOf(rich)).flatMap((span) => (span.kind === "citation" ? [span.n] : []));
    forAll((rich, most, of) => {
      expect(splitText(rich, most, of).flatMap(numbersOf)).toEqual(numbersOf(rich));
    });
  });

  test("a quote stays a quote in its language, and a heading a heading", () => {
    const kindsOf = (rich: RichText) =>
      new Set(
        rich.flatMap((one) => (one.kind === "list" ? [] : [one.kind === "quote" ? `quote ${one.lang}` : one.kind])),
      );
    forAll((rich, most, of) => {
      const kinds = new Set(splitText(rich, most, of).flatMap((run) => [...kindsOf(run)]));
      expect([...kindsOf(rich)].filter((kind) => !kinds.has(kind))).toEqual([]);
    });
  });

  test("no run is empty", () => {
    forAll((rich, most, of) => {
      for (const run of splitText(rich, most, of)) expect(plainText(run).trim()).not.toBe("");
    });
  });
});

describe("where a text is cut", () => {
  test("space alone is no message, unless it is all there is", () => {
    const block = (text: string) => paragraph({ kind: "text", text });
    const long = block("x".repeat(9));
    expect(splitText([long, block(" \n \n \n"), long], 10, "utf16").map(plainText)).toEqual([
      "x".repeat(9),
      "x".repeat(9),
    ]);
    expect(splitText([block("\n")], 10, "utf16")).toHaveLength(1);
  });

  const cut = (text: string, most: number) =>
    splitText([paragraph({ kind: "text", text })], most, "utf16").map((run) => plainText(run).trim());

  test("between blocks where it can", () => {
    const rich = ["First paragraph.", "Second paragraph."].map((text) => paragraph({ kind: "text", text }));
    expect(splitText(rich, 20, "utf16").map(plainText)).toEqual(["First paragraph.", "Second paragraph."]);
  });

  test("else after a sentence", () => {
    expect(cut("The booth is free now. Sign up by Friday please", 30)).toEqual([
      "The booth is free now.",
      "Sign up by Friday please",
    ]);
    expect(cut("展位现在免费。请在星期五之前报名参加展会", 12)).toEqual([
      "展位现在免费。",
      "请在星期五之前报名参加展",
      "会",
    ]);
  });

  test("else at a space", () => {
    expect(cut("sellers buyers exhibitors organisers", 20)).toEqual(["sellers buyers", "exhibitors", "organisers"]);
  });

  test("else between two characters that a reader sees", () => {
    expect(cut("👩‍👩‍👧‍👦".repeat(3), 24)).toEqual(["👩‍👩‍👧‍👦".repeat(2), "👩‍👩‍👧‍👦"]);
  });

  test("not at the point of a figure", () => {
    expect(cut("It had a turnover of US$1.85 million", 26).join("|")).toContain("US$1.85");
  });

  test("what fits stays in one run, unchanged", () => {
    const rich: RichText = [paragraph({ kind: "bold", spans: [{ kind: "text", text: "Hello" }] })];
    expect(splitText(rich, 20, "utf16")).toEqual([rich]);
  });

  test("a character outside the basic plane counts as one code point and two UTF-16 units", () => {
    const rich = [paragraph({ kind: "text", text: "😀".repeat(20) })];
    expect(splitText(rich, 20, "codePoints")).toHaveLength(1);
    expect(splitText(rich, 20, "utf16")).toHaveLength(2);
  });

  test("a link longer than the limit is cut as text", () => {
    const rich = [
      paragraph({ kind: "link", url: "https://example.org", spans: [{ kind: "text", text: "word ".repeat(10) }] }),
    ];
    const runs = splitText(rich, 20, "utf16");
    expect(runs.length).toBeGreaterThan(1);
    expect(leavesOf(runs.flatMap(spansOf)).every(({ kind }) => kind === "text")).toBe(true);
  });

  test("the steps of a numbered list keep their numbers", () => {
    const items = ["Open an account", "Send the papers", "Pay the duty"].map((text): Span[] => [
      { kind: "text", text },
    ]);
    const shown = splitText([{ kind: "list", ordered: true, items }], 25, "utf16")
      .map(plainText)
      .join("\n");
    expect(shown).toContain("2. Send the papers");
    expect(shown).toContain("3. Pay the duty");
  });

  test("styling goes on after the cut, and leaves no confetti", () => {
    const rich = [paragraph({ kind: "bold", spans: [{ kind: "text", text: "sellers buyers exhibitors" }] })];
    expect(splitText(rich, 20, "utf16")).toEqual([
      [paragraph({ kind: "bold", spans: [{ kind: "text", text: "sellers buyers " }] })],
      [paragraph({ kind: "bold", spans: [{ kind: "text", text: "exhibitors" }] })],
    ]);
  });
});
