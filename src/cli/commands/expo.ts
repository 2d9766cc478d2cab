import type { Command } from "commander";
import { addAllocate } from "./expo/allocate.ts";

/** `expo`: what is on, and who gets which booth. */
export function addExpo(program: Command): void {
  const expo = program.command("expo").description("expos, their booths, and who gets which");
  for (const add of [addAllocate]) add(expo);
}
