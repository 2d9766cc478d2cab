import type { CellValue, Worksheet } from "exceljs";
import type { DocumentBlock } from "../document.ts";
import { RefusedError } from "../reading/refused.ts";
import { unpackOffice } from "../reading/zip.ts";
import { packParts } from "../reading/zip-writer.ts";
import type { DocumentFormat } from "./format.ts";
import { isOffice, readProperties } from "./office.ts";
import { tableLines } from "./table.ts";

/** An Excel workbook: a heading for each sheet, a line for each row that carries the names of the columns. */
export const xlsx: DocumentFormat = {
  name: "xlsx",
  extensions: ["xlsx"],
  mediaTypes: ["application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"],
  isText: false,
  sniff: (bytes) => isOffice(bytes, "xl/workbook"),
  parse: async (bytes, { limits }) => {
    const parts = await unpackOffice(bytes, limits, "Excel workbook");
    const { default: exceljs } = await import("exceljs");
    const book = new exceljs.Workbook();
    await book.xlsx.load(new Uint8Array(packParts(parts)).buffer);
    const sheets = book.worksheets
      .filter(({ state }) => state === "visible")
      .map((sheet) => ({ name: sheet.name.trim(), lines: tableLines(rowsOf(sheet)) }))
      .filter(({ lines }) => lines.length > 0);
    const blocks = sheets.flatMap(({ name, lines }): DocumentBlock[] => [
      ...(sheets.length === 1 && DEFAULT_NAME.test(name) ? [] : [{ kind: "heading", level: 1, text: name } as const]),
      ...lines.map((text) => ({ kind: "paragraph", text }) as const),
    ]);
    return { blocks, ...readProperties(parts), frontMatter: {} };
  },
};

/** Excel has no more; a row beyond would be looked for one by one. */
const MOST_ROWS = 1_048_576;

/** What a sheet is called that nobody named. */
const DEFAULT_NAME = /^(?:Sheet|工作表|シート|Лист|Tabelle|Feuil|Hoja|Sayfa|Arkusz|ورقة|แผ่น|शीट)\s?\d*$/iu;

function rowsOf(sheet: Worksheet): string[][] {
  const rows: string[][] = [];
  if ((sheet.lastRow?.number ?? 0) > MOST_ROWS) throw new RefusedError("damaged", "Excel workbook");
  sheet.eachRow((row) => {
    const cells: string[] = [];
    row.eachCell({ includeEmpty: false }, (cell, column) => {
      // A cell that reaches over columns is said once, one that reaches over rows in each of them.
      const repeats = cell.isMerged && cell.master !== cell && Number(cell.master.row) === Number(cell.row);
      cells[column - 1] = repeats ? "" : wordsOf(cell.master.value, cell.numFmt);
    });
    rows.push(Array.from(cells, (cell) => cell ?? ""));
  });
  return rows;
}

/** The value as people see it: the cached result of a formula, ISO dates, the words of rich text and links. */
function wordsOf(value: CellValue, format: string | undefined): string {
  if (value === null || value === undefined) return "";
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? "" : isoOf(value);
  if (typeof value === "number") return percentOf(value, format) ?? String(Math.round(value * 1e9) / 1e9);
  if (typeof value !== "object") return String(value);
  if ("richText" in value) return value.richText.map(({ text }) => text).join("");
  if ("hyperlink" in value) return typeof value.text === "string" ? value.text : wordsOf(value.text, undefined);
  if ("formula" in value || "sharedFormula" in value) return wordsOf(value.result, format);
  return "";
}

function isoOf(date: Date): string {
  const [day = "", time = ""] = date.toISOString().split("T");
  return time.startsWith("00:00:00") ? day : `${day} ${time.slice(0, 5)}`;
}

function percentOf(value: number, format: string | undefined): string | null {
  return format?.includes("%") ? `${Math.round(value * 1e4) / 100}%` : null;
}
