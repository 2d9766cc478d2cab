import type { Command } from "commander";
import { addFloorplan } from "./expo/floorplan.ts";

/** `expo`: expos, their halls and booths. */
export function addExpo(program: Command): void {
  const expo = program.command("expo").description("expos, their halls and booths");
  for (const add of [addFloorplan]) add(expo);
}
