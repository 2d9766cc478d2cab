import type { ListedCompany } from "../../../features/expo/index.ts";
import { AppError } from "../../../shared/errors.ts";

const COLUMNS = ["code", "company", "credit code", "contact"] as const;

/** The form of a unified social credit code (GB 32100-2015): 18 digits and capitals without I, O, S, V and Z. */
const CREDIT_CODE = /^[0-9A-HJ-NP-RTUWXY]{18}$/u;

/** A row that is wrong: where it stands in the file, and why. */
export type RowFault = { readonly row: number; readonly fault: string };

/**
 * Reads the commission's list: booths with the companies they are for. Contacts are left to the company's own dossier,
 * where they are encrypted.
 *
 * @throws AppError `input.invalid` where a column is missing.
 */
export function readCompanyList(table: readonly (readonly string[])[]): {
  readonly list: readonly ListedCompany[];
  readonly faults: readonly RowFault[];
} {
  const headings = (table[0] ?? []).map((heading) => heading.toLowerCase().replace(/[\s_-]+/gu, " "));
  const missing = COLUMNS.filter((column) => !headings.includes(column));
  if (missing.length > 0)
    throw new AppError(
      "input.invalid",
      `The list has no column ${missing.map((column) => `"${column}"`).join(", ")}. Nothing was saved. Its first row names the columns: ${COLUMNS.join(", ")}.`,
    );
  const list: ListedCompany[] = [];
  const faults: RowFault[] = [];
  table.forEach((cells, index) => {
    if (index === 0 || cells.every((cell) => cell === "")) return;
    const row = index + 1;
    const cellOf = (column: (typeof COLUMNS)[number]): string => cells[headings.indexOf(column)] ?? "";
    const one = {
      row,
      booth: cellOf("code"),
      company: cellOf("company"),
      creditCode: cellOf("credit code").toUpperCase(),
    };
    if (one.booth === "") faults.push({ row, fault: "the code of the booth is missing" });
    if (one.company === "") faults.push({ row, fault: "the company is missing" });
    if (!CREDIT_CODE.test(one.creditCode))
      faults.push({ row, fault: `"${one.creditCode}" is no unified social credit code` });
    list.push(one);
  });
  return { list, faults };
}
