import type { Readable } from "node:stream";
import { messageOf } from "../../../shared/errors.ts";
import type { ReadingLimits } from "./limits.ts";
import { RefusedError } from "./refused.ts";

/** The XML parts of an Office file by their names. */
export type OfficeParts = ReadonlyMap<string, Buffer>;

/**
 * Unpacks an Office file by our own count, whatever its headers claim, and keeps its XML alone: no pictures, macros or
 * embedded files reach a parser.
 *
 * @throws RefusedError where it is too large, not safe to unpack, encrypted, or its XML has a document type.
 */
export async function unpackOffice(
  bytes: Buffer,
  limits: Pick<ReadingLimits, "entries" | "unpacked">,
  name: string,
): Promise<OfficeParts> {
  const yauzl = await import("yauzl");
  const parts = new Map<string, Buffer>();
  let unpacked = 0;
  try {
    // A forged size must not stop the count: the bytes themselves are counted.
    const zip = await yauzl.fromBufferPromise(bytes, { lazyEntries: true, validateEntrySizes: false });
    if (zip.entryCount > limits.entries) throw new RefusedError("tooManyEntries");
    let entries = 0;
    for await (const entry of zip.eachEntry()) {
      entries += 1;
      if (entries > limits.entries) throw new RefusedError("tooManyEntries");
      if (entry.fileName.endsWith("/")) continue;
      checkEntry(entry.fileName, entry.externalFileAttributes, parts);
      if (entry.isEncrypted()) throw new RefusedError("encrypted");
      const kept = /\.(?:xml|rels)$/iu.test(entry.fileName);
      const content = await unpack(await zip.openReadStreamPromise(entry), limits.unpacked - unpacked, kept);
      unpacked += content.size;
      if (kept) parts.set(entry.fileName, refuseDoctype(content.bytes));
    }
  } catch (error) {
    // A lack of memory is no fault of the archive's.
    if (error instanceof RefusedError || error instanceof RangeError) throw error;
    throw faultOf(error, name);
  }
  return parts;
}

/** yauzl itself refuses names that lead out of the folder. */
function faultOf(error: unknown, name: string): RefusedError {
  if (/invalid relative path|absolute path|invalid characters in fileName/u.test(messageOf(error)))
    return new RefusedError("unsafeArchive", "it holds a file whose name leads out of its folder", { cause: error });
  return new RefusedError("damaged", name, { cause: error });
}

const FILE_TYPE = 0o170000;
const LINK = 0o120000;

function checkEntry(fileName: string, attributes: number, parts: OfficeParts): void {
  if (((attributes >>> 16) & FILE_TYPE) === LINK)
    throw new RefusedError("unsafeArchive", "it holds a link to another file");
  if (parts.has(fileName)) throw new RefusedError("unsafeArchive", "it holds two files of the same name");
}

async function unpack(
  stream: Readable,
  left: number,
  kept: boolean,
): Promise<{ readonly size: number; readonly bytes: Buffer }> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    if (!Buffer.isBuffer(chunk)) continue;
    size += chunk.length;
    if (size > left) throw new RefusedError("unpacksTooLarge");
    if (kept) chunks.push(chunk);
  }
  return { size, bytes: Buffer.concat(chunks) };
}

/** Entities are the way to read other files (XXE) and to swell (billion laughs): Office files declare none. */
function refuseDoctype(xml: Buffer): Buffer {
  const isUtf16 =
    xml.subarray(0, 4).includes(0) || (xml[0] === 0xff && xml[1] === 0xfe) || (xml[0] === 0xfe && xml[1] === 0xff);
  const words = isUtf16 ? Buffer.from(xml.toString("latin1").replaceAll("\0", ""), "latin1") : xml;
  if (words.includes("<!DOCTYPE") || words.includes("<!ENTITY")) throw new RefusedError("unsafeXml");
  return xml;
}
