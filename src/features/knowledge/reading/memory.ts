import { readFileSync } from "node:fs";

/**
 * The most resident memory that a process has had so far, in bytes, as Linux tells it; 0 elsewhere, where the limit of
 * the heap and the deadline alone hold. (`resourceUsage().maxRSS` also counts what the parent had at the fork.)
 */
export function peakOf(pid: number | "self"): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, "latin1");
    return Number(/VmHWM:\s+(?<kilobytes>\d+)/u.exec(status)?.groups?.kilobytes ?? 0) * 1_024;
  } catch {
    return 0;
  }
}
