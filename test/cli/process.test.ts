import { afterAll, expect, test } from "vitest";
import { runCommand } from "../support/service.ts";
import { createFolders } from "./folders.ts";
import { runInside } from "./run-inside.ts";
import { IZMIR } from "./samples.ts";

const folders = createFolders();
const cwd = folders.make({ "izmir.md": IZMIR, ".env": "SILKDESK_HOME=desk\n" });

afterAll(folders.drop);

/** Most tests of commands run them inside their own process: these show that the program ends and speaks just the same. */
test.each([
  [["--version"], 0],
  [["kb", "add", "izmir.md", "nothing.md"], 1],
  [["kb", "list", "--json"], 0],
  [["kb", "show", "izmir-fee"], 1],
  [["cases", "list"], 0],
  [["frobnicate"], 2],
  [["kb", "list", "--frob"], 2],
])("as a process, %j exits %d, and its streams hold what the command says", async (args, code) => {
  const process = await runCommand(args, { cwd });
  expect(process.code).toBe(code);
  expect(process.out === "" && process.err === "").toBe(false);
  // The second run of "kb add" finds the document unchanged.
  if (args[1] === "add") expect(process.out).toBe("new        izmir-fees (version 1)\n");
  else expect(process).toEqual(await runInside(args, { cwd }));
});
