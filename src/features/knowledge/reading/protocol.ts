import { z } from "zod";

/**
 * What the parent and the child say to each other: a frame is the length of its head, its head in JSON, and its body.
 * The body of a question is the file; that of an answer is empty.
 */
export const questionSchema = z.object({
  name: z.string(),
  mediaType: z.string().nullable(),
  charset: z.string().nullable(),
  limits: z.object({
    input: z.number(),
    wall: z.number(),
    cpu: z.number(),
    resident: z.number(),
    data: z.number(),
    heap: z.number(),
    output: z.number(),
    entries: z.number(),
    unpacked: z.number(),
  }),
});

const words = z.string().max(4_000);
const day = z.string().max(10).nullable().optional();

const blockSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("heading"), level: z.number().int().min(1).max(9), text: z.string().max(300) }),
  z.object({ kind: z.literal("paragraph"), text: words }),
]);

/** What the parent believes of an answer: the child may have been taken over by the file it read. */
export const answerSchema = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("document"),
    document: z.object({
      blocks: z.array(blockSchema).max(250_000),
      title: z.string().max(500).nullable(),
      lang: z.string().max(100).nullable(),
      frontMatter: z.record(z.string(), z.unknown()),
      published: day,
      from: day,
      until: day,
    }),
    cpuMs: z.number(),
    peak: z.number(),
  }),
  z.object({
    kind: z.literal("refused"),
    why: z.string().max(40),
    detail: z.string().max(1_000),
    cpuMs: z.number(),
    peak: z.number(),
  }),
]);

/** A head and a body, one after the other. */
export function writeFrame(head: unknown, body: Buffer = Buffer.alloc(0)): Buffer {
  const json = Buffer.from(JSON.stringify(head));
  const lengths = Buffer.alloc(8);
  lengths.writeUInt32LE(json.length, 0);
  lengths.writeUInt32LE(body.length, 4);
  return Buffer.concat([lengths, json, body]);
}

export type Frame = { readonly head: string; readonly body: Buffer };

/**
 * Collects chunks into frames.
 *
 * @throws RangeError where a frame is announced that is longer than `most` bytes.
 */
export function createFrameReader(most: number): (chunk: Buffer) => Frame[] {
  let chunks: Buffer[] = [];
  let held = 0;
  return (chunk) => {
    chunks.push(chunk);
    held += chunk.length;
    const frames: Frame[] = [];
    for (;;) {
      if (held < 8) return frames;
      const [first] = chunks;
      if (first === undefined || first.length < 8) chunks = [Buffer.concat(chunks)];
      const start = chunks[0] ?? Buffer.alloc(8);
      const head = start.readUInt32LE(0);
      const body = start.readUInt32LE(4);
      if (head + body > most) throw new RangeError(`A frame of ${head + body} bytes is longer than ${most}`);
      const end = 8 + head + body;
      if (held < end) return frames;
      const whole = Buffer.concat(chunks);
      frames.push({ head: whole.toString("utf8", 8, 8 + head), body: whole.subarray(8 + head, end) });
      chunks = [whole.subarray(end)];
      held -= end;
    }
  };
}
