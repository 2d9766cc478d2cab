/** Shows how far long work has come, on a terminal; silent where stderr goes elsewhere. */
export type Progress = {
  readonly report: (done: number, total: number) => void;
  /** Takes the line away, so that what follows begins clean. */
  readonly end: () => void;
};

/** Where it is drawn: stderr, or what stands in for it. */
type Terminal = { readonly isTTY?: boolean; readonly write: (text: string) => unknown };

const WIDTH = 24;

/** A bar on stderr such as `reading  [######------]  12 of 24`, drawn at most ten times a second. */
export function createProgress(label: string, terminal: Terminal = process.stderr): Progress {
  if (!terminal.isTTY) return { report: () => undefined, end: () => undefined };
  let drawn = 0;
  return {
    report: (done, total) => {
      const now = performance.now();
      if (total < 2 || (done < total && now - drawn < 100)) return;
      drawn = now;
      const full = Math.round((done / total) * WIDTH);
      terminal.write(`\r${label}  [${"#".repeat(full)}${"-".repeat(WIDTH - full)}]  ${done} of ${total}\u001b[K`);
    },
    end: () => {
      if (drawn > 0) terminal.write("\r\u001b[K");
    },
  };
}
