import { describe, expect, test } from "vitest";
import { diffPassages, diffVersions, type ParagraphChange } from "../../../../src/features/knowledge/library/diff.ts";
import { fileOf } from "../../../support/documents.ts";
import { describeLibrary, TODAY } from "../../../support/library.ts";

/** Passages of one document: a heading (or null) and paragraphs each. */
function textOf(...passages: readonly (readonly [string | null, ...string[]])[]) {
  return passages.map(([heading, ...paragraphs], ordinal) => ({ ordinal, heading, text: paragraphs.join("\n") }));
}

/** The changes with their marks, as `kb diff` shows them. */
function marked(changes: readonly ParagraphChange[]): string[] {
  const mark = { same: "", added: "+", removed: "-" };
  return changes.map(({ words }) => words.map(({ change, text }) => `${mark[change]}${text}${mark[change]}`).join("|"));
}

describe("the difference of two texts", () => {
  test("is nothing where they are the same", () => {
    const text = textOf(["A", "one", "two"]);
    expect(diffPassages(text, text, "en")).toEqual([]);
  });

  test("is shown by paragraph, then by word, under its heading", () => {
    const before = textOf(["Fees", "A booth costs 400 euros.", "Pay before March."]);
    const after = textOf(["Fees", "A booth costs 450 euros.", "Pay before March."]);
    const changes = diffPassages(before, after, "en");
    expect(marked(changes)).toEqual(["A booth costs |-400-|+450+| euros."]);
    expect(changes[0]).toMatchObject({ change: "changed", heading: "Fees" });
  });

  test("knows the words of languages that write no spaces", () => {
    const changes = diffPassages(
      textOf([null, "补贴最高为五十万元。"]),
      textOf([null, "补贴最高为八十万元。"]),
      "zh-Hans",
    );
    expect(changes).toHaveLength(1);
    expect(changes[0]?.words.some(({ change, text }) => change === "same" && text.startsWith("补贴"))).toBe(true);
  });

  test("shows what came and what went whole, headings too", () => {
    const before = textOf(["A", "stays"], ["B", "goes away"]);
    const after = textOf(["A", "stays", "is new here"], ["C", "quite another matter"]);
    expect(marked(diffPassages(before, after, "en"))).toEqual([
      "-B-",
      "-goes away-",
      "+is new here+",
      "+C+",
      "+quite another matter+",
    ]);
  });

  test("is not disturbed where a long paragraph is cut elsewhere", () => {
    const [one, two, three] = ["The fee is 5 euros. ", "It is paid by card. ", "Cash is not taken."];
    const before = textOf([null, `${one}${two}`, three]);
    const after = textOf([null, one.replace("5", "50"), `${two}${three}`]);
    const changes = diffPassages(before, after, "en");
    const changed = changes
      .flatMap(({ words }) => words)
      .filter(({ change, text }) => change !== "same" && text.trim());
    expect(changed.map(({ text }) => text.trim())).toEqual(["5", "50"]);
  });

  test("joined, the words are both texts", () => {
    const before = textOf([null, "one two three", "four five"]);
    const after = textOf([null, "one 2 three", "four five six"]);
    const changes = diffPassages(before, after, "en");
    const joined = (left: "added" | "removed") =>
      changes.map(({ words }) =>
        words
          .filter(({ change }) => change !== left)
          .map(({ text }) => text)
          .join(""),
      );
    expect(joined("added")).toEqual(["one two three", "four five"]);
    expect(joined("removed")).toEqual(["one 2 three", "four five six"]);
  });

  test("of long texts with nothing in common is found in good time", () => {
    const long = (word: string) =>
      textOf(...Array.from({ length: 10_000 }, (_, n): [null, string] => [null, `${word} ${n}`]));
    const started = performance.now();
    expect(diffPassages(long("old"), long("new"), "en").length).toBeGreaterThan(0);
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});

describeLibrary("the difference of two versions", (library) => {
  test("holds what is known of the document and its words, in either direction", async () => {
    await library().publish(fileOf("a", "costs 400 euros", { title: "Fees", topics: ["expo"] }));
    await library().publish(fileOf("a", "costs 450 euros", { title: "Fees", from: "2026-01-01" }));
    const numbers = { before: 1, after: 2 };
    const there = await diffVersions(library().store.read, "a", numbers, TODAY);
    expect(there.meta).toEqual([
      { key: "topics", before: ["expo"], after: [] },
      { key: "from", before: null, after: "2026-01-01" },
    ]);
    expect(marked(there.paragraphs)).toEqual(["costs |-400-|+450+| euros"]);
    const back = await diffVersions(library().store.read, "a", { before: 2, after: 1 }, TODAY);
    expect(marked(back.paragraphs)).toEqual(["costs |-450-|+400+| euros"]);
  });

  test("needs versions that exist", async () => {
    await library().publish(fileOf("a", "x"));
    const diff = diffVersions(library().store.read, "a", { before: 1, after: 2 }, TODAY);
    await expect(diff).rejects.toThrow('"a" has no version 2. It has version 1. See: silkdesk kb history a');
  });
});
