import type { ParsedDocument } from "../document.ts";

/** A kind of file that can become a document. */
export type DocumentFormat = {
  readonly name: string;
  /** File name endings, without the dot, lower case. */
  readonly extensions: readonly string[];
  /** Reads the text of a file. Throws where it is not of this format. */
  readonly parse: (text: string) => Promise<ParsedDocument>;
};
