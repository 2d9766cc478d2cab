import type { DocumentBlock } from "../document.ts";
import { RefusedError } from "../reading/refused.ts";
import { tableLines } from "./table.ts";

/** What is read of a page's nodes, as cheerio hands them out. */
type PageNode = {
  readonly type: string;
  readonly data?: string;
  readonly name?: string;
  readonly attribs?: { readonly [name: string]: string };
  readonly children?: readonly PageNode[];
};
type Element = Required<Omit<PageNode, "data">>;

const FURNITURE = new Set(
  "script style noscript template nav footer aside iframe svg math button label select option textarea input object canvas dialog".split(
    " ",
  ),
);
const BLOCKS = new Set(
  "address article blockquote body center dd details div dl dt fieldset figcaption figure form h1 h2 h3 h4 h5 h6 header hr html li main ol p pre section summary table tbody td tfoot th thead tr ul caption".split(
    " ",
  ),
);
const DEEPEST = 400;

/** The headings, paragraphs, list items and table rows under an element, in the order of the page. */
export function collectBlocks(root: PageNode): DocumentBlock[] {
  const blocks: DocumentBlock[] = [];
  let open = "";
  let mark = "";

  const flush = (heading: number | null = null): void => {
    const words = tidy(open);
    open = "";
    if (words === "") return;
    blocks.push(
      heading === null ? { kind: "paragraph", text: mark + words } : { kind: "heading", level: heading, text: words },
    );
    mark = "";
  };

  const walk = (node: PageNode, depth: number): void => {
    if (depth > DEEPEST) throw new RefusedError("nested", "its elements");
    if (node.type === "text") open += node.data ?? "";
    if (!isElement(node)) {
      for (const child of node.children ?? []) walk(child, depth + 1);
      return;
    }
    if (isFurniture(node)) return;
    if (node.name === "br") open += " ";
    if (!BLOCKS.has(node.name)) return walkAll(node, depth);
    flush();
    if (node.name === "li") mark = "• ";
    if (isHeading(node.name)) {
      open = wordsOf(node);
      return flush(Number(node.name.slice(1)));
    }
    const rows = node.name === "table" ? readTable(node) : null;
    if (rows === null) walkAll(node, depth);
    else for (const text of rows) blocks.push({ kind: "paragraph", text });
    flush();
    if (node.name === "li") mark = "";
  };
  const walkAll = (node: Element, depth: number): void => {
    for (const child of node.children) walk(child, depth + 1);
  };

  walk(root, 0);
  flush();
  return blocks;
}

function isElement(node: PageNode): node is Element {
  return node.type === "tag" || node.type === "script" || node.type === "style";
}

function isHeading(name: string): boolean {
  return /^h[1-6]$/u.test(name);
}

function isFurniture({ name, attribs }: Element): boolean {
  return (
    FURNITURE.has(name) ||
    "hidden" in attribs ||
    attribs["aria-hidden"] === "true" ||
    /display\s*:\s*none/iu.test(attribs.style ?? "")
  );
}

/** The lines of a table of data; null where the table only lays out a page: it holds tables, headings or long cells. */
function readTable(table: Element): string[] | null {
  const rows = findAll(table, (name) => name === "tr");
  if (findAll(table, (name) => name === "table" || isHeading(name)).length > 0) return null;
  const cells = rows.map((row) => row.children.filter(isElement).filter(({ name }) => name === "td" || name === "th"));
  const texts = spread(cells);
  const widest = texts.reduce((most, row) => Math.max(most, row.length), 0);
  if (widest < 2 || texts.flat().some((text) => text.length > 1_500)) return null;
  const [caption] = findAll(table, (name) => name === "caption");
  const title = caption === undefined ? "" : tidy(wordsOf(caption));
  return [...(title === "" ? [] : [title]), ...tableLines(...labelledRows(cells, texts))];
}

/** A table whose every row begins with its name reads as pairs of name and value. */
function labelledRows(
  cells: readonly (readonly Element[])[],
  texts: readonly (readonly string[])[],
): [rows: readonly (readonly string[])[], hasHeader: boolean] {
  const named = cells.every((row) => row[0]?.name === "th" && row.slice(1).every(({ name }) => name === "td"));
  if (named) return [texts.map(([name = "", ...values]) => [[name, ...values].join(": ")]), false];
  return [texts, cells[0]?.every(({ name }) => name === "th") === true];
}

/** Cells that reach over several rows are named in each; what reaches over columns leaves the others empty. */
function spread(cells: readonly (readonly Element[])[]): string[][] {
  const waiting = new Map<number, { readonly text: string; readonly rows: number }>();
  return cells.map((row) => {
    const line: string[] = [];
    const fill = (): void => {
      for (let above = waiting.get(line.length); above !== undefined; above = waiting.get(line.length)) {
        if (above.rows > 1) waiting.set(line.length, { text: above.text, rows: above.rows - 1 });
        else waiting.delete(line.length);
        line.push(above.text);
      }
    };
    for (const cell of row) {
      fill();
      const text = tidy(wordsOf(cell));
      const rows = Number(cell.attribs.rowspan ?? 1);
      if (rows > 1) waiting.set(line.length, { text, rows: rows - 1 });
      line.push(
        text,
        ...Array.from({ length: Math.min(50, Math.max(1, Number(cell.attribs.colspan) || 1)) - 1 }, () => ""),
      );
    }
    fill();
    return line;
  });
}

function findAll(node: Element, wanted: (name: string) => boolean): Element[] {
  return node.children
    .filter(isElement)
    .flatMap((child) => [...(wanted(child.name) ? [child] : []), ...findAll(child, wanted)]);
}

/** The words of a cell: what its blocks say is parted by a space. */
function wordsOf(node: PageNode): string {
  if (node.type === "text") return node.data ?? "";
  if (isElement(node) && isFurniture(node)) return "";
  const words = (node.children ?? []).map(wordsOf).join("");
  return isElement(node) && (BLOCKS.has(node.name) || node.name === "br") ? ` ${words} ` : words;
}

function tidy(text: string): string {
  return text.replace(/\s+/gu, " ").trim();
}
