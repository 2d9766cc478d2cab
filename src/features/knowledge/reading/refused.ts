import { AppError } from "../../../shared/errors.ts";

/** Every reason for which a file is refused, as staff read it. Some say more with `detail`. */
const REASONS = {
  empty: () => "the file is empty",
  noWords: () => "there are no words in it",
  tooLarge: (detail) => `it has ${detail} MB; at most 20 MB are read`,
  tooSlow: () => "it took longer than 25 seconds to read. Split it into smaller files",
  tooMuchMemory: () => "it needs more than 512 MB of memory to read. Split it into smaller files",
  tooManyWords: () => "it holds more than 8 MB of words. Split it into smaller files",
  tooManyPages: (detail) => `it has ${detail} pages; at most 3000 are read. Split it into smaller files`,
  tooManyEntries: () => "it is an archive of more than 2000 files, as no Word or Excel document is",
  unpacksTooLarge: () => "it unpacks to more than 200 MB",
  unsafeArchive: (detail) => `it is not safe to unpack: ${detail}. Save it again with Word or Excel`,
  unsafeXml: () =>
    "its XML declares entities or a document type, as no Word or Excel document does. Save it again with Word or Excel",
  nested: (detail) => `it nests ${detail}, deeper than any document does`,
  encrypted: () => "it is encrypted. Save it without a password and add it again",
  oldOffice: () => 'it is an old Office file (.doc, .xls or .ppt). Save it as ".docx" or ".xlsx" and add it again',
  scanned: () =>
    "it is a picture, not text: a scanned PDF has no words. Run text recognition (OCR) over it and add it again",
  otherKind: (detail) => `it is ${detail}, which can't be read`,
  notWhatItsNameSays: (detail) => `its name says that it is ${detail}, but what is in it is something else`,
  unknownKind: (detail) => `${detail}`,
  binary: () => "it is a binary file, not text",
  unknownEncoding: () => "its encoding is not known. Save it as UTF-8 and add it again",
  damaged: (detail) => `it is damaged, or no real ${detail}: it can't be read`,
  frontMatter: (detail) => `the front matter is not valid YAML (${detail})`,
  /** The child process died without a word: nobody expects this. */
  crashed: (detail) => `reading it ended unexpectedly (${detail})`,
} as const satisfies { readonly [why: string]: (detail: string) => string };

export type RefusalReason = keyof typeof REASONS;

export const REFUSAL_REASONS = Object.keys(REASONS).filter(isRefusalReason);

/** A file that can't become a document, for one of the known reasons. */
export class RefusedError extends AppError {
  readonly why: RefusalReason;
  readonly detail: string;

  constructor(why: RefusalReason, detail = "", options?: { readonly cause?: unknown }) {
    super("content.invalid", REASONS[why](detail), options);
    this.name = "RefusedError";
    this.why = why;
    this.detail = detail;
  }
}

function isRefusalReason(name: string): name is RefusalReason {
  return name in REASONS;
}
