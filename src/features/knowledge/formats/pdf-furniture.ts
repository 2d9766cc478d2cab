import type { PdfLine } from "./pdf-lines.ts";

/** So many lines at either end of a page may be its header or footer. */
const EDGE = 3;

/** Takes away page numbers, the headers and footers that stand on several pages, and tables of contents. */
export function dropFurniture(pages: readonly (readonly PdfLine[])[]): PdfLine[][] {
  const counts = new Map<string, number>();
  for (const page of pages)
    for (const key of new Set(edgesOf(page).map(keyOf))) counts.set(key, (counts.get(key) ?? 0) + 1);
  const isRepeated = (line: PdfLine): boolean => (counts.get(keyOf(line)) ?? 0) >= (pages.length <= 10 ? 2 : 3);
  return pages.map((page) => {
    const edges = new Set(edgesOf(page));
    return page.filter(
      (line) => !isLeader(line.text) && !(edges.has(line) && (isPageNumber(line.text) || isRepeated(line))),
    );
  });
}

function edgesOf(page: readonly PdfLine[]): PdfLine[] {
  const byHeight = page.toSorted((one, other) => one.y - other.y);
  return [...setApart(byHeight), ...setApart(byHeight.toReversed())];
}

/** The outer lines that a gap or another size parts from the text: what stands in the text is never dropped. */
function setApart(fromEdge: readonly PdfLine[]): PdfLine[] {
  const outer = fromEdge.slice(0, EDGE);
  const last = outer.findLastIndex((line, index) => {
    const inner = fromEdge[index + 1];
    const size = Math.max(line.size, inner?.size ?? 0);
    return inner !== undefined && (Math.abs(inner.y - line.y) > size * 1.7 || Math.abs(inner.size - line.size) >= 1);
  });
  return outer.slice(0, last + 1);
}

/** The same words but for figures, at the same height and in the same size. */
function keyOf({ text, y, size }: PdfLine): string {
  return `${text.replace(/\d+/gu, "#")}|${Math.round(y / 4)}|${size}`;
}

/** A line of a table of contents: a row of dots, and the number of the page. */
function isLeader(text: string): boolean {
  return /(?:[.·…]\s*){4,}\s*(?:\d{1,4}|[ivxlc]{1,7})$/iu.test(text);
}

function isPageNumber(text: string): boolean {
  return /^(?:[-–—•·|\s]*(?:\d{1,4}|[ivxlc]{1,7})[-–—•·|\s]*|第?\s*\d{1,4}\s*[页頁]?(?:\s*[/，,共]+\s*\d{1,4}\s*[页頁])?|(?:page|seite|página|strona|sayfa|страница|стр\.?|صفحة|หน้า)\s+\d{1,4}(?:\s*(?:\/|of|von|de|z|из|من)\s*\d{1,4})?|\d{1,4}\s*\/\s*\d{1,4})$/iu.test(
    text,
  );
}
