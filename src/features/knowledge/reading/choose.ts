import type { DocumentFormat } from "../formats/format.ts";
import { DOCUMENT_FORMATS, findFormat } from "../formats/registry.ts";
import { findOtherKind, isEncryptedOffice, isOldOffice } from "./kinds.ts";
import { RefusedError } from "./refused.ts";

/** A file's bytes, and what is said about them. */
export type FileToRead = {
  /** The file's name, or the last part of its address. */
  readonly name: string;
  /** As a server named it, such as `text/html`; null for files. */
  readonly mediaType: string | null;
  readonly charset: string | null;
  readonly bytes: Buffer;
};

/**
 * The format of a file by what is in it. Its name and media type only choose among the formats of words, which bytes
 * don't tell apart.
 *
 * @throws RefusedError where nothing reads it, or where it is not what its name says.
 */
export function chooseFormat({ name, mediaType, bytes }: FileToRead): DocumentFormat {
  if (bytes.length === 0) throw new RefusedError("empty");
  const sniffed = DOCUMENT_FORMATS.find((format) => format.sniff?.(bytes) === true);
  if (sniffed !== undefined) return sniffed;
  if (isEncryptedOffice(bytes)) throw new RefusedError("encrypted");
  if (isOldOffice(bytes)) throw new RefusedError("oldOffice");
  const other = findOtherKind(bytes);
  if (other !== null) throw new RefusedError("otherKind", other);
  const named = findNamed(name, mediaType);
  if (named === null) throw new RefusedError("unknownKind", unknownKind(name, mediaType));
  if (!named.isText) throw new RefusedError("notWhatItsNameSays", named.name.toUpperCase());
  return named;
}

/** Servers call many things plain text: there the ending says more. */
function findNamed(name: string, mediaType: string | null): DocumentFormat | null {
  const byType = DOCUMENT_FORMATS.find(({ mediaTypes }) => mediaType !== null && mediaTypes.includes(mediaType));
  return (mediaType === "text/plain" ? null : byType) ?? findFormat(name) ?? byType ?? null;
}

function unknownKind(name: string, mediaType: string | null): string {
  const known = DOCUMENT_FORMATS.flatMap(({ extensions }) => extensions).join(", ");
  const ending = name.includes(".") ? `.${name.split(".").at(-1)}` : name;
  return mediaType === null
    ? `files ending in "${ending}" can't be read. These can: ${known}`
    : `what the server calls "${mediaType}" can't be read. These can: ${known}`;
}
