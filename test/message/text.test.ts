import { describe, expect, test } from "vitest";
import {
  lines,
  literal,
  localized,
  paragraph,
  plainText,
  sequence,
  stripControls,
  written,
} from "../../src/message/text.ts";

describe("control characters are stripped", () => {
  test.each([
    ["escape sequences of a terminal", "a\u001b[31mb", "a[31mb"],
    ["a null", "a\u0000b", "ab"],
    ["C1 controls", "a\u0085\u009fb", "ab"],
    ["a right-to-left override", "invoice\u202efdp.exe", "invoicefdp.exe"],
    ["embeddings and isolates", "\u202a\u202b\u202c\u2066\u2067\u2068\u2069x", "x"],
    ["direction marks", "a\u200e\u200fb", "ab"],
    ["a byte order mark", "\ufeffhello", "hello"],
    ["invisible tag characters", "a\u{e0041}\u{e007f}b", "ab"],
    ["an unpaired surrogate", "a\ud83db", "ab"],
    ["the replacement character", "a\ufffdb", "ab"],
  ])("%s", (_name, given, expected) => {
    expect(stripControls(given)).toBe(expected);
  });

  test("line ends of every kind become one kind", () => {
    expect(stripControls("a\r\nb\rc\nd")).toBe("a\nb\nc\nd");
  });

  test("tabs, line breaks and empty lines stay", () => {
    expect(stripControls("a\tb\n\nc")).toBe("a\tb\n\nc");
  });

  test.each(["👩‍👩‍👧‍👦", "👍🏽", "می‌خواهم", "क्‍ष", "e\u0301", "𠮷野家", "مرحبا، كيف الحال؟"])(
    "%s stays as it is written",
    (word) => {
      expect(stripControls(word)).toBe(word);
    },
  );
});

describe("what a person wrote is never parsed", () => {
  const words = "**bold** _it_ `code` {{name}} [1] <b>x</b> https://example.org - item\n- two";

  test("in a literal span", () => {
    expect(literal(words)).toEqual({ kind: "text", text: words });
  });

  test("in written text", () => {
    expect(written(words, "en")).toEqual({
      written: [{ kind: "paragraph", spans: [{ kind: "text", text: words }] }],
      lang: "en",
    });
  });

  test("and written text loses its control characters, and has no language unless one is named", () => {
    expect(written("a\u202eb")).toEqual({ written: [paragraph({ kind: "text", text: "ab" })], lang: null });
  });
});

describe("plain text", () => {
  test("drops styling, keeps the words of links, and shows citations as numbers", () => {
    const rich = [
      paragraph(
        { kind: "text", text: "See " },
        { kind: "link", url: "https://example.org", spans: [{ kind: "bold", spans: [literal("the notice")] }] },
        { kind: "text", text: " " },
        { kind: "citation", n: 2 },
      ),
    ];
    expect(plainText(rich)).toBe("See the notice [2]");
  });

  test("parts blocks by an empty line and marks list items", () => {
    expect(
      plainText([
        { kind: "heading", spans: [literal("Steps")] },
        { kind: "list", ordered: true, items: [[literal("sign up")], [literal("pay")]] },
        { kind: "list", ordered: false, items: [[literal("silk")], [literal("tea")]] },
        { kind: "quote", lang: "zh-Hans", spans: [literal("展位")] },
      ]),
    ).toBe("Steps\n\n1. sign up\n2. pay\n\n• silk\n• tea\n\n展位");
  });

  test("of nothing is empty", () => {
    expect(plainText([])).toBe("");
  });
});

describe("texts to be turned into a language later", () => {
  test("carry their key and, where there are any, their params", () => {
    expect(localized("core.help")).toEqual({ key: "core.help" });
    expect(localized("core.hello", { name: "Li" })).toEqual({ key: "core.hello", params: { name: "Li" } });
  });

  test("stand one after another as paragraphs or as lines", () => {
    const [one, two] = [localized("core.one"), localized("core.two")];
    expect(sequence(one, two)).toEqual({ all: [one, two] });
    expect(lines(one, two)).toEqual({ lines: [one, two] });
  });
});
