import type { ChildProcess } from "node:child_process";
import type { Readable } from "node:stream";
import { messageOf } from "../../../shared/errors.ts";
import type { ParsedDocument } from "../document.ts";
import type { FileToRead } from "./choose.ts";
import { READING_LIMITS, type ReadingLimits } from "./limits.ts";
import { peakOf } from "./memory.ts";
import { answerSchema, createFrameReader, writeFrame } from "./protocol.ts";
import { REFUSAL_REASONS, RefusedError } from "./refused.ts";
import { spawnReader } from "./spawn.ts";

/** Reads files in a process of their own. */
export type FileReader = {
  /**
   * Reads one file; several wait for each other.
   *
   * @throws RefusedError with a reason that staff understand. The process is replaced where it had to be stopped.
   */
  readonly read: (file: FileToRead) => Promise<ParsedDocument>;
  /** Stops the process. Reading again starts another. */
  readonly close: () => void;
};

export type FileReaderOptions = {
  /** Instead of {@link READING_LIMITS}, for tests. */
  readonly limits?: Partial<ReadingLimits>;
  /** Told after each file what it took: the most resident memory in bytes, and the time. */
  readonly onUse?: (use: { readonly peak: number; readonly ms: number }) => void;
};

/** A process reads so many files, and is replaced when it has grown to this size or used this share of its time. */
const FILES = 100;
const GROWN = 220 * 1024 * 1024;
const SPENT = 1 / 3;

/** Makes the reader of untrusted files. Its process starts with the first file, and reads many until one goes wrong. */
export function createFileReader({ limits: given = {}, onUse }: FileReaderOptions = {}): FileReader {
  const limits = { ...READING_LIMITS, ...given };
  let child: ReadingChild | null = null;
  let before: Promise<unknown> = Promise.resolve();

  const read = async (file: FileToRead): Promise<ParsedDocument> => {
    if (file.bytes.length > limits.input)
      throw new RefusedError("tooLarge", String(Math.round(file.bytes.length / 1024 / 1024)));
    child ??= startChild(limits);
    const started = performance.now();
    const { outcome, peak, isSpent } = await child.ask(file);
    if (isSpent) close();
    onUse?.({ peak, ms: performance.now() - started });
    if (outcome instanceof RefusedError) throw outcome;
    return outcome;
  };
  const close = (): void => {
    child?.stop();
    child = null;
  };

  return {
    read: (file) => {
      const reading = before.then(() => read(file));
      before = reading.catch(() => undefined);
      return reading;
    },
    close,
  };
}

type Reading = {
  readonly outcome: ParsedDocument | RefusedError;
  readonly peak: number;
  /** True where the process may read no other file. */
  readonly isSpent: boolean;
};

type ReadingChild = { readonly ask: (file: FileToRead) => Promise<Reading>; readonly stop: () => void };

function startChild(limits: ReadingLimits): ReadingChild {
  const child = spawnReader(limits);
  let files = 0;
  let peak = 0;
  let complaint = "";
  child.stderr?.on("data", (chunk: Buffer) => {
    complaint = (complaint + chunk.toString("latin1")).slice(-4_000);
  });
  // A write to a process that has died shows as its end.
  child.stdin?.on("error", () => undefined);

  const ask = (file: FileToRead): Promise<Reading> =>
    new Promise((resolve) => {
      const { bytes, name, mediaType, charset } = file;
      files += 1;
      const finish = (outcome: ParsedDocument | RefusedError, isSpent: boolean): void => {
        clearTimeout(deadline);
        clearInterval(watch);
        answers?.removeListener("data", hear);
        child.removeListener("close", end);
        child.removeListener("error", fail);
        if (isSpent) child.kill("SIGKILL");
        resolve({ outcome, peak, isSpent });
      };
      const deadline = setTimeout(() => finish(new RefusedError("tooSlow"), true), limits.wall);
      const watch = setInterval(() => {
        peak = Math.max(peak, peakOf(child.pid ?? 0));
        if (peak > limits.resident) finish(new RefusedError("tooMuchMemory"), true);
      }, 25);
      const fail = (error: Error): void =>
        finish(new RefusedError("crashed", messageOf(error), { cause: error }), true);
      const end = (code: number | null, signal: string | null): void =>
        finish(endReason(code, signal, complaint, peak > limits.resident * STARVED), true);
      const readFrames = createFrameReader(limits.output + 100_000);
      const hear = (chunk: Buffer): void => {
        try {
          const [frame] = readFrames(chunk);
          if (frame === undefined) return;
          const { outcome, use } = readAnswer(frame.head);
          peak = Math.max(peak, use.peak);
          finish(outcome, files >= FILES || use.peak > GROWN || use.cpuMs > limits.cpu * 1_000 * SPENT);
        } catch (error) {
          finish(new RefusedError("crashed", "its answer can't be understood", { cause: error }), true);
        }
      };
      const answers = answersOf(child);
      answers?.on("data", hear);
      child.on("close", end);
      child.on("error", fail);
      child.stdin?.write(writeFrame({ name, mediaType, charset, limits }, bytes));
    });

  return { ask, stop: () => void child.kill("SIGKILL") };
}

function answersOf(child: ChildProcess): Readable | null {
  const stream = child.stdio[3];
  return stream !== null && stream !== undefined && "read" in stream ? stream : null;
}

function readAnswer(head: string): {
  readonly outcome: ParsedDocument | RefusedError;
  readonly use: { readonly cpuMs: number; readonly peak: number };
} {
  const answer = answerSchema.parse(JSON.parse(head));
  if (answer.kind === "document") return { outcome: answer.document, use: answer };
  const why = REFUSAL_REASONS.find((reason) => reason === answer.why);
  if (why === undefined) throw new Error(`"${answer.why}" is no reason`);
  return { outcome: new RefusedError(why, answer.detail), use: answer };
}

/** Where a process of this share of its memory dies of a fault, it was refused more. */
const STARVED = 0.5;

/** Node aborts or falls where it gets no memory; the kernel ends what has used up its computing time. */
function endReason(code: number | null, signal: string | null, complaint: string, isStarved: boolean): RefusedError {
  if (signal === "SIGXCPU") return new RefusedError("tooSlow");
  const isMemory = /heap out of memory|allocation fail|out of memory|Cannot allocate|bad_alloc|Zone|OOM/iu.test(
    complaint,
  );
  const isFault = ["SIGABRT", "SIGSEGV", "SIGBUS", "SIGTRAP", "SIGILL"].some((one) => one === signal);
  if (isMemory || (isFault && isStarved)) return new RefusedError("tooMuchMemory");
  return new RefusedError("crashed", signal ?? `code ${code}`);
}
