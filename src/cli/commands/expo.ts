import type { Command } from "commander";
import { addAllocate } from "./expo/allocate.ts";
import { addApplications } from "./expo/applications.ts";
import { addDecisions } from "./expo/decide.ts";
import { addDelegation } from "./expo/delegation.ts";
import { addFloorplan } from "./expo/floorplan.ts";
import { addHandOver } from "./expo/hand-over.ts";
import { addImport } from "./expo/import.ts";
import { addList } from "./expo/list.ts";
import { addShow } from "./expo/show.ts";
import { addSignups } from "./expo/signups.ts";

/** `expo`: the expos, their halls and booths, and who has signed up. */
export function addExpo(program: Command): void {
  const expo = program.command("expo").description("the expos, their halls and booths, and who has signed up");
  const commands = [
    ...[addImport, addList, addShow, addFloorplan, addSignups, addDecisions],
    ...[addHandOver, addDelegation, addApplications, addAllocate],
  ];
  for (const add of commands) add(expo);
}
