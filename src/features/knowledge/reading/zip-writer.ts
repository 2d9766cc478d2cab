import { crc32 } from "node:zlib";
import type { OfficeParts } from "./zip.ts";

/**
 * The parts as an archive again, stored and not packed, with honest headers: the parsers of Office files take nothing
 * but archives, and trust what their headers say.
 */
export function packParts(parts: OfficeParts): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of parts) {
    const fields = describe(content, Buffer.byteLength(name));
    const local = Buffer.concat([numbers([0x04034b50, 4]), fields, Buffer.from(name)]);
    directory.push(
      numbers([0x02014b50, 4], [20, 2]),
      fields,
      numbers([0, 2], [0, 2], [0, 2], [0, 4], [offset, 4]),
      Buffer.from(name),
    );
    bodies.push(local, content);
    offset += local.length + content.length;
  }
  const size = directory.reduce((sum, { length }) => sum + length, 0);
  const end = numbers([0x06054b50, 4], [0, 4], [parts.size, 2], [parts.size, 2], [size, 4], [offset, 4], [0, 2]);
  return Buffer.concat([...bodies, ...directory, end]);
}

/** What a local header and the directory say alike: version, UTF-8 names, stored, no date, checksum, sizes, lengths. */
function describe(content: Buffer, nameLength: number): Buffer {
  const { length } = content;
  return numbers(
    [20, 2],
    [0x0800, 2],
    [0, 2],
    [0, 2],
    [0x21, 2],
    [crc32(content), 4],
    [length, 4],
    [length, 4],
    [nameLength, 2],
    [0, 2],
  );
}

function numbers(...fields: readonly (readonly [value: number, bytes: 2 | 4])[]): Buffer {
  return Buffer.concat(
    fields.map(([value, bytes]) => {
      const buffer = Buffer.alloc(bytes);
      buffer.writeUIntLE(value, 0, bytes);
      return buffer;
    }),
  );
}
