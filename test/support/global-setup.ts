import { execFileSync } from "node:child_process";
import { readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { makeRunFolder, runPrefix } from "./run-folder.ts";

const ROOT = new URL("../../", import.meta.url).pathname;

/** Says once which suites are left out, and why; and compiles what runs in processes of its own, where it is stale. */
export function setup(): () => Promise<void> {
  const folder = makeRunFolder();
  if (!process.env.TEST_DATABASE_URL) {
    process.stderr.write("PostgreSQL suites are skipped: TEST_DATABASE_URL is not set.\n");
  }
  if (!process.env.TELEGRAM_SPECIFICATION) {
    process.stderr.write("Requests to Telegram are checked by own rules only: TELEGRAM_SPECIFICATION is not set.\n");
  }
  if (!process.env.DISCORD_SPECIFICATION) {
    process.stderr.write("Requests to Discord are checked by own rules only: DISCORD_SPECIFICATION is not set.\n");
  }
  if (isStale()) {
    const tsc = [join(ROOT, "node_modules/typescript/bin/tsc"), "-p", join(ROOT, "tsconfig.build.json"), "--noCheck"];
    execFileSync(process.execPath, tsc, { stdio: "inherit" });
  }
  return async () => {
    // What it loads is compiled by then.
    const { dropPostgres } = await import("./shared-postgres.ts");
    if (process.env.TEST_DATABASE_URL) await dropPostgres(runPrefix(folder));
    rmSync(folder, { recursive: true, force: true });
  };
}

function isStale(): boolean {
  const built = statSync(join(ROOT, "dist/main.js"), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  return readdirSync(join(ROOT, "src"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
    .some((entry) => statSync(join(entry.parentPath, entry.name)).mtimeMs > built);
}
