import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Capabilities, TextUnit } from "../../src/message/capabilities.ts";
import { fit as fitted } from "../../src/message/fit.ts";
import { escapeMarkdown } from "../../src/message/markdown.ts";
import type { Mode, Option, Outgoing, Part, Source } from "../../src/message/outgoing.ts";
import type { Piece } from "../../src/message/piece.ts";
import { type Block, paragraph, plainText, type RichText, type Span } from "../../src/message/text.ts";

const RUNS = { numRuns: 300 };
const WORDS = {
  restInFile: "Rest in the file.",
  fileName: "answer.txt",
  moreOptions: "More options:",
  openSource: "Open a source",
};

const BASE: Capabilities = {
  text: { limit: 4096, unit: "utf16" },
  pieces: 4,
  buttons: { perRow: 3, rows: 10, label: 40 },
  select: { options: 25, label: 60 },
  sources: "buttons",
  forms: "shown",
  edits: true,
  topics: false,
  pace: null,
};
const TYPED: Capabilities = { ...BASE, buttons: null, select: null, sources: "typed" };

const word = fc.constantFrom(
  ..."sellers tariff. **bold** 1. <@12> ](x) @everyone 杭州市商务局 展位费？ 👨‍👩‍👧‍👦 👩🏽‍🚀 معرض الجمارك، מחיר Ханчжоу ค่าธรรมเนียม निर्यात। Verpackungsverordnungen".split(
    " ",
  ),
);
const sentence = fc.array(word, { minLength: 1, maxLength: 14 }).map((some) => `${some.join(" ")} `);
const span: fc.Arbitrary<Span> = fc.oneof(
  { weight: 4, arbitrary: sentence.map((text): Span => ({ kind: "text", text })) },
  sentence.map((text): Span => ({ kind: "bold", spans: [{ kind: "text", text }] })),
  fc.integer({ min: 1, max: 20 }).map((n): Span => ({ kind: "citation", n })),
);
const spans = fc.array(span, { minLength: 1, maxLength: 4 });
const block: fc.Arbitrary<Block> = fc.oneof(
  spans.map((own) => paragraph(...own)),
  spans.map((own): Block => ({ kind: "quote", spans: own, lang: null })),
  fc.array(spans, { minLength: 1, maxLength: 4 }).map((items): Block => ({ kind: "list", ordered: false, items })),
);
const richText = fc.array(block, { minLength: 1, maxLength: 5 });

const act = fc.uuid();
const label = fc
  .array(word, { minLength: 1, maxLength: 6 })
  .map((some) => [paragraph({ kind: "text", text: some.join(" ") })]);
const option: fc.Arbitrary<Option<RichText, string>> = fc.record({ label, act });
const choice = fc
  .tuple(label, fc.array(option, { minLength: 1, maxLength: 12 }))
  .map(([prompt, options]): Part<RichText, string> => ({ kind: "choice", prompt, options }));
const buttons = fc
  .array(
    fc
      .tuple(fc.constantFrom("act", "form"), label, act)
      .map(([kind, text, press]) => ({ kind, label: text, act: press }) as const),
    { minLength: 1, maxLength: 6 },
  )
  .map((all): Part<RichText, string> => ({ kind: "buttons", buttons: all }));
const sources = fc.array(act, { minLength: 1, maxLength: 4 }).map(
  (acts): Part<RichText, string> => ({
    kind: "sources",
    sources: acts.map((press, index) => sourceOf(index + 1, press)),
  }),
);
const parts = fc
  .tuple(richText, fc.option(choice), fc.option(buttons), fc.option(sources))
  .map(([text, ...more]) => [{ kind: "text", text } as const, ...more.filter((part) => part !== null)]);

const capabilities: fc.Arbitrary<Capabilities> = fc.record({
  text: fc.option(
    fc.record({
      limit: fc.oneof(fc.integer({ min: 20, max: 100 }), fc.integer({ min: 101, max: 4096 })),
      unit: fc.constantFrom("utf16" as const, "codePoints" as const, "markdown" as const),
    }),
  ),
  pieces: fc.integer({ min: 1, max: 8 }),
  buttons: fc.option(
    fc.record({
      perRow: fc.integer({ min: 1, max: 5 }),
      rows: fc.constant(40),
      label: fc.integer({ min: 8, max: 80 }),
    }),
  ),
  select: fc.option(fc.record({ options: fc.integer({ min: 1, max: 25 }), label: fc.integer({ min: 8, max: 100 }) })),
  sources: fc.constantFrom("inPlace" as const, "buttons" as const, "typed" as const),
  forms: fc.constantFrom("shown" as const, "asked" as const),
  edits: fc.boolean(),
  topics: fc.boolean(),
  pace: fc.constant(null),
});
const mode: fc.Arbitrary<Mode> = fc.constantFrom<Mode>(
  { kind: "new" },
  { kind: "private" },
  { kind: "replace", message: "m1" },
  { kind: "topic", name: "Q-0001" },
);

function sourceOf(n: number, press: string): Source<string> {
  return {
    n,
    title: `Notice ${n}`,
    issuer: null,
    published: null,
    from: null,
    until: null,
    heading: null,
    quote: "as written",
    lang: "en",
    origin: "notice.md",
    url: null,
    act: press,
  };
}

function outgoing(own: readonly Part<RichText, string>[], to: Mode = { kind: "new" }): Outgoing<RichText, string> {
  return { parts: own, mode: to, lane: "interactive", expiresAt: null };
}

function text(words: string): RichText {
  return [paragraph({ kind: "text", text: words })];
}

function lengthOf(piece: Piece, unit: TextUnit): number {
  const shown = unit === "markdown" ? escapeMarkdown(plainText(piece.text)) : plainText(piece.text);
  return unit === "utf16" ? shown.length : Array.from(shown).length;
}

function isBare(piece: Piece): boolean {
  return piece.rows.length + piece.sources.length + piece.shortcuts.length === 0 && piece.select === null;
}

/** The words without white space and list markers. */
function wordsOf(rich: RichText): string {
  return plainText(rich).replace(/\s|•/gu, "");
}

function forAll(
  check: (message: Outgoing<RichText, string>, own: Capabilities, pieces: readonly Piece[]) => void,
): void {
  fc.assert(
    fc.property(parts, mode, capabilities, (all, to, own) => {
      const message = outgoing(all, to);
      check(message, own, fitted(message, own, WORDS));
    }),
    RUNS,
  );
}

describe("whatever the message, and whatever the platform", () => {
  test("no piece is over the limit of the platform", () => {
    forAll((_message, own, pieces) => {
      for (const piece of pieces) {
        if (own.text !== null) expect(lengthOf(piece, own.text.unit)).toBeLessThanOrEqual(own.text.limit);
      }
    });
  });

  test("the pieces hold all the words in order, or a file holds them", () => {
    forAll((message, _own, pieces) => {
      const said = message.parts.flatMap((part) =>
        part.kind === "text" ? part.text : part.kind === "choice" ? part.prompt : [],
      );
      const file = pieces.at(-1)?.file;
      const shown = file ? file.text.replace(/\s|•/gu, "") : pieces.map((piece) => wordsOf(piece.text)).join("");
      expect(shown.startsWith(wordsOf(said))).toBe(true);
    });
  });

  test("no more pieces than the platform takes; past them the last one says that the rest is in the file", () => {
    forAll((_message, own, pieces) => {
      const texts = pieces.filter((piece) => piece.file === null);
      if (own.text !== null) expect(texts.length).toBeLessThanOrEqual(own.pieces);
      const files = pieces.filter((piece) => piece.file !== null);
      expect(files.length).toBeLessThanOrEqual(1);
      if (files.length === 1) {
        expect(plainText(texts.at(-1)?.text ?? [])).toContain(WORDS.restInFile);
        expect(files[0]?.file?.name).toBe(WORDS.fileName);
      }
    });
  });

  test("controls stand on the last piece only", () => {
    forAll((message, _own, pieces) => {
      expect(pieces.slice(0, -1).every(isBare)).toBe(true);
      const pressable = message.parts.some(({ kind }) => kind === "choice" || kind === "buttons");
      if (pressable) expect(pieces.map(isBare).at(-1)).toBe(false);
    });
  });

  test("every option can be chosen, and every button pressed or typed", () => {
    forAll((message, _own, pieces) => {
      const wanted = message.parts.flatMap((part) => {
        if (part.kind === "choice") return part.options.map((one) => one.act);
        return part.kind === "buttons" ? part.buttons.flatMap((one) => (one.kind === "link" ? [] : [one.act])) : [];
      });
      const last = pieces.at(-1);
      const given = [
        ...(last?.select?.options ?? []).map((one) => one.act),
        ...(last?.rows ?? []).flat().flatMap((one) => (one.kind === "link" ? [] : [one.act])),
        ...(last?.shortcuts ?? []).map((one) => one.act),
      ];
      expect(wanted.filter((one) => !given.includes(one))).toEqual([]);
    });
  });

  test("labels and rows keep to what the platform shows, and labels are cut between characters", () => {
    forAll((message, own, pieces) => {
      const labels = message.parts.flatMap((part): RichText[] => {
        if (part.kind === "choice") return part.options.map((one) => one.label);
        return part.kind === "buttons" ? part.buttons.map((one) => one.label) : [];
      });
      const starts = new Set(labels.flatMap((one) => beginningsOf(plainText(one))));
      const last = pieces.at(-1);
      for (const row of last?.rows ?? []) {
        expect(row.length).toBeLessThanOrEqual(own.buttons?.perRow ?? 0);
        for (const button of row) {
          expect(button.label.length).toBeLessThanOrEqual(own.buttons?.label ?? 0);
          if (button.label.endsWith("…")) expect(starts.has(button.label.slice(0, -1))).toBe(true);
        }
      }
      for (const one of last?.select?.options ?? []) {
        expect(one.label.length).toBeLessThanOrEqual(own.select?.label ?? 0);
        if (one.label.endsWith("…")) expect(starts.has(one.label.slice(0, -1))).toBe(true);
      }
    });
  });

  test("only the first piece replaces a message, and only where messages can be edited", () => {
    forAll((message, own, pieces) => {
      const replacing = pieces.map((piece) => piece.mode.kind === "replace");
      expect(replacing.slice(1)).not.toContain(true);
      expect(replacing[0]).toBe(message.mode.kind === "replace" && own.edits);
    });
  });

  test("what is for one person alone stays so in every piece", () => {
    forAll((message, _own, pieces) => {
      if (message.mode.kind === "private")
        expect(new Set(pieces.map((piece) => piece.mode.kind))).toEqual(new Set(["private"]));
    });
  });
});

/** All beginnings of a text that end between two characters that a reader sees. */
function beginningsOf(whole: string): string[] {
  const segments = new Intl.Segmenter("und", { granularity: "grapheme" }).segment(whole);
  return Array.from(segments, ({ index }) => whole.slice(0, index).trimEnd());
}

describe("a choice", () => {
  const options = ["Furniture", "Silk", "Tea"].map((name) => ({ label: text(name), act: `pick ${name}` }));
  const message = outgoing([{ kind: "choice", prompt: text("What do you sell?"), options }]);
  const only = (own: Capabilities): Piece => {
    const [piece, ...more] = fitted(message, own, WORDS);
    expect(more).toEqual([]);
    if (piece === undefined) throw new Error("nothing was sent");
    return piece;
  };

  test("is a list to choose from where the platform has one", () => {
    const piece = only(BASE);
    expect(piece.select).toEqual({
      prompt: "What do you sell?",
      options: [
        { label: "Furniture", act: "pick Furniture" },
        { label: "Silk", act: "pick Silk" },
        { label: "Tea", act: "pick Tea" },
      ],
    });
    expect(piece.rows).toEqual([]);
    expect(piece.shortcuts).toEqual([]);
  });

  test("is buttons where there is no list, or where the list is too short for it", () => {
    for (const select of [null, { options: 2, label: 60 }]) {
      const piece = only({ ...BASE, select });
      expect(piece.select).toBeNull();
      expect(piece.rows.flat().map((button) => button.label)).toEqual(["Furniture", "Silk", "Tea"]);
    }
  });

  test("is letters to type where there is nothing to press, and they can be read", () => {
    const piece = only(TYPED);
    expect(piece.rows).toEqual([]);
    expect(piece.shortcuts.map(({ input, act: press }) => [input, press])).toEqual([
      ["a", "pick Furniture"],
      ["b", "pick Silk"],
      ["c", "pick Tea"],
    ]);
    expect(plainText(piece.text)).toContain("b) Silk");
  });

  test("of more than the buttons hold keeps every option within reach", () => {
    const many = Array.from({ length: 12 }, (_, index) => ({ label: text(`Hall ${index}`), act: `hall ${index}` }));
    const few = { ...BASE, select: null, buttons: { perRow: 5, rows: 2, label: 40 } };
    const pieces = fitted(outgoing([{ kind: "choice", prompt: text("Which hall?"), options: many }]), few, WORDS);
    expect(pieces.flatMap((piece) => piece.rows.flat())).toHaveLength(12);
    expect(pieces.map((piece) => [plainText(piece.text), piece.rows.length])).toEqual([
      ["Which hall?", 2],
      ["More options:", 1],
    ]);
  });

  test("goes on after z with two letters", () => {
    const many = Array.from({ length: 30 }, (_, index) => ({ label: text(`Hall ${index}`), act: `hall ${index}` }));
    const [piece] = fitted(outgoing([{ kind: "choice", prompt: text("Which hall?"), options: many }]), TYPED, WORDS);
    const inputs = piece?.shortcuts.map(({ input }) => input) ?? [];
    expect(inputs.slice(25)).toEqual(["z", "aa", "ab", "ac", "ad"]);
    expect(new Set(inputs).size).toBe(30);
  });
});

describe("buttons", () => {
  const labelled = (...names: string[]) =>
    outgoing([
      { kind: "text", text: text("Choose") },
      { kind: "buttons", buttons: names.map((name) => ({ kind: "act", label: text(name), act: name })) },
    ]);
  const rowsOf = (message: Outgoing<RichText, string>) =>
    fitted(message, BASE, WORDS)[0]?.rows.map((row) => row.map((button) => button.label));

  test("share a row while all are short", () => {
    expect(rowsOf(labelled("Yes", "No", "Later", "Never"))).toEqual([["Yes", "No", "Later"], ["Never"]]);
  });

  test("stand alone where one is long", () => {
    expect(rowsOf(labelled("Yes", "Ask a person at the desk"))).toEqual([["Yes"], ["Ask a person at the desk"]]);
  });

  test("lead to their address also where people type", () => {
    const message = outgoing([
      { kind: "text", text: text("Here it is") },
      {
        kind: "buttons",
        buttons: [{ kind: "link", label: text("Open the document"), url: "https://example.org/notice" }],
      },
    ]);
    expect(JSON.stringify(fitted(message, TYPED, WORDS))).toContain("https://example.org/notice");
  });

  test("a label never ends inside a family of emoji", () => {
    const [piece] = fitted(labelled(`${"x".repeat(33)}👨‍👩‍👧‍👦👨‍👩‍👧‍👦`), BASE, WORDS);
    expect(piece?.rows[0]?.[0]?.label).toBe(`${"x".repeat(33)}…`);
  });
});

describe("sources", () => {
  const message = outgoing([
    { kind: "text", text: text("Silk is sold [1].") },
    { kind: "sources", sources: [sourceOf(1, "open 1"), sourceOf(2, "open 2")] },
  ]);

  test("open in place where the platform can", () => {
    const [piece] = fitted(message, { ...BASE, sources: "inPlace" }, WORDS);
    expect(piece?.sources.map(({ n }) => n)).toEqual([1, 2]);
    expect(piece?.rows).toEqual([]);
  });

  test("are a row of numbered buttons where it has buttons", () => {
    const [piece] = fitted(message, BASE, WORDS);
    expect(piece?.sources).toEqual([]);
    expect(piece?.rows).toEqual([
      [
        { kind: "act", label: "1", act: "open 1" },
        { kind: "act", label: "2", act: "open 2" },
      ],
    ]);
  });

  test("are numbers to type where people type, with their titles", () => {
    const [piece] = fitted(message, TYPED, WORDS);
    expect(piece?.shortcuts.map(({ input, kind }) => `${input} ${kind}`)).toEqual(["1 source", "2 source"]);
    expect(plainText(piece?.text ?? [])).toContain("2) Notice 2");
  });
});

describe("a message", () => {
  test("with a card shows its title, its text and its fields", () => {
    const [piece] = fitted(
      outgoing([
        {
          kind: "card",
          title: text("Booth A-101"),
          text: text("Hall 1"),
          fields: [{ label: text("Size"), value: text("9 m²") }],
        },
      ]),
      BASE,
      WORDS,
    );
    expect(plainText(piece?.text ?? [])).toBe("Booth A-101\n\nHall 1\n\nSize: 9 m²");
  });

  test("with a file sends it after the text", () => {
    const file = { name: "plan.csv", mime: "text/csv", text: "booth,company" };
    const pieces = fitted(
      outgoing([
        { kind: "text", text: text("The plan") },
        { kind: "file", file },
      ]),
      BASE,
      WORDS,
    );
    expect(pieces.map((piece) => piece.file?.name ?? plainText(piece.text))).toEqual(["The plan", "plan.csv"]);
  });

  test("of nothing is still one piece", () => {
    expect(fitted(outgoing([]), BASE, WORDS)).toHaveLength(1);
  });

  test("past the pieces that a platform takes goes into a file that holds all of it", () => {
    const long = Array.from({ length: 40 }, (_, index) =>
      paragraph({ kind: "text", text: `Paragraph ${index} of the notice.` }),
    );
    const pieces = fitted(
      outgoing([{ kind: "text", text: long }]),
      { ...BASE, text: { limit: 100, unit: "utf16" }, pieces: 3 },
      WORDS,
    );
    expect(pieces).toHaveLength(4);
    expect(plainText(pieces[0]?.text ?? [])).toContain("Paragraph 0");
    expect(pieces[3]?.file?.text).toBe(plainText(long));
  });
});
