/** What reading one file may cost. */
export type ReadingLimits = {
  /** Of the file itself, in bytes. */
  readonly input: number;
  /** From the start of the file to its end, in milliseconds. */
  readonly wall: number;
  /** Computing time of one child process in seconds; a child that has used a third of it is replaced between files. */
  readonly cpu: number;
  /** Resident memory of the child, in bytes; it is stopped beyond. */
  readonly resident: number;
  /** What the kernel lets the child allocate, in bytes (Linux): the wall behind the watch on `resident`. */
  readonly data: number;
  /** The JavaScript heap, in megabytes. */
  readonly heap: number;
  /** What the child may hand back, in bytes of JSON. */
  readonly output: number;
  /** Of a ZIP archive, such as DOCX and XLSX: its entries, and the bytes of all of them unpacked. */
  readonly entries: number;
  readonly unpacked: number;
};

const MB = 1024 * 1024;

/** With these a child's resident memory stays below 512 MB: Node itself takes some 50 MB outside of `data`. */
export const READING_LIMITS: ReadingLimits = {
  input: 20 * MB,
  wall: 25_000,
  cpu: 60,
  resident: 460 * MB,
  data: 440 * MB,
  heap: 320,
  output: 8 * MB,
  entries: 2_000,
  unpacked: 200 * MB,
};
