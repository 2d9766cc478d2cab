import type { Command } from "commander";
import { addAnswer } from "./cases/answer.ts";
import { addList } from "./cases/list.ts";
import { addRegroup } from "./cases/regroup.ts";
import { addShow } from "./cases/show.ts";

/** `cases`: the questions that wait for staff, grouped by meaning. */
export function addCases(program: Command): void {
  const cases = program.command("cases").description("the questions that wait for staff, grouped by meaning");
  for (const add of [addList, addShow, addAnswer, addRegroup]) add(cases);
}
