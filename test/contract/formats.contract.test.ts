import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { DOCUMENT_FORMATS, findFormat } from "../../src/features/knowledge/formats/registry.ts";
import { readVersion } from "../../src/features/knowledge/ingest.ts";
import type { NewVersion } from "../../src/features/knowledge/library.ts";
import { createFileReader } from "../../src/features/knowledge/reading/file-reader.ts";

const reader = createFileReader();
afterAll(() => reader.close());

const FIXTURES = new URL("../fixtures/documents", import.meta.url).pathname;

/** What stands beside each fixture: the title, and the lines under each path of headings, in order. */
const expectedSchema = z.object({
  title: z.string(),
  sections: z.array(z.object({ heading: z.string().nullable(), lines: z.array(z.string()) })),
});

function sectionsOf({ passages }: NewVersion): { heading: string | null; lines: string[] }[] {
  const sections: { heading: string | null; lines: string[] }[] = [];
  for (const { heading, text } of passages) {
    const last = sections.at(-1);
    if (last !== undefined && last.heading === heading) last.lines.push(...text.split("\n"));
    else sections.push({ heading, lines: text.split("\n") });
  }
  return sections;
}

describe.each(DOCUMENT_FORMATS.map((format) => [format.name, format] as const))("%s", (name, format) => {
  const folder = join(FIXTURES, name);
  const files = existsSync(folder) ? readdirSync(folder).filter((file) => file !== "expected.json") : [];

  test("has a fixture of its own kind, and says what to expect of it", () => {
    expect(files.filter((file) => findFormat(file) === format)).not.toEqual([]);
    expect(existsSync(join(folder, "expected.json"))).toBe(true);
  });

  describe.each(files)("%s", (file) => {
    const expected = expectedSchema.parse(JSON.parse(readFileSync(join(folder, "expected.json"), "utf8")));
    const reading = readVersion(join(folder, file), {}, { reader });

    test("has its title", async () => {
      expect((await reading).meta.title).toBe(expected.title);
    });

    test("has its words under their headings, in order, each once", async () => {
      expect(sectionsOf(await reading)).toEqual(expected.sections);
    });

    test("has no markup left", async () => {
      const words = (await reading).passages.map(({ heading, text }) => `${heading}\n${text}`).join("\n");
      expect(words).not.toMatch(/\*\*|__|~~|`|\]\(|^#+ |^> |<\/?\w+|&\w+;|\|-|\{\\|BT\n/mu);
    });
  });

  test("is found by each of its endings, in any case", () => {
    for (const ending of format.extensions) {
      expect(findFormat(`notes.${ending}`)).toBe(format);
      expect(findFormat(`NOTES.2026.${ending.toUpperCase()}`)).toBe(format);
    }
  });
});

test("no ending belongs to two formats", () => {
  const endings = DOCUMENT_FORMATS.flatMap((format) => format.extensions);
  expect(endings).toHaveLength(new Set(endings).size);
});

describe("words that stand apart in a file stay apart", () => {
  const folder = mkdtempSync(join(tmpdir(), "silkdesk-formats-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const wordsOf = async (name: string, content: string): Promise<string> => {
    writeFileSync(join(folder, name), content);
    return (await readVersion(join(folder, name), {}, { reader })).passages.map(({ text }) => text).join("\n");
  };

  test.each([
    ["Markdown, at a hard line break", "a.md", "Hall one  \nopens at nine."],
    ["Markdown, at a line break in HTML", "b.md", "Hall one<br>opens at nine."],
    ["Markdown, in a list inside a list", "c.md", "- Hall one\n  - opens at nine."],
    ["Markdown, in a list item of two paragraphs", "d.md", "- Hall one\n\n  opens at nine."],
    ["HTML, at a line break", "e.html", "<p>Hall one<br>opens at nine.</p>"],
    ["HTML, in a list inside a list", "f.html", "<ul><li>Hall one<ul><li>opens at nine.</li></ul></li></ul>"],
    ["HTML, in cells of a table", "g.html", "<table><tr><td>Hall one</td><td>opens at nine.</td></tr></table>"],
  ])("in %s", async (_name, file, content) => {
    const words = await wordsOf(file, content);
    expect(words.replace(/[\s•|]+/gu, " ").trim()).toBe("Hall one opens at nine.");
  });

  test.each([
    ["HTML that stands bare in the page", "h.html", "<body>Hall one opens at nine.</body>"],
    [
      "HTML, styled, above an inner list",
      "i.html",
      "<ul><li>Hall <b>one</b> opens at nine.<ul><li>Daily.</li></ul></li></ul>",
    ],
    ["HTML, styled, above an inner paragraph", "j.html", "<div>Hall <b>one</b> opens at nine.<p>Daily.</p></div>"],
    ["Markdown, in a block of HTML", "k.md", "<div>\nHall one opens at nine.\n</div>"],
    ["text of one line", "l.txt", "Hall one opens at nine."],
    ["text with Windows line ends", "m.txt", "Halls\r\n\r\nHall one opens at nine.\r\n"],
  ])("nothing is lost of %s", async (_name, file, content) => {
    expect(await wordsOf(file, content)).toContain("Hall one opens at nine.");
  });
});
