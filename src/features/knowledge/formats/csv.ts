import type { DocumentBlock } from "../document.ts";
import { type DocumentFormat, textFormat } from "./format.ts";
import { tableLines } from "./table.ts";

/**
 * A table as text. LangChain's CSVLoader writes "undefined" for cells that a short row lacks, drops those of a long one,
 * needs to be told the delimiter and takes the first line for the header whatever it is: csv-parse does the job.
 */
export const csv: DocumentFormat = textFormat({
  name: "csv",
  extensions: ["csv", "tsv"],
  mediaTypes: ["text/csv", "text/tab-separated-values"],
  parse: async (text) => {
    const { parse } = await import("csv-parse/sync");
    const rows: string[][] = parse(text, {
      delimiter: sniffDelimiter(text),
      bom: true,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      trim: true,
    });
    const blocks = tableLines(rows).map((line): DocumentBlock => ({ kind: "paragraph", text: line }));
    return { blocks, title: null, lang: null, frontMatter: {} };
  },
});

const DELIMITERS = [",", ";", "\t", "|"] as const;

/** The delimiter that stands equally often in most of the first lines, and in most of them at all. */
function sniffDelimiter(text: string): string {
  const lines = text
    .slice(0, 20_000)
    .replace(/"(?:[^"]|"")*"/gu, "")
    .split("\n")
    .filter((line) => line.trim() !== "")
    .slice(0, 30);
  const scoreOf = (delimiter: string): number => {
    const counts = lines.map((line) => line.split(delimiter).length - 1);
    const [usual = 0] = counts
      .filter((count) => count > 0)
      .toSorted((one, other) => one - other)
      .slice(counts.length >> 1);
    const typical = usual === 0 ? Math.max(0, ...counts) : usual;
    return typical === 0 ? 0 : counts.filter((count) => count === typical).length + Math.min(typical, 50) / 100;
  };
  return DELIMITERS.toSorted((one, other) => scoreOf(other) - scoreOf(one))[0] ?? ",";
}
