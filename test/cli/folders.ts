import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const MOUNT = "/bin/mount";
const UNMOUNT = "/bin/umount";

/** Temporary folders of a test file, all dropped together. */
export type Folders = {
  /** A new folder with these files: path inside it to content. */
  readonly make: (files?: { readonly [path: string]: string | Buffer }) => string;
  readonly drop: () => void;
};

export function createFolders(): Folders {
  const made: string[] = [];
  return {
    make: (files = {}) => {
      const folder = mkdtempSync(join(tmpdir(), "silkdesk-cli-"));
      made.push(folder);
      for (const [path, content] of Object.entries(files)) {
        mkdirSync(dirname(join(folder, path)), { recursive: true });
        writeFileSync(join(folder, path), content);
      }
      return folder;
    },
    drop: () => {
      for (const folder of made) rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Mounts a small disk of its own on a folder; false where this user may not mount. */
export function mountDisk(folder: string, options: string): boolean {
  try {
    execFileSync(MOUNT, ["-t", "tmpfs", "-o", options, "silkdesk-test", folder], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

/** Makes a mounted disk read-only (`ro`) or writable again (`rw`). */
export function remountDisk(folder: string, mode: "ro" | "rw"): void {
  execFileSync(MOUNT, ["-o", `remount,${mode}`, folder], { stdio: "ignore" });
}

export function unmountDisk(folder: string): void {
  execFileSync(UNMOUNT, [folder], { stdio: "ignore" });
}

/** Whether this user may mount disks, as root in a container often may. */
export function mayMount(): boolean {
  const folder = mkdtempSync(join(tmpdir(), "silkdesk-mount-"));
  const may = mountDisk(folder, "size=1m");
  if (may) unmountDisk(folder);
  rmSync(folder, { recursive: true });
  return may;
}
