import { parseMultipart, type Upload } from "../fake-telegram/multipart.ts";
import { violations } from "./refusal.ts";

/** What a request carried: its JSON, and its files by the `n` of `files[n]`. */
export type Body = { readonly json: unknown; readonly files: ReadonlyMap<number, Upload> };

const NO_FILES: ReadonlyMap<number, Upload> = new Map();

/** Reads a body. Throws a violation where it is not what its type says, or of another type than Discord takes. */
export function readBody(bytes: Buffer, contentType: string): Body {
  if (bytes.length === 0) return { json: undefined, files: NO_FILES };
  const type = contentType.split(";")[0]?.trim().toLowerCase();
  if (type === "application/json") return { json: parse(bytes.toString("utf8")), files: NO_FILES };
  if (type === "multipart/form-data") return readForm(bytes, contentType);
  throw violations.unsupportedBody(`the body has the unsupported type "${type}"`);
}

function readForm(bytes: Buffer, contentType: string): Body {
  const { fields, files } = tryParts(bytes, contentType);
  const payload = fields.get("payload_json");
  const stray = [...fields.keys()].find((name) => name !== "payload_json");
  if (stray !== undefined) throw violations.unsupportedBody(`the form has a field "${stray}" beside payload_json`);
  const numbered = new Map<number, Upload>();
  for (const [name, upload] of files) {
    const n = /^files\[(\d)\]$/u.exec(name)?.[1];
    if (n === undefined) throw violations.unsupportedBody(`a file is named "${name}", not files[n]`);
    numbered.set(Number(n), upload);
  }
  return { json: payload === undefined ? undefined : parse(payload), files: numbered };
}

function tryParts(bytes: Buffer, contentType: string) {
  try {
    return parseMultipart(bytes, contentType);
  } catch (cause) {
    throw violations.unsupportedBody(cause instanceof Error ? cause.message : String(cause));
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw violations.notJson();
  }
}
