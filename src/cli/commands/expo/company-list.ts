import { type CreditCodeFault, readCreditCode } from "../../../features/company/index.ts";
import type { ListedCompany } from "../../../features/expo/index.ts";
import { AppError } from "../../../shared/errors.ts";

const COLUMNS = ["code", "company", "credit code", "contact"] as const;

/** A row that is wrong: where it stands in the file, and why. */
export type RowFault = { readonly row: number; readonly fault: string };

/**
 * Reads the commission's list: booths with the companies they are for, and whom to reach there.
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
    const code = readCreditCode(cellOf("credit code"));
    const contact = cellOf("contact").trim();
    const one = {
      ...{ row, booth: cellOf("code"), company: cellOf("company"), creditCode: code.ok ? code.code : "" },
      contact: contact === "" ? null : contact,
    };
    if (one.booth === "") faults.push({ row, fault: "the code of the booth is missing" });
    if (one.company === "") faults.push({ row, fault: "the company is missing" });
    if (!code.ok) faults.push({ row, fault: describeCreditCode(cellOf("credit code"), code) });
    list.push(one);
  });
  return { list, faults };
}

/** What is wrong with a credit code, for staff who compare it with the licence. */
function describeCreditCode(said: string, fault: CreditCodeFault): string {
  const what = `"${said}" is no unified social credit code`;
  switch (fault.fault) {
    case "length":
      return `${what}: it has ${fault.length} characters, not 18`;
    case "character":
      return `${what}: its character ${fault.position} can't be "${fault.found}"`;
    case "region":
      return `${what}: its character ${fault.position} must be a digit`;
    case "check":
      return `${what}: after its first 17 characters the last should be ${fault.expected}, not ${fault.found}`;
  }
}
