import { violation } from "./refusal.ts";

/** A file as it came in a request. */
export type Upload = { readonly name: string; readonly mime: string | undefined; readonly bytes: Buffer };

export type Multipart = { readonly fields: Map<string, string>; readonly files: Map<string, Upload> };

const CRLF = Buffer.from("\r\n");
const BLANK_LINE = Buffer.from("\r\n\r\n");

/** Reads a multipart/form-data body; a file name may stand without quotes. Throws a violation where it is cut or crooked. */
export function parseMultipart(body: Buffer, contentType: string): Multipart {
  const boundary = /boundary=(?:"([^"]+)"|([^;\s]+))/iu.exec(contentType);
  const name = boundary?.[1] ?? boundary?.[2];
  if (name === undefined) throw violation("the multipart body names no boundary");
  const fields = new Map<string, string>();
  const files = new Map<string, Upload>();
  for (const part of split(Buffer.concat([CRLF, body]), Buffer.from(`\r\n--${name}`))) addPart(part, fields, files);
  return { fields, files };
}

function* split(body: Buffer, delimiter: Buffer): Generator<Buffer> {
  let at = body.indexOf(delimiter);
  if (at === -1) throw violation("the multipart body does not begin with its boundary");
  for (;;) {
    const from = at + delimiter.length;
    if (body.toString("latin1", from, from + 2) === "--") return;
    const next = body.indexOf(delimiter, from);
    if (next === -1) throw violation("the multipart body has no closing boundary");
    yield body.subarray(from + CRLF.length, next);
    at = next;
  }
}

function addPart(part: Buffer, fields: Map<string, string>, files: Map<string, Upload>): void {
  const end = part.indexOf(BLANK_LINE);
  if (end === -1) throw violation("a part of the multipart body has no end of its headers");
  const headers = readHeaders(part.toString("utf8", 0, end));
  const bytes = part.subarray(end + BLANK_LINE.length);
  const disposition = headers.get("content-disposition") ?? "";
  const name = /[;\s]name="([^"]*)"/iu.exec(disposition)?.[1] ?? /[;\s]name=([^";\s]+)/iu.exec(disposition)?.[1];
  if (name === undefined) throw violation("a part of the multipart body has no name");
  if (fields.has(name) || files.has(name)) throw violation(`the multipart body has "${name}" twice`);
  const file = fileName(disposition);
  if (file === undefined) fields.set(name, bytes.toString("utf8"));
  else files.set(name, { name: file, mime: headers.get("content-type"), bytes: Buffer.from(bytes) });
}

function readHeaders(text: string): Map<string, string> {
  return new Map(
    text.split("\r\n").map((line) => {
      const colon = line.indexOf(":");
      return [line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()] as const;
    }),
  );
}

/** An unquoted name goes on to the end of the line, as bots' libraries write it. */
function fileName(disposition: string): string | undefined {
  const encoded = /;\s*filename\*=UTF-8''([^;]+)/iu.exec(disposition)?.[1];
  if (encoded !== undefined) return decodeURIComponent(encoded);
  const quoted = /;\s*filename="((?:[^"\\]|\\.)*)"/iu.exec(disposition)?.[1];
  return quoted?.replace(/\\(.)/gu, "$1") ?? /;\s*filename=([^"].*)$/iu.exec(disposition)?.[1]?.trim();
}
