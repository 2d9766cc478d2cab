import type { Command } from "commander";
import { addImport } from "./expo/import.ts";
import { addList } from "./expo/list.ts";
import { addShow } from "./expo/show.ts";

/** `expo`: expos, their halls and booths. */
export function addExpo(program: Command): void {
  const expo = program.command("expo").description("expos, their halls and booths");
  for (const add of [addImport, addList, addShow]) add(expo);
}
