import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, existsSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const ROOT = new URL("../../", import.meta.url).pathname;
const PARTS = ["dist", "locales", "prompts", "data", "package.json"] as const;

/** The package as it is installed, in a folder of its own, so that a test may break its files. */
export type PackageCopy = {
  readonly root: string;
  /** Runs one command of the copy to its end. */
  readonly run: (args: readonly string[]) => Promise<{ readonly code: number | null; readonly output: string }>;
  /** Puts back what lies under a part as it is in the repository. */
  readonly mend: (part: (typeof PARTS)[number]) => void;
  readonly drop: () => void;
};

export function copyPackage(): PackageCopy {
  const root = mkdtempSync(join(tmpdir(), "silkdesk-package-"));
  const mend: PackageCopy["mend"] = (part) => {
    if (existsSync(join(root, part))) rmSync(join(root, part), { recursive: true });
    cpSync(join(ROOT, part), join(root, part), { recursive: true });
  };
  for (const part of PARTS) mend(part);
  symlinkSync(join(ROOT, "node_modules"), join(root, "node_modules"));
  return {
    root,
    mend,
    run: async (args) => {
      const child = spawn(process.execPath, [join(root, "dist", "main.js"), ...args], {
        env: { PATH: process.env.PATH, PORT: "0", LOG_LEVEL: "error" },
        cwd: root,
      });
      let output = "";
      for (const stream of [child.stdout, child.stderr]) {
        stream.on("data", (chunk: Buffer) => {
          output += chunk.toString("utf8");
        });
      }
      await once(child, "close");
      return { code: child.exitCode, output };
    },
    drop: () => rmSync(root, { recursive: true, force: true }),
  };
}
