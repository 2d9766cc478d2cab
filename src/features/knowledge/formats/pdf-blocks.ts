import type { DocumentBlock } from "../document.ts";
import { numberedLevel } from "./headings.ts";
import { dropFurniture } from "./pdf-furniture.ts";
import type { PdfLine } from "./pdf-lines.ts";
import { tableLines } from "./table.ts";

/** A heading is larger than the text by so much; so many letters are too long for one. */
const LARGER = 1.12;
const LONGEST = 200;

/** The headings and paragraphs of a document from its printed lines: what looks like a heading, a table, a paragraph. */
export function toBlocks(printed: readonly (readonly PdfLine[])[]): DocumentBlock[] {
  const pages = dropFurniture(printed);
  const look = lookOf(pages.flat());
  const blocks: DocumentBlock[] = [];
  let open: PdfLine[] = [];

  const close = (): void => {
    if (open.length > 0) blocks.push({ kind: "paragraph", text: open.map(({ text }) => text).reduce(joinLines) });
    open = [];
  };

  for (const page of pages) {
    // Neither the height nor the indent of the page before says anything about this one.
    let isFirst = true;
    for (let at = 0; at < page.length; ) {
      const line = page[at];
      if (line === undefined) break;
      const rows = tableRows(page, at);
      const heading = rows > 0 ? null : headingAt(page, at, look);
      if (rows > 0) {
        close();
        const cells = alignCells(page.slice(at, at + rows));
        for (const text of tableLines(cells)) blocks.push({ kind: "paragraph", text });
        at += rows;
      } else if (heading !== null) {
        close();
        blocks.push({ kind: "heading", level: heading.level, text: heading.text });
        at += heading.lines;
      } else {
        const last = open.at(-1);
        if (last !== undefined && (isFirst ? isEnded(last, look) || isItem(line) : startsParagraph(last, line, look)))
          close();
        open.push(line);
        at += 1;
      }
      isFirst = false;
    }
  }
  close();
  return blocks;
}

/** How the running text of a document looks, by most of its letters. */
type Look = {
  readonly size: number;
  readonly font: string;
  readonly pitch: number;
  readonly left: number;
  readonly right: number;
  /** The larger sizes, the largest first: the levels of headings. */
  readonly sizes: readonly number[];
};

function lookOf(lines: readonly PdfLine[]): Look {
  const size = mostOf(lines, ({ size }) => size) ?? 0;
  const body = lines.filter((line) => line.size === size);
  const pitches = lines.flatMap((line, index) => {
    const before = lines[index - 1];
    const gap = before === undefined ? 0 : line.y - before.y;
    return before?.size === size && line.size === size && gap > 0 && gap < size * 3 ? [Math.round(gap * 2) / 2] : [];
  });
  const sizes = [...new Set(lines.map((line) => line.size))].filter((one) => one >= size * LARGER);
  return {
    size,
    font: mostOf(body, ({ font }) => font) ?? "",
    pitch: median(pitches) ?? size * 1.2,
    left: mostOf(body, ({ x }) => Math.round(x)) ?? 0,
    right: body.reduce((most, { right }) => Math.max(most, right), 0),
    sizes: sizes.toSorted((one, other) => other - one).slice(0, 4),
  };
}

function mostOf<T>(lines: readonly PdfLine[], property: (line: PdfLine) => T): T | undefined {
  const letters = new Map<T, number>();
  for (const line of lines) letters.set(property(line), (letters.get(property(line)) ?? 0) + line.text.length);
  return [...letters].toSorted(([, one], [, other]) => other - one)[0]?.[0];
}

function median(values: readonly number[]): number | undefined {
  return values.toSorted((one, other) => one - other)[values.length >> 1];
}

type Heading = { readonly level: number; readonly text: string; readonly lines: number };

/** The heading that begins here, with the lines it was wrapped into; null where there is none. */
function headingAt(page: readonly PdfLine[], at: number, look: Look): Heading | null {
  const line = page[at];
  const level = line === undefined ? null : headingLevel(line, page[at - 1], page[at + 1], look);
  if (line === undefined || level === null) return null;
  const wrapped = [line];
  for (let next = page[at + 1]; next !== undefined; next = page[at + wrapped.length]) {
    const last = wrapped.at(-1) ?? line;
    const follows =
      next.size === line.size && next.font === line.font && next.y - last.y > 0 && next.y - last.y < line.size * 1.7;
    if (!follows || line.size < look.size * LARGER || numberedLevel(next.text) !== null) break;
    wrapped.push(next);
  }
  const text = wrapped.map((one) => one.text).reduce(joinLines);
  return text.length > LONGEST ? null : { level, text, lines: wrapped.length };
}

function headingLevel(
  line: PdfLine,
  before: PdfLine | undefined,
  after: PdfLine | undefined,
  look: Look,
): number | null {
  if (line.text.length > LONGEST || !/\p{L}/u.test(line.text) || isItem(line)) return null;
  const bySize = look.sizes.indexOf(line.size);
  if (line.size >= look.size * LARGER) return bySize < 0 ? look.sizes.length : bySize + 1;
  const numbered = numberedLevel(line.text);
  const isShort = line.right < look.right - look.size * 2 && line.text.length <= 120;
  const standsApart = before === undefined || line.y - before.y > look.pitch * 1.25 || line.y < before.y;
  const isOtherFont =
    line.font !== look.font && line.size >= look.size * 0.95 && (after === undefined || after.font === look.font);
  const isEnded = /[.。!?！？;；:：,，、]$/u.test(line.text);
  if (!isShort || isEnded || (!standsApart && !isOtherFont)) return null;
  if (numbered !== null && (isOtherFont || standsApart)) return look.sizes.length + Math.min(numbered, 4);
  return isOtherFont && standsApart && line.cells.length === 1 ? look.sizes.length + 1 : null;
}

/** How many lines from here are the rows of a table: three or more, each in as many cells or fewer, at the same places. */
function tableRows(page: readonly PdfLine[], at: number): number {
  const header = page[at];
  if (header === undefined || header.cells.length < 2) return 0;
  let rows = 1;
  for (let row = page[at + rows]; row !== undefined; row = page[at + rows]) {
    const fits =
      row.cells.length >= 2 &&
      row.cells.length <= header.cells.length &&
      row.cells.every(({ x }) => columnOf(header, x) !== null);
    if (!fits) break;
    rows += 1;
  }
  return rows >= 3 ? rows : 0;
}

function columnOf(header: PdfLine, x: number): number | null {
  const near = header.cells.findIndex((cell) => Math.abs(cell.x - x) <= header.size * 1.5);
  return near < 0 ? null : near;
}

function alignCells(rows: readonly PdfLine[]): string[][] {
  const [header] = rows;
  if (header === undefined) return [];
  return rows.map((row) => {
    const cells = header.cells.map(() => "");
    for (const { text, x } of row.cells) cells[columnOf(header, x) ?? 0] = text;
    return cells;
  });
}

/** An item of a list, or a clause that begins with its number. */
function isItem({ text }: PdfLine): boolean {
  return /^(?:[•·▪●○■◆◦‣–—*-]\s|[（(][一二三四五六七八九十\da-z]{1,3}[）)]|\d{1,3}[.)、]\s?(?!\d)\S.{40}|第[一二三四五六七八九十百零〇\d]+[条條])/iu.test(
    text,
  );
}

function startsParagraph(before: PdfLine, line: PdfLine, look: Look): boolean {
  const gap = line.y - before.y;
  if (gap < 0 || gap > look.pitch * 1.3 || isItem(line)) return true;
  if (Math.abs(line.size - before.size) > look.size * 0.2) return true;
  // Chinese and older Western print set paragraphs off by an indent alone.
  const isIndented = line.x - before.x > look.size * 0.8 && before.x <= look.left + look.size * 0.3;
  return isIndented && isEnded(before, look);
}

function isEnded({ text, right }: PdfLine, look: Look): boolean {
  return /[.。!?！？…:：;；][”’"'」』)）]?$/u.test(text) || right < look.right - look.size * 6;
}

/** A word cut at the line's end becomes whole again; scripts that write no spaces get none. */
function joinLines(before: string, after: string): string {
  if (/\p{Ll}-$/u.test(before) && /^\p{Ll}/u.test(after)) return before.slice(0, -1) + after;
  const spaceless = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\u3000-\u303f\uff00-\uffef]/u;
  const isSpaceless = spaceless.test(before.at(-1) ?? "") && spaceless.test(after.at(0) ?? "");
  return before + (isSpaceless ? "" : " ") + after;
}
