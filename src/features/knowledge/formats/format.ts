import type { ParsedDocument } from "../document.ts";
import { decodeText } from "../encoding.ts";
import type { ReadingLimits } from "../reading/limits.ts";

/** What is known about a file beside its bytes, and what reading it may cost. */
export type ParseHints = {
  /** The encoding that a server or the caller named. */
  readonly charset: string | null;
  readonly limits: Pick<ReadingLimits, "entries" | "unpacked" | "output">;
};

/** A kind of file that can become a document. */
export type DocumentFormat = {
  readonly name: string;
  /** File name endings, without the dot, lower case. */
  readonly extensions: readonly string[];
  /** Media types, lower case, as servers name them. */
  readonly mediaTypes: readonly string[];
  /** True where the bytes can be nothing else: they win over the name. Absent where bytes don't tell. */
  readonly sniff?: (bytes: Buffer) => boolean;
  /** True where the bytes are words, so that any words may bear one of its endings. */
  readonly isText: boolean;
  /** Reads the bytes of a file. Throws where they are not of this format. */
  readonly parse: (bytes: Buffer, hints: ParseHints) => Promise<ParsedDocument>;
};

type TextFormat = Omit<DocumentFormat, "parse" | "isText"> & {
  readonly parse: (text: string) => Promise<ParsedDocument>;
};

/** A format of words: its parser gets the text, whatever encoding it was in. */
export function textFormat({ parse, ...format }: TextFormat): DocumentFormat {
  return { ...format, isText: true, parse: (bytes, { charset }) => parse(decodeText(bytes, charset)) };
}
