import { crc32, deflateRawSync } from "node:zlib";

/** An entry of an archive that may lie. */
export type HostileEntry = {
  readonly name: string;
  readonly content: Buffer | string;
  /** What its headers say of its unpacked size. */
  readonly claims?: number;
  /** What of a file it is, in Unix's way: `0o120777` is a link. */
  readonly mode?: number;
  readonly isEncrypted?: boolean;
  /** Takes the bytes of the entry before, and adds none. */
  readonly sharesBytes?: boolean;
};

export type ArchiveLies = {
  /** What the directory says of the number of entries. */
  readonly entries?: number;
  readonly offset?: number;
  readonly comment?: Buffer;
};

/** A packed archive whose headers say what they are told to. */
export function archive(entries: readonly HostileEntry[], lies: ArchiveLies = {}): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  let last = { packed: Buffer.alloc(0), crc: 0, size: 0, at: 0 };
  for (const { name, content, claims, mode = 0o100644, isEncrypted = false, sharesBytes = false } of entries) {
    if (!sharesBytes) {
      const plain = Buffer.from(content);
      last = { packed: deflateRawSync(plain, { level: 9 }), crc: crc32(plain), size: plain.length, at: offset };
    }
    const flags = 0x0800 | (isEncrypted ? 1 : 0);
    const fields = [
      [20, 2],
      [flags, 2],
      [8, 2],
      [0, 2],
      [0x21, 2],
      [last.crc, 4],
      [last.packed.length, 4],
      [claims ?? last.size, 4],
      [Buffer.byteLength(name), 2],
      [0, 2],
    ] as const;
    directory.push(
      numbers([0x02014b50, 4], [0x0314, 2], ...fields, [0, 2], [0, 2], [0, 2], [(mode << 16) >>> 0, 4], [last.at, 4]),
      Buffer.from(name),
    );
    if (sharesBytes) continue;
    const local = Buffer.concat([numbers([0x04034b50, 4], ...fields), Buffer.from(name)]);
    bodies.push(local, last.packed);
    offset += local.length + last.packed.length;
  }
  const size = directory.reduce((sum, { length }) => sum + length, 0);
  const count = (lies.entries ?? entries.length) & 0xffff;
  const comment = lies.comment ?? Buffer.alloc(0);
  const end = numbers(
    [0x06054b50, 4],
    [0, 4],
    [count, 2],
    [count, 2],
    [size, 4],
    [lies.offset ?? offset, 4],
    [comment.length, 2],
  );
  return Buffer.concat([...bodies, ...directory, end, comment]);
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
