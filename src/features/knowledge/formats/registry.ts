import { csv } from "./csv.ts";
import { docx } from "./docx.ts";
import type { DocumentFormat } from "./format.ts";
import { html } from "./html.ts";
import { markdown } from "./markdown.ts";
import { pdf } from "./pdf.ts";
import { plainTextFormat } from "./text.ts";
import { xlsx } from "./xlsx.ts";

/** Every format that can be read. To add one: a file beside this one, and a line here. */
export const DOCUMENT_FORMATS: readonly DocumentFormat[] = [markdown, plainTextFormat, html, csv, pdf, docx, xlsx];

/** The format for a file name, or null where none reads it. */
export function findFormat(fileName: string): DocumentFormat | null {
  const extension = fileName.split(".").at(-1)?.toLowerCase() ?? "";
  return DOCUMENT_FORMATS.find((format) => format.extensions.includes(extension)) ?? null;
}
