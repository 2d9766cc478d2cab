import type { DocumentBlock } from "../document.ts";
import { type DocumentFormat, textFormat } from "./format.ts";

/**
 * Plain text: a line or a run of lines between empty ones is a paragraph. A numbered line (`10). Financial support`,
 * `第三条 ...`) that is short is a heading; so is a short line without a full stop before a longer paragraph.
 */
export const plainTextFormat: DocumentFormat = textFormat({
  name: "text",
  extensions: ["txt", "text"],
  mediaTypes: ["text/plain"],
  parse: async (text) => {
    const lines = joinWrapped(text)
      .map((line) => line.trim())
      .filter((line) => line !== "");
    const credits = repeated(lines);
    const blocks = lines.map((line, index): DocumentBlock => {
      const next = lines[index + 1];
      const heading =
        isNumbered(line) ||
        (isTitleLike(line) && next !== undefined && !isTitleLike(next) && !BYLINE.test(line) && !credits.has(line));
      return heading
        ? { kind: "heading", level: isNumbered(line) ? 2 : 1, text: line }
        : { kind: "paragraph", text: line };
    });
    return { blocks: dropShortSections(blocks), title: findTitle(lines), lang: null, frontMatter: {} };
  },
});

/** Lines that stand in a text more than once, as who took the pictures does: they head nothing. */
function repeated(lines: readonly string[]): ReadonlySet<string> {
  const seen = new Set<string>();
  return new Set(lines.filter((line) => seen.has(line) || !seen.add(line)));
}

/** Paragraphs whose lines were wrapped by a mail program or an editor become one line again. */
function joinWrapped(text: string): string[] {
  const lines = text.split("\n");
  const wrapped = lines.filter((line) => line.length > 50 && line.length <= 90).length > lines.length * 0.5;
  return wrapped ? text.split(/\n\s*\n/u).map((chunk) => chunk.replace(/\s*\n\s*/gu, " ")) : lines;
}

function isNumbered(line: string): boolean {
  return (
    line.length <= 120 &&
    /^(?:\(?\d{1,3}[).、]+\s*\S|第[一二三四五六七八九十百零\d]+[条章节]|[一二三四五六七八九十]+、|(?:Article|Section|Chapter)\s+\w+)/iu.test(
      line,
    ) &&
    !/[.。!?;；]$/u.test(line)
  );
}

function isTitleLike(line: string): boolean {
  return line.length <= 120 && !/[.。!?！？;；:：,，”"]$/u.test(line);
}

/** A heading followed at once by another of its level has nothing under it: its words stay, as a paragraph. */
function dropShortSections(blocks: readonly DocumentBlock[]): DocumentBlock[] {
  return blocks.map((block, index) => {
    const next = blocks[index + 1];
    const empty =
      block.kind === "heading" && (next === undefined || (next.kind === "heading" && next.level <= block.level));
    return empty ? { kind: "paragraph", text: block.text } : block;
  });
}

/** Who wrote it, where and when stands near a title and is none. */
const BYLINE =
  /^(?:by|von|par|por|przez|от|作者|记者|記者|文|来源|來源|source|published|updated|posted)[\s:：]|^\p{Lu}[\p{L}]+ \d{1,2}, \d{4}$|^page\s\w+$/iu;

/** The first line that reads like a title: several words, no closing stop, above a real paragraph. */
function findTitle(lines: readonly string[]): string | null {
  const head = lines.slice(0, 25);
  const firstLong = head.findIndex((line) => line.length > 120);
  const above = firstLong < 0 ? head.slice(0, 1) : head.slice(0, firstLong);
  const candidates = above.filter(
    (line) =>
      line.length >= 6 &&
      line.length <= 120 &&
      !/^https?:|[»|>/]|©|\d{1,2}:\d{2}/u.test(line) &&
      !BYLINE.test(line) &&
      isTitleLike(line),
  );
  return candidates.toSorted((one, other) => other.length - one.length)[0] ?? null;
}
