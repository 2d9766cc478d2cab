import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";

const NAME = "SILKDESK_TEST_RUN";

/** Makes the folder of this run of the tests, for all its processes; whoever makes it removes it. */
export function makeRunFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "silkdesk-run-"));
  process.env[NAME] = folder;
  return folder;
}

/** Where this run keeps what its tests share. It is gone after the run. */
export function runFolder(): string {
  const folder = process.env[NAME];
  if (folder === undefined) throw new Error("the folder of the run is made before the first test");
  return folder;
}

/** What the names of this run's databases on a shared server begin with. */
export function runPrefix(folder = runFolder()): string {
  return `silkdesk_test_${basename(folder)
    .replaceAll(/[^a-z0-9]/giu, "")
    .toLowerCase()}_`;
}
