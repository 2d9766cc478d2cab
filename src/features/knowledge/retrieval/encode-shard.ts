import { z } from "zod";
import type { Field } from "./field.ts";
import type { Shard } from "./shard.ts";

/** Moves whenever the layout of the bytes changes. */
const FORMAT = 3;

const headerSchema = z.object({
  format: z.literal(FORMAT),
  make: z.string(),
  size: z.number(),
  sentences: z.number(),
  documents: z.array(
    z
      .tuple([z.string(), z.number(), z.string(), z.number(), z.number(), z.number()])
      .transform(([document, version, lang, first, ordinal, count]) => ({
        document,
        version,
        lang,
        first,
        ordinal,
        count,
      })),
  ),
  /** The lengths of the arrays, in bytes, in their order. */
  arrays: z.array(z.number()),
});

const ALIGNED = 8;

/**
 * A shard as bytes: a header in JSON, then its arrays, each at a multiple of eight.
 *
 * @param make of the analyser that its tokens come from.
 */
export function encodeShard(shard: Shard, make: string): Uint8Array {
  const arrays = [...arraysOf(shard.words), ...arraysOf(shard.grams), shard.sequences.starts, shard.sequences.tokens];
  const header = Buffer.from(
    JSON.stringify({
      format: FORMAT,
      make,
      size: shard.size,
      sentences: shard.sequences.sentences,
      documents: shard.documents.map(({ document, version, lang, first, ordinal, count }) => [
        document,
        version,
        lang,
        first,
        ordinal,
        count,
      ]),
      arrays: arrays.map(({ byteLength }) => byteLength),
    }),
  );
  const body = aligned(ALIGNED + header.length);
  const bytes = new Uint8Array(arrays.reduce((sum, { byteLength }) => sum + aligned(byteLength), body));
  new DataView(bytes.buffer).setUint32(0, header.length, true);
  bytes.set(header, ALIGNED);
  let at = body;
  for (const { buffer, byteOffset, byteLength } of arrays) {
    bytes.set(new Uint8Array(buffer, byteOffset, byteLength), at);
    at += aligned(byteLength);
  }
  return bytes;
}

/** A shard over its bytes, without copying them; null where they are of another format or make, or damaged. */
export function decodeShard(bytes: Uint8Array, make: string): Shard | null {
  try {
    const source = bytes.byteOffset % ALIGNED === 0 ? bytes : bytes.slice();
    const length = new DataView(source.buffer, source.byteOffset).getUint32(0, true);
    const header = headerSchema.parse(
      JSON.parse(Buffer.from(source.buffer, source.byteOffset + ALIGNED, length).toString("utf8")),
    );
    if (header.make !== make) return null;
    let at = source.byteOffset + aligned(ALIGNED + length);
    const views = header.arrays.map((byteLength) => {
      const view = { buffer: source.buffer, at, byteLength };
      at += aligned(byteLength);
      return view;
    });
    const take = (index: number): View => views[index] ?? { buffer: source.buffer, at: 0, byteLength: 0 };
    return {
      size: header.size,
      documents: header.documents,
      words: fieldAt(take, 0),
      grams: fieldAt(take, ARRAYS_OF_FIELD),
      sequences: {
        starts: wordsOf(take(2 * ARRAYS_OF_FIELD)),
        tokens: halvesOf(take(2 * ARRAYS_OF_FIELD + 1)),
        sentences: header.sentences,
      },
    };
  } catch {
    return null;
  }
}

type View = { readonly buffer: ArrayBufferLike; readonly at: number; readonly byteLength: number };

const ARRAYS_OF_FIELD = 5;

function arraysOf({ keys, starts, ids, counts, lengths }: Field) {
  return [keys, starts, ids, counts, lengths];
}

function fieldAt(take: (index: number) => View, from: number): Field {
  const lengths = take(from + 4);
  return {
    keys: wordsOf(take(from)),
    starts: wordsOf(take(from + 1)),
    ids: halvesOf(take(from + 2)),
    counts: bytesOf(take(from + 3)),
    lengths: new Float32Array(lengths.buffer, lengths.at, lengths.byteLength / Float32Array.BYTES_PER_ELEMENT),
  };
}

function wordsOf({ buffer, at, byteLength }: View): Uint32Array {
  return new Uint32Array(buffer, at, byteLength / Uint32Array.BYTES_PER_ELEMENT);
}

function halvesOf({ buffer, at, byteLength }: View): Uint16Array {
  return new Uint16Array(buffer, at, byteLength / Uint16Array.BYTES_PER_ELEMENT);
}

function bytesOf({ buffer, at, byteLength }: View): Uint8Array {
  return new Uint8Array(buffer, at, byteLength);
}

function aligned(length: number): number {
  return Math.ceil(length / ALIGNED) * ALIGNED;
}
