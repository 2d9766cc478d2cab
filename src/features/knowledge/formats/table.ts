/** The header of a table is looked for in so many rows; what stands above it are titles and notes. */
const HEADER_WITHIN = 12;

/**
 * The rows of a table, a line each. A row is found and quoted by itself, so it carries the names of its columns:
 * `Stand: small | Price: 100 yuan`. Where no row names the columns, the cells are parted by bars alone.
 *
 * @param hasHeader true where the format says that the first row names the columns; else it is told from the cells.
 */
export function tableLines(cells: readonly (readonly string[])[], hasHeader = false): string[] {
  const rows = cells.map((row) => row.map(tidy)).filter((row) => row.some((cell) => cell !== ""));
  const width = rows.reduce((most, row) => Math.max(most, filled(row).length), 0);
  const at = hasHeader ? 0 : findHeader(rows, width);
  const header = rows[at];
  const body = rows.slice(at + 1);
  if (width < 2 || header === undefined || body.length === 0) return rows.map(bare);
  return [...rows.slice(0, at).map(bare), ...body.map((row) => labelled(header, row))];
}

/** The first row as wide as the table, of words that all differ, none of them a figure. */
function findHeader(rows: readonly (readonly string[])[], width: number): number {
  return rows.slice(0, HEADER_WITHIN).findIndex((row) => {
    const names = filled(row);
    return (
      names.length >= Math.max(2, width * 0.7) &&
      new Set(names).size === names.length &&
      names.every((name) => isName(name))
    );
  });
}

function isName(cell: string): boolean {
  return cell.length <= 80 && /\p{L}/u.test(cell) && !/^[\p{Sc}]?\s*\d[\d.,\s]*(?:%|\p{Sc}|\p{L}{1,4})?$/u.test(cell);
}

function labelled(header: readonly string[], row: readonly string[]): string {
  // A row that spans the table is a title between its parts.
  if (filled(row).length === 1 && header.length > 2 && row[0] !== "") return bare(row);
  return row
    .flatMap((cell, column) => {
      const name = header[column]?.replace(/[:：]$/u, "") ?? "";
      if (cell === "") return [];
      return [name === "" || name === cell ? cell : `${name}: ${cell}`];
    })
    .join(" | ");
}

function bare(row: readonly string[]): string {
  return filled(row).join(" | ");
}

function filled(row: readonly string[]): string[] {
  return row.filter((cell) => cell !== "");
}

function tidy(cell: string): string {
  return cell.replace(/\s+/gu, " ").trim();
}
