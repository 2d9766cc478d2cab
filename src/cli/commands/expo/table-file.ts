import { readFile, writeFile } from "node:fs/promises";
import { AppError, messageOf } from "../../../shared/errors.ts";

export type Cell = string | number | null;

/**
 * Writes a table for spreadsheet programs, as `.csv` or `.xlsx`. What a person wrote is never run as a formula there.
 *
 * @throws AppError `input.invalid` where the file can't be written.
 */
export async function writeTable(
  file: string,
  kind: "csv" | "xlsx",
  headings: readonly string[],
  rows: readonly (readonly Cell[])[],
): Promise<void> {
  const safe = [headings, ...rows].map((row) => row.map(neutralise));
  try {
    await writeFile(file, kind === "csv" ? toCsv(safe) : await toXlsx(safe));
  } catch (error) {
    throw new AppError("input.invalid", `${file} can't be written: ${messageOf(error)}. Nothing was exported.`);
  }
}

/** The rows of a `.csv` or `.xlsx` file as text, the headings first. */
export async function readTable(file: string): Promise<readonly (readonly string[])[]> {
  try {
    const bytes = await readFile(file);
    return /\.xlsx$/iu.test(file) ? await fromXlsx(bytes) : await fromCsv(bytes);
  } catch (error) {
    throw new AppError("input.invalid", `${file} can't be read as a table: ${messageOf(error)}. Nothing was saved.`);
  }
}

/** Text that a spreadsheet program would take for a formula is marked as text by an apostrophe (OWASP, CSV injection). */
export function neutralise(cell: Cell): Cell {
  return typeof cell === "string" && /^[=+\-@\t\r]/u.test(cell) ? `'${cell}` : cell;
}

/** With a byte order mark, without which Excel reads Chinese wrongly. */
function toCsv(rows: readonly (readonly Cell[])[]): string {
  const quote = (cell: Cell): string => {
    const text = cell === null ? "" : String(cell);
    return /[",\r\n]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return `\ufeff${rows.map((row) => `${row.map(quote).join(",")}\r\n`).join("")}`;
}

async function toXlsx(rows: readonly (readonly Cell[])[]): Promise<Uint8Array> {
  const { default: exceljs } = await import("exceljs");
  const book = new exceljs.Workbook();
  const sheet = book.addWorksheet("Signups");
  for (const row of rows) sheet.addRow([...row]);
  return new Uint8Array(await book.xlsx.writeBuffer());
}

async function fromCsv(bytes: Uint8Array): Promise<string[][]> {
  const { parse } = await import("csv-parse/sync");
  return parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes), {
    bom: true,
    relax_column_count: true,
    trim: true,
  });
}

async function fromXlsx(bytes: Uint8Array): Promise<string[][]> {
  const { default: exceljs } = await import("exceljs");
  const book = new exceljs.Workbook();
  await book.xlsx.load(new Uint8Array(bytes).buffer);
  const rows: string[][] = [];
  book.worksheets[0]?.eachRow({ includeEmpty: true }, (row) => {
    const cells: string[] = [];
    row.eachCell({ includeEmpty: true }, (cell, column) => {
      cells[column - 1] = cell.text.trim();
    });
    rows.push(Array.from(cells, (cell) => cell ?? ""));
  });
  return rows;
}
