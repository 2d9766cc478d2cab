import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { AppError } from "../../shared/errors.ts";
import type { Store } from "../../store/store.ts";
import type { Expo } from "./expo.ts";
import { hasExpos } from "./expos.ts";
import { describeFault } from "./file/fault.ts";
import { readExpoFile } from "./file/read-expo-file.ts";
import { importExpos } from "./import-expo.ts";

/**
 * Loads the starter expos into a home that has never held one. Returns how many were loaded.
 *
 * @throws AppError `content.invalid` where a file is broken: nothing was loaded.
 */
export async function loadStarterExpos(store: Store, folder: string, now: string): Promise<number> {
  if ((await hasExpos(store.read)) || !existsSync(folder)) return 0;
  const files = readdirSync(folder).filter((name) => name.endsWith(".yaml"));
  const expos = files.sort().map((name) => readStarter(join(folder, name)));
  await importExpos(store, expos, { actor: { name: "starter", role: "admin" }, now });
  return expos.length;
}

function readStarter(file: string): Expo {
  const read = readExpoFile(readFileSync(file));
  if (read.kind === "expo") return read.expo;
  const faults = read.faults.map((fault) => `- ${describeFault(fault)}`).join("\n");
  throw new AppError("content.invalid", `The starter expo ${file} is broken. Nothing was loaded.\n${faults}`);
}
