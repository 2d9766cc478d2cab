/** A line of a page as it is printed: its words, and where they stand, in points from the page's upper left. */
export type PdfLine = {
  readonly text: string;
  /** The parts of it that stand far apart, as the cells of a table do. */
  readonly cells: readonly { readonly text: string; readonly x: number }[];
  readonly x: number;
  readonly right: number;
  readonly y: number;
  readonly size: number;
  /** The font of most of its letters, by the PDF's own name. */
  readonly font: string;
};

type Matrix = readonly number[];

/** What pdf.js hands out: pieces of text, and marks that are none. */
type Item =
  | {
      readonly str: string;
      readonly dir: string;
      readonly transform: Matrix;
      readonly width: number;
      readonly fontName: string;
    }
  | { readonly type: string };

type Piece = {
  readonly text: string;
  readonly x: number;
  readonly right: number;
  readonly y: number;
  readonly size: number;
  readonly font: string;
  readonly isRightToLeft: boolean;
};

/** Joins the pieces of a page into lines, in the order of the page's content. Slanted text, such as stamps, is left out. */
export function joinItems(items: readonly Item[], page: Matrix): PdfLine[] {
  const rows: Piece[][] = [];
  for (const piece of items.flatMap((item) => placed(item, page))) {
    const row = rows.at(-1);
    const last = row?.at(-1);
    if (row !== undefined && last !== undefined && isBeside(last, piece)) row.push(piece);
    else rows.push([piece]);
  }
  return rows.map(lineOf).filter(({ text }) => text !== "");
}

function placed(item: Item, page: Matrix): Piece[] {
  if (!("str" in item) || item.str.trim() === "") return [];
  const [a, b, c, d, x, y] = multiply(page, item.transform);
  const size = Math.hypot(c, d);
  if (!Number.isFinite(x + y + size) || size === 0 || Math.abs(b) > Math.abs(a) * 0.1) return [];
  const { str, fontName, dir } = item;
  return [{ text: str, x, right: x + item.width, y, size, font: fontName, isRightToLeft: dir === "rtl" }];
}

function multiply(
  [a1 = 1, b1 = 0, c1 = 0, d1 = 1, e1 = 0, f1 = 0]: Matrix,
  [a2 = 1, b2 = 0, c2 = 0, d2 = 1, e2 = 0, f2 = 0]: Matrix,
): [number, number, number, number, number, number] {
  return [
    a1 * a2 + c1 * b2,
    b1 * a2 + d1 * b2,
    a1 * c2 + c1 * d2,
    b1 * c2 + d1 * d2,
    a1 * e2 + c1 * f2 + e1,
    b1 * e2 + d1 * f2 + f1,
  ];
}

/** On one line: the baselines differ by less than a raised figure does. */
function isBeside(one: Piece, other: Piece): boolean {
  return Math.abs(one.y - other.y) < Math.max(one.size, other.size) * 0.45;
}

function lineOf(row: readonly Piece[]): PdfLine {
  const rightToLeft = row.filter(({ isRightToLeft }) => isRightToLeft).length > row.length / 2;
  const pieces = row.toSorted((one, other) => (rightToLeft ? other.x - one.x : one.x - other.x));
  const main = pieces.toSorted((one, other) => other.text.length - one.text.length)[0];
  const size = main?.size ?? 0;
  const cells: { text: string; x: number }[] = [];
  let before: Piece | undefined;
  for (const piece of pieces) {
    const gap =
      before === undefined ? Number.POSITIVE_INFINITY : rightToLeft ? before.x - piece.right : piece.x - before.right;
    const cell = cells.at(-1);
    if (cell === undefined || gap > size * 1.8) cells.push({ text: piece.text, x: piece.x });
    else cell.text += (gap > size * 0.15 ? " " : "") + piece.text;
    before = piece;
  }
  const tidied = cells
    .map(({ text, x }) => ({ text: text.replace(/\s+/gu, " ").trim(), x }))
    .filter(({ text }) => text !== "");
  return {
    text: tidied.map(({ text }) => text).join(" "),
    cells: tidied,
    x: pieces.reduce((least, { x }) => Math.min(least, x), Number.POSITIVE_INFINITY),
    right: pieces.reduce((most, { right }) => Math.max(most, right), 0),
    y: main?.y ?? 0,
    size: Math.round(size * 2) / 2,
    font: main?.font ?? "",
  };
}
