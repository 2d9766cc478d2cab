import { createWriteStream } from "node:fs";
import { Socket } from "node:net";
import { READING_LIMITS } from "./limits.ts";
import { peakOf } from "./memory.ts";
import { createFrameReader, type Frame, questionSchema, writeFrame } from "./protocol.ts";
import { readDocument } from "./read-document.ts";
import { RefusedError } from "./refused.ts";

/**
 * The process that reads untrusted files, one after another: from standard input, answers to descriptor 3. It has no
 * environment, and no parser in it can open a connection.
 */
const NONE_OUT = (): never => {
  throw new Error("A parser may not open connections");
};
Socket.prototype.connect = NONE_OUT;

const answers = createWriteStream("", { fd: 3 });
const readFrames = createFrameReader(READING_LIMITS.input + 100_000);

let before: Promise<void> = Promise.resolve();
process.stdin.on("data", (chunk: Buffer) => {
  for (const frame of readFrames(chunk)) before = before.then(() => answer(frame));
});

async function answer({ head, body }: Frame): Promise<void> {
  const { limits, ...file } = questionSchema.parse(JSON.parse(head));
  const reply = await read({ ...file, bytes: body }, limits);
  const { user, system } = process.cpuUsage();
  const usage = { cpuMs: Math.round((user + system) / 1_000), peak: peakOf("self") };
  const frame = writeFrame({ ...reply, ...usage });
  const isTooLong = frame.length > limits.output;
  answers.write(isTooLong ? writeFrame({ kind: "refused", why: "tooManyWords", detail: "", ...usage }) : frame);
}

async function read(...[file, limits]: Parameters<typeof readDocument>): Promise<object> {
  try {
    return { kind: "document", document: await readDocument(file, limits) };
  } catch (error) {
    const refused = error instanceof RefusedError ? error : new RefusedError("damaged", "document");
    return { kind: "refused", why: refused.why, detail: refused.detail.slice(0, 500) };
  }
}
