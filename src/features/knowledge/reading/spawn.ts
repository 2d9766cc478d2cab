import { type ChildProcess, spawn } from "node:child_process";
import { platform } from "node:os";
import { fileURLToPath } from "node:url";
import type { ReadingLimits } from "./limits.ts";

/**
 * The compiled child, also where this file runs from its source: Node itself reads no TypeScript.
 */
const ENTRY = fileURLToPath(
  new URL(
    import.meta.url.endsWith(".ts") ? "../../../../dist/features/knowledge/reading/child.js" : "./child.js",
    import.meta.url,
  ),
);

/**
 * Starts the process that reads files: without environment, without rights to write files or start programs, and
 * within the kernel's limits for computing time and memory where the system has them (Linux, macOS in part).
 */
export function spawnReader({ cpu, data, heap }: Pick<ReadingLimits, "cpu" | "data" | "heap">): ChildProcess {
  const node = [process.execPath, `--max-old-space-size=${heap}`, "--no-warnings", ...permissionFlags(), ENTRY];
  const limited = [
    "ulimit -c 0",
    "ulimit -f 0",
    `ulimit -H -t ${cpu + 5}`,
    `ulimit -S -t ${cpu}`,
    `ulimit -d ${Math.round(data / 1_024)}`,
    'exec "$0" "$@"',
  ].join("; ");
  const [command = "", ...args] = platform() === "win32" ? node : ["/bin/sh", "-c", limited, ...node];
  return spawn(command, args, { env: {}, cwd: "/", stdio: ["pipe", "ignore", "pipe", "pipe"], windowsHide: true });
}

/** Node 20 calls it experimental; later ones may not know that name. */
function permissionFlags(): string[] {
  const known = process.allowedNodeEnvironmentFlags;
  const flag = ["--permission", "--experimental-permission"].find((name) => known.has(name));
  return flag === undefined ? [] : [flag, "--allow-fs-read=*"];
}
